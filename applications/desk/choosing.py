"""What is done to candidatures chosen in the list: told line by line first, then done.

Nothing is refused in silence: what cannot be done stands beside its reason, before and after.
"""

from dataclasses import dataclass
from functools import cached_property

from applications.actions.desk.asking import ask_to_read, refusal_to_ask
from applications.actions.meeting.meetings import propose_meeting
from applications.desk.exports import of_numbers
from applications.models import Application
from applications.states import State
from coopstudio.refusals import Refused

MOST = 100
READ, HOURS, LETTERS, EXPORT = "lecture", "creneaux", "lettres", "export"
GESTURES = {
    READ: "demander une lecture",
    HOURS: "proposer les mêmes créneaux",
    LETTERS: "relire puis envoyer les lettres, une par une",
    EXPORT: "exporter la liste",
}


NOT_CROSSED = "On propose une rencontre une fois les lectures croisées."
NO_HOURS = {
    State.SUBMITTED: NOT_CROSSED,
    State.READING: NOT_CROSSED,
    State.COMPLETING: "La personne complète sa candidature : la lecture reprendra ensuite.",
    State.MEETING_PROPOSED: "Des créneaux lui sont déjà proposés.",
    State.MEETING_SET: "L’heure de la rencontre est déjà fixée.",
    State.DECIDED: "La réponse est décidée : il reste à l’envoyer.",
    State.PAUSED: "Elle attend jusqu’au jour convenu.",
    State.WITHDRAWN: "La personne l’a retirée.",
    State.ERASED: "Elle est effacée.",
}  # the others were answered


@dataclass(frozen=True)
class Line:
    """One candidature, and what will be or was done with it; ``refusal`` says why not."""

    name: str
    address: str
    says: str = ""
    refusal: str = ""


def numbers_in(query):
    """The numbers that were chosen, each once, as they came; odd values are left out."""
    given = [value for value in query.getlist("n") if value.isdecimal() and len(value) < 9]
    return list(dict.fromkeys(int(value) for value in given))[:MOST]


class Choice:
    """The candidatures of ``numbers`` that ``founder`` answers, and one gesture."""

    def __init__(self, founder, founders, numbers, gesture, *, now):
        self.founder, self.now, self.numbers = founder, now, numbers
        self.gesture = gesture if gesture in GESTURES else ""
        self.word = GESTURES.get(self.gesture, "")
        self.others = [one for one in founders if one.pk != founder.pk]

    @property
    def trail(self):
        return [("Candidatures", "/candidatures/"), (self.word.capitalize() or "Choix", "")]

    @cached_property
    def applications(self):
        found = of_numbers(self.founder, self.numbers).told_to(self.founder.pk)
        return list(found.select_related("version"))

    @property
    def is_possible(self):
        """Whether anything would be done."""
        return any(not line.refusal for line in self.lines)

    @cached_property
    def lines(self):
        """What would be done, to whom; nothing is written."""
        tell = {READ: self._would_ask, HOURS: self._would_propose}.get(self.gesture)
        return [line for one in self.applications for line in tell(one)] if tell else []

    def _would_ask(self, one):
        if not self.others:
            yield _line(one, refusal="Personne d’autre ne lit ici.")
        for other in self.others:
            refusal = refusal_to_ask(one, of=other, at=self.now)
            says = f"{other.first_name} recevra une lettre qui le lui demande."
            yield _line(one, says="" if refusal else says, refusal=f"{refusal or ''}")

    def _would_propose(self, one):
        says = f"{one.first_name} recevra ces créneaux, et en choisira un."
        if one.state in {State.CROSSED, State.MET}:
            yield _line(one, says=says)
        else:
            yield _line(one, refusal=NO_HOURS.get(one.state, "Sa réponse est déjà partie."))

    # --- done ---

    def ask(self):
        """Ask every other founder to read; what each line became."""
        told = []
        for other in self.others:
            for one, refusal in ask_to_read(
                self.applications, of=other, by=self.founder, at=self.now
            ):
                says = f"{other.first_name} en reçoit la demande."
                told.append(_line(one, says="" if refusal else says, refusal=f"{refusal or ''}"))
        return told

    def propose(self, **meeting):
        """Propose the same hours to each, one transaction a person: the first who chooses an hour
        has it."""
        return [self._proposed(one, meeting) for one in self.applications]

    def _proposed(self, one, meeting):
        try:
            propose_meeting(one, by=self.founder, at=self.now, **meeting)
        except Refused as refusal:
            return _line(one, refusal=str(refusal))
        return _line(one, says="Les créneaux sont proposés ; une lettre part.")


def _line(one, **says):
    return Line(
        name=one.full_name if one.is_known else one.reference,
        address=one.get_absolute_url(),
        **says,
    )


def to_send(founder, numbers=()):
    """Those whose answer is decided and not sent yet, the oldest promise first."""
    found = Application.objects.answered_by(founder).filter(state=State.DECIDED)
    if numbers:
        found = found.filter(number__in=numbers)
    return found.order_by("answer_by", "number")
