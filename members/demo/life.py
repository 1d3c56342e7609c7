"""What happens to memberships in the demonstration: a pause, a departure, a letter to sign."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.demo.world import address
from coopstudio.french.dates import short_day
from members import fees
from members.actions import agenda, lockouts, register, rules
from members.actions.data import rights
from members.actions.life import noticing, pausing, resigning
from members.models import Category, DataRequest, Membership, Person, Statutes
from members.states import Role

RULES = {
    "resignation_notice_days": 30,
    "removal_notice_days": 30,
    "defence_days": 21,
    "removal_clause": "La qualité de membre se perd par le non-paiement de la cotisation, un "
    "mois après une mise en demeure restée sans réponse.",
    "appeal_route": "Un recours devant l’assemblée générale est possible pendant deux mois.",
    "rules_version": "version de printemps",
}
ADOPTED = {
    "validated_by": "assemblée générale",
    "changes": "Le local se réserve trois jours avant ; chacun et chacune le range en partant.",
    "readable_at": "https://exemple.fr/reglement",
}
CATEGORIES = [
    ("membres actifs", "membre actif", "membre active", True),
    ("membres associés", "membre associé", "membre associée", False),
]
LEAVES, ASKS = "jean-baptiste.le-goff", "elie.mbaye"
GOES, WAITS, FREEZES = "maheswaran", "segolene.faivre", "gwenn"
STOLEN = "Un téléphone volé dans le train, messagerie ouverte : le temps d’en changer la clé."


def plan(world):
    """Statutes and categories first, then lives as they go."""
    world.plan(world.moment("-79 09:20"), _found)
    world.plan(world.moment("-34 18:40"), _grant)
    world.plan(world.moment("-27 09:05"), _shut)
    world.plan(world.moment("-24 18:10"), _open_again)
    world.plan(world.moment("-1 08:45"), _freeze)
    world.plan(world.moment("-20 19:00"), _adopt)
    world.plan(world.moment("-6 21:15"), _resign)
    world.plan(world.moment("-4 08:10"), _ask)
    world.plan(world.moment("-2 10:30"), _list, on=world.day(9))
    world.plan(world.moment("-12 11:00"), _propose)
    world.plan(world.moment("-11 17:30"), _sign)
    world.plan(world.moment("-2 11:00"), _propose)


def _adopt(*, at):
    """A new règlement intérieur; the round of the clock tells each member."""
    written = rules.write_rules(
        by=_holder(Role.SECRETARY, at), at=at, adopted_on=timezone.localdate(at), **ADOPTED
    )
    while rules.tell(written, at=at):
        pass


def _found(*, at):
    """The version of spring, and the two categories that it names."""
    day, blaise = timezone.localdate(at), _holder(Role.SECRETARY, at)
    last = Statutes.objects.latest()
    known = {name: getattr(last, name) for name in ("admission_organ", "fee_minimum", "fee_usual")}
    register.write_statutes(
        by=blaise, adopted_on=day - timedelta(days=9), validated_by="assemblée générale",
        **known | RULES,
    )  # fmt: skip
    for name, masculine, feminine, votes in CATEGORIES:
        register.open_category(
            by=blaise, name=name, masculine=masculine, feminine=feminine, votes=votes,
            opened_on=day - timedelta(days=9),
        )  # fmt: skip
    Membership.objects.filter(category=None).update(category=Category.objects.first())


def _grant(*, at):
    """A pause, agreed by the council; nobody asked why."""
    pausing.grant_leave(
        _membership(LEAVES), by=_holder(Role.SECRETARY, at), at=at, since=at.date(),
        until=at.date() + timedelta(days=120), **_decision(at),
    )  # fmt: skip


def _shut(*, at):
    """A telephone is stolen: two founders close the account of whoever is away."""
    first, second = _founders(at)
    person = _membership(LEAVES).person
    asked = lockouts.propose(person, days=7, why=STOLEN, by=first, at=at)
    lockouts.confirm(asked, by=second, at=at + timedelta(minutes=40))


def _open_again(*, at):
    person = _membership(LEAVES).person
    lockouts.reopen(person.lockouts.get(), by=_founders(at)[0], at=at)


def _resign(*, at):
    mine = _membership(GOES)
    resigning.resign(mine, by=mine.person, at=at, received_on=at.date())


def _freeze(*, at):
    words = "Mon code postal a changé deux fois dans le registre : voyez d’où cela vient."
    person = Person.objects.get(email=address(FREEZES))
    rights.ask(person, DataRequest.Kind.LIMITATION, words=words, at=at)


def _ask(*, at):
    mine = _membership(ASKS)
    start = at.date() + timedelta(days=10)
    pausing.ask_leave(mine, by=mine.person, at=at, since=start, until=start + timedelta(days=90))


def _list(*, at, on):
    request = Person.objects.get(email=address(WAITS)).requests.open().get()
    agenda.put_on_agenda(
        request, by=_holder(Role.SECRETARY, at), at=at, organ=request.statutes.admission_organ,
        on=on, reference="point 3",
    )  # fmt: skip


def _propose(*, at):
    """The treasurer proposes a formal notice for the first who is late and has none."""
    late = fees.late(on=at.date()).filter(offices=None, memberships__notices=None).order_by("pk")
    for person in late[:1]:
        for membership in person.memberships.active(on=at.date()):
            noticing.propose(membership, by=_holder(Role.TREASURER, at), at=at)


def _sign(*, at):
    for membership in Membership.objects.filter(notices__state="drafted"):
        noticing.sign(membership.notices.get(), by=_holder(Role.PRESIDENT, at), at=at)


def _membership(name):
    return Person.objects.get(email=address(name)).memberships.get()


def _holder(role, at):
    return Person.objects.holding(role, on=timezone.localdate(at)).earliest("pk")


def _founders(at):
    return Person.objects.holding(Role.FOUNDER, on=timezone.localdate(at)).order_by("pk")[:2]


def _decision(at):
    organ = Statutes.objects.latest().admission_organ
    minutes = f"procès-verbal du {short_day(at.date())}"
    return {"organ": organ, "decided_on": at.date(), "reference": minutes}
