"""Before somebody erases everything: the exact list of what goes, and of what must stay and why."""

from dataclasses import dataclass

from applications.models import (
    Application,
    Conversation,
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


def closes_account(person):
    """Whether the account, the address and the keys go too."""
    return not belongs(person)


def stays(person):
    """What the house keeps all the same."""
    return [one for tell in (_proof, _register, _count, _journal) for one in tell(person)]


def _proof(person):
    told = {"decisions__outcome": Outcome.DECLINE, "decisions__told_at__isnull": False}
    if not Application.objects.filter(person=person, **told).exists():
        return []
    kind = personal_data.of("proof")
    return [Stays(kind.what, f"{kind.why}. Pas de CV, pas un mot de vous ni de nous", kind.until)]


def _register(person):
    if not belongs(person):
        return []
    return [
        Stays(
            "Votre fiche au registre des membres et votre compte",
            "une association tient le registre de ses membres, passés et présents",
            "tant que le registre est tenu",
        )
    ]


def _count(person):
    if not Application.objects.received().filter(person=person).exists():
        return []
    kind = personal_data.of("count")
    return [Stays(kind.what, kind.why, kind.until)]


def _journal(person):
    kind = personal_data.of("journal")
    return [Stays(kind.what, kind.why, kind.until)]
