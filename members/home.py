"""What waits for a member, and where they stand: each noun tells its own, for the home page.

``@awaits(rows)`` adds what only this person can do: ``rows(person, now)`` is a question, or a list
when its answer is known, and the function below it tells one row of it as a Task. Only what holds
something is read.
``@stands`` adds a function (person, now) -> Card or None: where they stand, with nothing to do.
"""

from dataclasses import dataclass, field
from functools import wraps

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    prefetch_related_objects,
)
from django.urls import reverse
from django.utils import timezone

from coopstudio.french.dates import day, hour, short_day
from coopstudio.french.money import euros
from coopstudio.prepared import Given, prepared
from members import waiting
from members.cohort.table import published
from members.models import Convocation, Exclusion, FeeCall, LearningSession, Proposal, Seat
from members.states import FeeLabel, Level, PlaceState, Reply

TASKS, CARDS = [], []
ANSWERED = {
    Reply.COMING: "Vous venez",
    Reply.AWAY: "Vous avez prévenu que vous ne venez pas",
    Reply.PROXY: "Vous avez donné pouvoir",
}


@dataclass(frozen=True)
class Task:
    """One thing to do: what, why, where, and until when or since when."""

    title: str
    why: str
    url: str
    icon: str
    when: str = ""


@dataclass(frozen=True)
class Card:
    """Where one stands: one strong line, some more, and where to read all of it."""

    title: str
    line: str
    icon: str
    url: str
    link: str
    more: list = field(default_factory=list)


def awaits(rows, *, most=3):
    """Add a kind of task, ``most`` of which are shown: a function (row, person) -> Task."""

    def declare(told):
        TASKS.append((rows, told, most))
        return told

    return declare


def stands(provide):
    CARDS.append(provide)
    return provide


def once(asked):
    """What two panels of one page say is asked once: the answer stays with who is signed in."""
    kept = f"home_{asked.__name__}"

    @wraps(asked)
    def ask(person, now):
        if not hasattr(person, kept):
            setattr(person, kept, asked(person, now))
        return getattr(person, kept)

    return ask


def tasks_of(person, now):
    """One's own first; then, for those who keep the association, the piles of their desk."""
    asked = [rows(person, now) for rows, _told, _most in TASKS]
    some = waiting.answered(asked, person)
    own = [
        told(row, person)
        for rows, is_some, (_rows, told, most) in zip(asked, some, TASKS, strict=True)
        if is_some
        for row in rows[:most]
    ]
    return own + _piles(person, now)


def cards_of(person, now):
    return [card for provide in CARDS if (card := provide(person, now))]


@once
def _convocations(person, now):
    """The assemblies to come to which this person is convened, the next one first."""
    return _convoked(person=person.pk, now=now)


@prepared
def _convoked():
    to_come = {"assembly__state": "convened", "assembly__at__gt": Given("now", DateTimeField())}
    rows = Convocation.objects.current().filter(person=Given("person", BigIntegerField()))
    rows = rows.filter(**to_come).select_related("assembly")
    return rows.order_by("assembly__at", "pk")


@awaits(lambda person, now: [one for one in _convocations(person, now) if not one.answer])
def _assembly_without_answer(one, person):
    return Task(
        f"Dire si vous venez : {one.assembly.title}",
        f"{one.assembly.place}. Vous pouvez venir, vous excuser, ou donner pouvoir.",
        reverse("members:assembly", args=[one.assembly_id]),
        "calendar",
        short_day(timezone.localtime(one.assembly.at)),
    )


def _proposals(person, now):
    """« Voici le groupe »: who was asked and has not answered; who objected was heard."""
    standing = Proposal.objects.filter(
        ended_at=None, cohort__places__person=person, cohort__places__state=PlaceState.ASKED
    )
    return standing.exclude(answers__place__person=person)


@awaits(_proposals)
def _group_proposed(one, person):
    return Task(
        "Répondre à « voici le groupe »",
        "Le groupe serait lancé avec vous. Rien ne commence sans l’accord de chaque personne.",
        reverse("members:answer"),
        "circles",
        f"depuis le {short_day(timezone.localtime(one.at))}",
    )


def _exchanges(person, now):
    offered = person.partnerships.filter(answer="", exchange__state="offered")
    return offered.select_related("exchange").order_by("exchange__opened_at")


@awaits(_exchanges)
def _exchange_offered(one, person):
    return Task(
        "Répondre à un échange de savoir-faire",
        "On vous propose d’apprendre l’un ou l’une de l’autre. Un non ne vexe personne.",
        reverse("members:exchange", args=[one.exchange_id]),
        "refresh",
        f"depuis le {short_day(timezone.localtime(one.exchange.opened_at))}",
    )


@awaits(lambda person, now: Seat.objects.to_confirm(person).select_related("session"))
def _learning_to_confirm(one, person):
    return Task(
        f"Dire ce que vous savez faire maintenant : {one.session.title}",
        "Vous y étiez. Une phrase suffit, et c’est à vous de la dire.",
        reverse("members:session", args=[one.session_id]),
        "leaf",
        short_day(timezone.localtime(one.session.at)),
    )


