"""What lives in the second world: who asks to be an associate, who leaves, the assemblies, a board.

Most of the eighty-two bear no part in a story: chance answers for them, so that counts are those of
a house and not of a tale.
"""

from datetime import timedelta

from django.utils import timezone

from coopstudio.demo.world import address
from coopstudio.french.dates import short_day
from members import demo, fees
from members.actions import agenda, memberships
from members.actions.assemblies import answers, board, convening, preparing, presence
from members.actions.life import noticing, pausing, resigning
from members.demo.assemblies import convene
from members.models import Assembly, Category, Convocation, Person
from members.states import Reply

KEEPER, TREASURER, DIRECTION = "nawel", "edouard", "ysaline"
HELD, COMING = "Assemblée générale ordinaire", "Assemblée générale extraordinaire"
SILENT, AWAY, PROXY = 7, 9, 4
"""Out of so many, one does not answer, one stays away, one gives a proxy."""


def plan(world, book):
    """The requests of ``book``, two lives that change, two assemblies and a council."""
    for one in book["requests"]:
        _plan_request(world, one)
    world.plan(world.moment("-60 10:00"), _seat, names=book["board"])
    for told in book["assemblies"]:
        _plan_assembly(world, told)
    world.plan(world.moment("-1 16:40"), _prepare_council, on=world.moment("6 09:30"), book=book)
    organ = book["admission_organ"]
    world.plan(world.moment("-30 09:10"), _pause, name=book["paused"], organ=organ)
    world.plan(world.moment("-11 20:25"), _resign, name=book["leaving"])
    world.plan(world.moment("-5 11:30"), _propose_notice)


def person(name):
    return Person.objects.get(email=address(name))


def _plan_request(world, one):
    world.plan(world.moment(one["invited"]), _invite, one=one)
    if "asked" in one:
        world.plan(world.moment(one["asked"]), _ask, one=one)
    if "listed" in one:
        world.plan(world.moment(one["listed"]), _list, one=one, on=world.day(6))
    if "admitted" in one:
        world.plan(world.moment(one["admitted"]), _admit, one=one)
    if "refused" in one:
        world.plan(world.moment(one["refused"]), _refuse, one=one)


def _invite(*, at, one):
    memberships.invite(person(one["name"]), by=person(DIRECTION), on=at.date())


def _ask(*, at, one):
    entrepreneurs = Category.objects.get(code="entrepreneurs")
    agreement = person(one["name"]).agreement
    demo.ask(at=at, one=one | {"agreement": agreement, "category": entrepreneurs})


def _request(one):
    return person(one["name"]).requests.open().get()


def _list(*, at, one, on):
    organ = _request(one).statutes.admission_organ
    agenda.put_on_agenda(
        _request(one), by=person(KEEPER), at=at, organ=organ, on=on, reference="point 4"
    )


def _admit(*, at, one):
    memberships.admit(_request(one), by=person(KEEPER), at=at, **_decision(at, _request(one)))


def _refuse(*, at, one):
    words = one["words_of_refusal"]
    memberships.refuse(
        _request(one), by=person(KEEPER), at=at, words=words, **_decision(at, _request(one))
    )


def _decision(at, request):
    return {
        "organ": request.statutes.admission_organ,
        "decided_on": at.date(),
        "reference": f"procès-verbal du {short_day(at.date())}",
    }


def _seat(*, at, names):
    for name in names:
        by = KEEPER if name != KEEPER else DIRECTION
        board.seat(person(name), by=person(by), on=at.date())


def _plan_assembly(world, told):
    title = told["title"]
    facts = {name: told[name] for name in ("title", "place", "items", "words")}
    on = world.moment(told["at"])
    world.plan(world.moment(told["convened"]), convene, on=on, by=KEEPER, **facts)
    world.plan(world.moment(told["answered"]), _answer, title=title, world=world)
    if "held" in told:
        world.plan(on + timedelta(minutes=20), _welcome, title=title)
        world.plan(world.moment(told["held"]), _close, title=title)


def _answer(*, at, title, world):
    """Most say what they will do; those who cannot come give their voice to somebody who will."""
    found = Assembly.objects.get(title=title).convocations.select_related("person", "assembly")
    rows = [row for row in found.order_by("pk") if not world.chance.random() < 1 / SILENT]
    absent = {row.pk for row in rows if not row.votes or world.chance.random() < 1 / PROXY}
    coming = [row for row in rows if row.pk not in absent]
    for rank, row in enumerate(coming):
        answers.answer(row, by=row.person, at=at + timedelta(minutes=rank), reply=Reply.COMING)
    away = [row for row in rows if row.pk in absent]
    for rank, (row, holder) in enumerate(zip(away, coming, strict=False)):
        gives = row.votes and rank % 4 != 3
        answers.answer(
            row, by=row.person, at=at + timedelta(minutes=90 + rank),
            reply=Reply.PROXY if gives else Reply.AWAY, holder=holder if gives else None,
        )  # fmt: skip


def _welcome(*, at, title):
    """All those who said they would come do, but one in nine."""
    coming = Convocation.objects.filter(assembly__title=title, answer=Reply.COMING)
    for rank, row in enumerate(coming.select_related("assembly", "person").order_by("pk")):
        if rank % AWAY != AWAY - 1:
            presence.note_present(row, by=person(KEEPER), at=at + timedelta(seconds=10 * rank))


def _close(*, at, title):
    convening.close(Assembly.objects.get(title=title), by=person(KEEPER), at=at)


def _prepare_council(*, at, on, book):
    preparing.prepare(
        by=person(KEEPER), on=at.date(), kind="board", title="Conseil coopératif", at=on,
        minutes=150, place=book["council_at"], words="", items=book["council"],
    )  # fmt: skip


def _pause(*, at, name, organ):
    membership = person(name).memberships.get()
    pausing.grant_leave(
        membership, by=person(KEEPER), at=at, since=at.date(),
        until=at.date() + timedelta(days=110), organ=organ, decided_on=at.date(),
        reference=f"procès-verbal du {short_day(at.date())}",
    )  # fmt: skip


def _resign(*, at, name):
    mine = person(name).memberships.get()
    resigning.resign(mine, by=mine.person, at=at, received_on=at.date())


def _propose_notice(*, at):
    """The treasurer proposes a formal notice for the first who is late and has no office."""
    today = timezone.localdate(at)
    late = fees.late(on=today).filter(offices=None, memberships__notices=None).order_by("pk")
    for one in late[:1]:
        for membership in one.memberships.active(on=today):
            noticing.propose(membership, by=person(TREASURER), at=at)
