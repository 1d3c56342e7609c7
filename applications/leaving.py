"""Before somebody erases everything: the exact list of what goes, and of what must stay and why."""

from dataclasses import dataclass

from applications import records
from applications.actions.keeping import fiches
from applications.models import (
    Application,
    Conversation,
    FicheKeeping,
    Hold,
    Reaction,
    Reading,
    TalkingPoint,
    Weather,
)
from applications.states import Outcome, State
from coopstudio import personal_data
from coopstudio.french.typography import plural
from members.actions.erasing import belongs

FICHE = [
    "votre téléphone, votre adresse et vos textes",
    "vos savoir-faire, vos disponibilités et les témoignages, reçus et écrits",
    "ce que vous avez écrit savoir faire après une séance",
]


@dataclass(frozen=True)
class Stays:
    """One thing that stays: what, why, until when."""

    what: str
    why: str
    until: str


def held(person):
    """The hold that forbids to erase today, if there is one."""
    standing = Hold.objects.filter(application__person=person, lifted_at=None)
    return standing.select_related("by", "application").first()


def goes(person):
    """What is erased at once, in sentences, counted."""
    theirs = Application.objects.filter(person=person).exclude(state=State.ERASED)
    drafts, sent = theirs.filter(state=State.DRAFT), theirs.exclude(state=State.DRAFT)
    counted = [
        (sent.count(), "candidature envoyée", "candidatures envoyées"),
        (drafts.count(), "brouillon", "brouillons"),
        (theirs.filter(cv__isnull=False).count(), "CV", "CV"),
        (Reaction.objects.filter(application__in=theirs).count(), "réaction à l’appel",
         "réactions à l’appel"),
        (Reading.objects.filter(application__in=sent).count(), "lecture écrite de vous",
         "lectures écrites de vous"),
        (TalkingPoint.objects.filter(application__in=sent).count(),
         "passage de l’appel à aborder avec vous", "passages de l’appel à aborder avec vous"),
        (Conversation.objects.filter(person=person).count(), "fil d’échanges", "fils d’échanges"),
        (Weather.objects.filter(application__in=theirs).count(), "météo", "météos"),
        (person.consents.count(), "accord donné", "accords donnés"),
    ]  # fmt: skip
    return [f"{count} {plural(count, f'{one},{many}')}" for count, one, many in counted if count]


def goes_of_fiche(person, *, on):
    """What a former member had given, and that goes too; nothing for who is a member."""
    return FICHE if belongs(person) and fiches.is_free(person, on=on) else []


def closes_account(person, *, on):
    """Whether the account, the address and the keys go too: of who is not in the register, and of
    former members whom nothing holds."""
    return not belongs(person) or fiches.is_free(person, on=on)


def stays(person, *, on):
    """What the house keeps all the same."""
    told = (_proof, _count, _journal)
    return [*_register(person, on=on), *(one for tell in told for one in tell(person))]


def _proof(person):
    told = {"decisions__outcome": Outcome.DECLINE, "decisions__told_at__isnull": False}
    if not Application.objects.filter(person=person, **told).exists():
        return []
    kind = personal_data.of("proof")
    return [Stays(kind.what, f"{kind.why}. Pas de CV, pas un mot de vous ni de nous", kind.until)]


def _register(person, *, on):
    """The line of the register, always; the fiche of a member, or of who left, while it is held."""
    if not belongs(person):
        return []
    line = Stays(
        "Au registre : votre nom, les dates de votre adhésion, votre bulletin et ce qui fut décidé",
        "une association tient le registre de ses membres, passés et présents",
        "tant que le registre est tenu",
    )
    return [line, *_fiche(person, on=on), *_lived(person)]


def _fiche(person, *, on):
    plan = records.plan_of(person, today=on)
    if plan is None and not person.memberships.active(on=on).exists() and _was_erased(person):
        return []
    if plan is None:
        until = f"{personal_data.kept_for('former')} après la fin de votre adhésion"
        return [Stays("Votre fiche de membre et votre compte", "vous êtes membre", until)]
    if plan.stay in fiches.LETS_GO:
        return []
    return [Stays("Votre fiche et votre compte", plan.stay.to_them, "jusqu’à ce que ce soit réglé")]


def _was_erased(person):
    return FicheKeeping.objects.filter(person=person).exclude(erased_at=None).exists()


def _lived(person):
    """What a membership leaves in the accounts, and for a court."""
    if not person.memberships.exists():
        return []
    fees, life = personal_data.of("fees"), personal_data.of("life")
    return [Stays(one.what, one.why, one.until) for one in (fees, life)]


def _count(person):
    if not Application.objects.received().filter(person=person).exists():
        return []
    kind = personal_data.of("count")
    return [Stays(kind.what, kind.why, kind.until)]


def _journal(person):
    kind = personal_data.of("journal")
    return [Stays(kind.what, kind.why, kind.until)]
