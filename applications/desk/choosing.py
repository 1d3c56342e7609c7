"""What is done to candidatures chosen in the list: told line by line first, then done.

Nothing is refused in silence: what cannot be done stands beside its reason, before and after.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.db.models import Exists, OuterRef
from django.utils import timezone

from applications.actions.desk.asking import ask_to_read, refusal_to_ask
from applications.actions.meeting.meetings import propose_meeting
from applications.actions.pauses import propose_pause
from applications.desk.exports import of_numbers
from applications.emails.pauses import proposed_words
from applications.models import Application, Pause
from applications.states import STOPPED_BY_WAITING, State
from coopstudio.mail.api import KINDS, compose
from coopstudio.refusals import Refused

MOST = 100
READ, HOURS, WAIT = "lecture", "creneaux", "attente"
LETTERS, EXPORT = "lettres", "export"
GESTURES = {
    READ: "demander une lecture",
    HOURS: "proposer les mêmes créneaux",
    WAIT: "proposer d’attendre",
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
NO_WAIT = {
    State.INVITED: "La personne est invitée à adhérer.",
    State.DECLINED: "Sa réponse est déjà partie.",
    **{state: NO_HOURS[state] for state in (State.PAUSED, State.WITHDRAWN, State.ERASED)},
}
ALREADY = "Attendre lui est déjà proposé : sa réponse est attendue."


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
        today = timezone.localdate(self.now)
        waits = Pause.objects.proposed(on=today).filter(application=OuterRef("pk"))
        return list(found.select_related("version").annotate(was_proposed=Exists(waits)))

    @property
    def is_possible(self):
        """Whether anything would be done."""
        return any(not line.refusal for line in self.lines)

    @cached_property
    def lines(self):
        """What would be done, to whom; nothing is written."""
        tell = {
            READ: self._would_ask, HOURS: self._would_propose, WAIT: self._would_wait
        }.get(self.gesture)  # fmt: skip
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

    def _would_wait(self, one):
        says = "La personne recevra la proposition, et dira oui ou non."
        if stops := STOPPED_BY_WAITING.get(one.state):
            says = f"{says} Si c’est oui, {stops}."
        if not one.can_move_to(State.PAUSED):
            yield _line(one, refusal=NO_WAIT.get(one.state, "On ne l’attend plus."))
        elif one.was_proposed:
            yield _line(one, refusal=ALREADY)
        else:
            yield _line(one, says=says)

    def letter(self, *, until, reason):
        """What the first of them would read: (subject, text). Names stay folded."""
        one = next(
            one
            for one in self.applications
            if one.can_move_to(State.PAUSED) and not one.was_proposed
        )
        pause = Pause(application=one, asked_by=self.founder, until=until, reason=reason)
        words = proposed_words(pause)
        words["first_name"] = one.first_name if one.is_known else "[son prénom]"
        words["link"] = "[un lien vers sa page]"
        return compose(KINDS["applications.pause_proposed"], words)[:2]

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

    def wait(self, *, until, reason):
        """Propose to each to wait until that day, in the same words; each answers alone."""
        return [self._waited(one, until, reason) for one in self.applications]

    def _waited(self, one, until, reason):
        if one.was_proposed:
            return _line(one, refusal=ALREADY)
        try:
            propose_pause(one, by=self.founder, at=self.now, until=until, reason=reason)
        except Refused as refusal:
            return _line(one, refusal=NO_WAIT.get(one.state, str(refusal)))
        return _line(one, says="Attendre lui est proposé ; une lettre part.")

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


def stamp(until, reason):
    """The mark of what was read again: other words are read again first."""
    return sha256(f"{until} {reason}".encode()).hexdigest()[:16]


def to_send(founder, numbers=()):
    """Those whose answer is decided and not sent yet, the oldest promise first."""
    found = Application.objects.answered_by(founder).filter(state=State.DECIDED)
    if numbers:
        found = found.filter(number__in=numbers)
    return found.order_by("answer_by", "number")