@awaits(lambda person, now: person.testimonies_given.waiting().select_related("person"))
def _testimony_asked(one, person):
    return Task(
        f"Témoigner pour {one.person}",
        f"Quelques mots sur ce que vous avez vu de son travail : {one.get_craft_display()}.",
        reverse("members:testimony", args=[one.pk]),
        "speech",
        f"depuis le {short_day(timezone.localtime(one.asked_at))}",
    )


@awaits(lambda person, now: Exclusion.objects.to_answer(person))
def _speech_in_defence(one, person):
    """Said for this person alone: whoever looks over their shoulder learns nothing."""
    return Task(
        "Lire ce que l’association vous écrit, et y répondre",
        "Rien n’est décidé : vous avez la parole.",
        reverse("members:my_case"),
        "speech",
        f"jusqu’au {short_day(one.defence_until)}",
    )


@once
def _fee_calls(person, now):
    """What this person was ever called for, the latest first."""
    return _called(person=person.pk, on=timezone.localdate(now))


@prepared
def _called():
    calls = FeeCall.objects.filter(person=Given("person", BigIntegerField()))
    calls = calls.standing_now(on=Given("on", DateField())).select_related("year")
    return calls.order_by("-covers_to")


def _owing(person, now):
    """Those of which something is still owed."""
    calls = _fee_calls(person, now)
    return [one for one in calls if one.owed and one.label != FeeLabel.BARRED]


def _late_fees(person, now):
    today = timezone.localdate(now)
    late = [one for one in _owing(person, now) if one.due_on < today]
    return sorted(late, key=lambda one: one.due_on)


@awaits(_late_fees)
def _fee_owed(one, person):
    return Task(
        "Régler votre cotisation",
        f"Pour {one.year}, il reste {euros(one.owed)}.",
        reverse("members:my_fees"),
        "coin",
        f"attendue depuis le {short_day(one.due_on)}",
    )


def _piles(person, now):
    """For those who keep the association: each pile of their desk, the late ones first."""
    return [
        Task(
            f"{pile.title} : {pile.counted}",
            f"{pile.waits[0].who} : {pile.waits[0].why}" if pile.waits else "",
            pile.url,
            pile.icon,
            "en retard" if pile.is_late else "",
        )
        for pile in waiting.piles_of(
            person, on=timezone.localdate(now), but=[reverse("members:requests")]
        )
    ]


@stands
def _fee(person, now):
    today, calls = timezone.localdate(now), _fee_calls(person, now)
    if not calls:
        return None
    last, owing = calls[0], _owing(person, now)
    owed, due_on = sum(one.owed for one in owing), min((one.due_on for one in owing), default=today)
    line = f"{euros(owed)} à régler" if owed else "Vous êtes à jour"
    until = f"Pour {last.year}."
    if owed:
        until = f"{'Attendue depuis' if due_on < today else 'Avant'} le {short_day(due_on)}."
    return Card("Ma cotisation", line, "coin", reverse("members:my_fees"),
                "Régler ou choisir" if owed else "La voir, et mes reçus", [until])  # fmt: skip


@stands
def _next_assembly(person, now):
    one = next(iter(_convocations(person, now)), None)
    if one is None:
        return None
    at = timezone.localtime(one.assembly.at)
    said = ANSWERED.get(one.answer, "Vous n’avez pas encore répondu")
    where = f"{one.assembly.title}, à {hour(at)}, {one.assembly.place}."
    return Card("Prochaine assemblée", day(at).capitalize(), "calendar",
                reverse("members:assembly", args=[one.assembly_id]), "L’ordre du jour",
                [where, f"{said}."])  # fmt: skip


@once
def next_session(person, now):
    """The next session that this person leads or has a seat in, or None."""
    return LearningSession.objects.to_come(now).of(person).first()


@once
def last_gauge(person, now):
    """What is published of the group."""
    return published()


@stands
def _learning(person, now):
    session = next_session(person, now)
    url = reverse("members:learning")
    if session:
        at = timezone.localtime(session.at)
        return Card("Apprendre", session.title, "leaf",
                    reverse("members:session", args=[session.pk]), "La séance",
                    [f"{day(at).capitalize()}, à {hour(at)}."])  # fmt: skip
    prefetch_related_objects([person], "skills")  # the way of the same page reads them too
    wishes = [one.get_craft_display() for one in person.skills.all() if one.level == Level.LEARN]
    asked = "Que voulez-vous apprendre ?"
    line = f"Vous voulez apprendre : {', '.join(wishes)}" if wishes else asked
    return Card("Apprendre", line, "leaf", url, "Voir qui peut vous l’apprendre"
                if wishes else "Voir ce qui s’apprend ici")  # fmt: skip


@stands
def _group(person, now):
    gauge = last_gauge(person, now)
    if gauge is None:
        return None
    first, *more = [*gauge.sentences, f"Écrit le {short_day(timezone.localtime(gauge.at))}."]
    return Card("Le groupe", first, "circles", reverse("members:group"), "Voir le groupe", more)
