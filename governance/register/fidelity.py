"""The way that a text really went: each step done, late, or skipped with whose agreement (4.12).

Everything is read from facts already kept: the rounds, what each seat said and when, the journal.
What the method asks and of which nothing is kept is told as such, never guessed.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import BigIntegerField
from django.utils import timezone

from coopstudio.french.dates import short_day
from coopstudio.journal.api import lines_about
from coopstudio.prepared import Given, prepared
from governance.actions.consents.handling import SKIP
from governance.consents.policies import PLACES, policy
from governance.events import Event
from governance.models import Round, Seat, Turn
from governance.states import PositionKind, ProposalKind, RoundKind

CHOICES = {
    Event.PROPOSAL_AMENDED: "Texte amendé par",
    Event.CONSENT_OPENED: "Texte maintenu ; tour de consentement ouvert par",
}
"""What may follow the reactions of a text that was adopted."""
DONE, LATE, SKIPPED, ABSENT, ELSEWHERE = "done", "late", "skipped", "absent", "elsewhere"
PASSED_BY = "passed_by"
PROPOSAL = Given("proposal", BigIntegerField())
SAYS = {
    DONE: "étape vécue",
    LATE: "étape vécue en retard",
    SKIPPED: "étape sautée, avec accord",
    ABSENT: "sans trace",
    PASSED_BY: "étape sautée",
    ELSEWHERE: "étape vécue ailleurs",
}
BRIEF = {
    ProposalKind.ELECTION: "Les tours de l’élection en tiennent lieu.",
    ProposalKind.LINK: "L’autre cercle accueille un lien déjà choisi.",
    ProposalKind.RENEWAL: "La révision du texte en tient lieu.",
    ProposalKind.ABANDON: "Les étapes sont celles de la proposition qu’on laisse.",
}
"""What has its steps somewhere else than before the round of consent."""


@dataclass(frozen=True)
class Lived:
    """One step: its name, how it was lived, and the facts that say so."""

    name: str
    how: str
    facts: str = ""

    @property
    def says(self):
        return SAYS[self.how]


class Fidelity:
    """The steps of one decision, in the order of the method."""

    def __init__(self, decision, colleges, lines=None):
        self.decision, self.proposal, self.colleges = decision, decision.proposal, colleges
        self._told = lines

    @cached_property
    def steps(self):
        if self.proposal.kind in BRIEF:
            before = [Lived("Étapes d’avant", ELSEWHERE, BRIEF[self.proposal.kind])]
        else:
            before = [
                self._presentation(),
                self._words("Clarification", RoundKind.CLARIFICATION),
                *self._perceptions(),
                self._words("Réactions", RoundKind.REACTIONS),
                self._arbitration(),
            ]
        return [*before, *self._objections(), self._consent(), self._celebration()]

    @property
    def is_whole(self):
        return all(one.how in (DONE, ELSEWHERE) for one in self.steps)

    @cached_property
    def _rounds(self):
        return _rounds_of(proposal=self.proposal.pk)

    @cached_property
    def _lines(self):
        return lines_about(self.proposal) if self._told is None else self._told

    @cached_property
    def _agreement(self):
        """« Demandé par Karim, avec l’accord de Fleur et Inès, le 3 octobre », or nothing."""
        asked = [one for one in self._rounds if one.kind == RoundKind.ASSENT and one.closed_at]
        asked = [one for one in asked if one.voided_at is None and one.subject == SKIP]
        for opened in reversed(asked):
            seats = Seat.objects.filter(round=opened).with_position().select_related("person")
            seats = list(seats.order_by("place"))
            if all(one.said == PositionKind.CONSENT for one in seats):
                names = ", ".join(one.person.first_name for one in seats)
                by = opened.opened_by or "La maison"
                return f"Demandé par {by}, avec l’accord de {names}, le {_day(opened.closed_at)}."
        return ""

    def _unlived(self, name):
        if self._agreement:
            return Lived(name, SKIPPED, self._agreement)
        return Lived(name, ABSENT, "Aucun tour ni aucun accord n’en est gardé ici.")

    def _when(self, event):
        return next((one for one in self._lines if one.event == event), None)

    def _presentation(self):
        read = self._when(Event.PROPOSAL_PRESENTED)
        if read:
            return Lived("Présentation", DONE, f"Lue au cercle le {_day(read.at)}.")
        if any(one.kind == RoundKind.CLARIFICATION and one.is_async for one in self._rounds):
            return Lived("Présentation", DONE, "À distance : chaque personne a reçu le texte.")
        return self._unlived("Présentation")

    def _words(self, name, kind):
        lived = [one for one in self._rounds if one.kind == kind and one.closed_at]
        lived = [one for one in lived if one.voided_at is None]
        if not lived:
            return self._unlived(name)
        last = lived[-1]
        said = [one for one in self._turns if one.seat.round_id == last.pk]
        spoken = {one.seat_id for one in said if one.kind != Turn.Kind.PASSED}
        passed = {one.seat_id for one in said if one.kind == Turn.Kind.PASSED} - spoken
        words = "Personne n’a parlé"
        if spoken:
            words = _count(len(spoken), "personne a parlé", "personnes ont parlé")
        if passed:
            more = _count(len(passed), "personne n’avait", "personnes n’avaient")
            words = f"{words}, {more} rien à ajouter" if spoken else f"{more} rien à ajouter"
        if last.extended_to:
            return Lived(name, LATE, f"{words}. Prolongée jusqu’au {_day(last.extended_to)}.")
        return Lived(name, DONE, f"{words}, le {_day(last.closed_at)}.")

    @cached_property
    def _turns(self):
        return _turns_of(proposal=self.proposal.pk)

    def _perceptions(self):
        """Only where the circle had consented to this step when this text came to it (4.4)."""
        felt = [one for one in self.proposal.perceptions.all() if one.words]
        echoed = sum(bool(one.echo) for one in felt)
        came = self._rounds[0].opened_at if self._rounds else self.decision.adopted_at
        practice = policy(self.decision.circle, PLACES, on=timezone.localdate(came))
        if felt:
            words = f"{_count(len(felt), 'ressenti', 'ressentis')} depuis une autre place"
            yield Lived("Positions de perception", DONE, f"{words}, {echoed} avec un écho.")
        elif practice and practice != self.decision:
            words = "Cette façon de faire est celle du cercle ; elle n’a pas servi ici."
            yield Lived("Positions de perception", PASSED_BY, words)

    def _arbitration(self):
        """Who chose what follows the last reactions: whoever did it, and when they did."""
        told = [one for one in self._lines if one.event in {Event.ARBITRATING, *CHOICES}]
        heard = [rank for rank, one in enumerate(told) if one.event == Event.ARBITRATING]
        if not heard:
            return self._unlived("Arbitrage")
        chosen = told[heard[-1] :][:2][-1]
        words = CHOICES.get(chosen.event, "Ouvert par")
        by = chosen.actor or "la maison"
        return Lived("Arbitrage", DONE, f"{words} {by}, le {_day(chosen.at)}.")

    def _objections(self):
        opened = self._when(Event.OBJECTIONS_OPENED)
        if opened:
            number = self.decision.version.number
            yield Lived("Intégration des objections", DONE, f"Jusqu’à la version {number}.")

    def _consent(self):
        """Late: the window was extended, or somebody was heard after the others."""
        voices = [voice for college in self.colleges for voice in college.voices]
        later = [f"{one.person}" for one in voices if one.is_later and not one.is_deemed]
        extended = [one for one in self._rounds if one.kind == RoundKind.CONSENT]
        extended = [one for one in extended if one.extended_to and one.voided_at is None]
        words = f"{_count(len(voices), 'voix')}, le {_day(self.decision.adopted_at)}."
        words += f" Entendue après les autres : {', '.join(later)}." if later else ""
        words += f" Prolongé jusqu’au {_day(extended[-1].extended_to)}." if extended else ""
        return Lived("Consentement", LATE if extended else DONE, words)

    def _celebration(self):
        at = self.proposal.celebrated_at
        if at is None:
            return Lived("Célébration", ABSENT, "Le cercle n’a pas encore dit merci.")
        return Lived("Célébration", DONE, f"Le {_day(at)}.")


@prepared
def _rounds_of():
    found = Round.objects.filter(proposal=PROPOSAL).select_related("opened_by")
    return found.defer("opened_by__search").order_by("pk")


@prepared
def _turns_of():
    found = Turn.objects.filter(seat__round__proposal=PROPOSAL).select_related("seat")
    return found.only("kind", "seat__round_id")


def fidelity_of(decision, colleges, lines=None):
    """How faithful the way of this decision was. ``colleges``: those of its last version;
    ``lines``: what the journal tells of its proposal, when it was read already."""
    return Fidelity(decision, colleges, lines)


def _day(at):
    return short_day(timezone.localdate(at))


def _count(many, one, more=None):
    return f"{many} {one if many < 2 else more or one}"
