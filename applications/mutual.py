"""Where consent stands on every side of one application: the founders, and the person.

Equivalence: what is shown of one side is shown of the others, in the same order.
"""

from functools import cached_property

from applications.actions import decisions, reserves
from applications.actions.meeting.meetings import founders_of
from applications.models import Decision, Portrait, Reserve
from applications.states import Outcome
from coopstudio.french.typography import de
from coopstudio.mail.models import Letter


class Mutual:
    """``for_the_person``: only what they said themselves, and what is said to them."""

    def __init__(self, application, *, at):
        self.application, self.at = application, at

    # --- the person ---

    @cached_property
    def assent(self):
        return self.application.assents.filter(cycle=self.application.cycle).first()

    @cached_property
    def needs(self):
        return list(self.application.needs.filter(cycle=self.application.cycle).order_by("at"))

    @cached_property
    def asks_portraits(self):
        return any(need.asks_portraits for need in self.needs)

    @cached_property
    def theirs(self):
        """What the person said that holds them back, open or settled."""
        return list(Reserve.objects.of_the_person(self.application))

    @property
    def holds_back(self):
        return any(one.is_open for one in self.theirs)

    @property
    def has_integrated(self):
        return any(not one.is_open and one.settlement.amendment_id for one in self.theirs)

    @property
    def may_speak(self):
        return self.application.state in reserves.SPEAKING

    @property
    def may_assent(self):
        return self.may_speak and reserves.may_assent(self.application)

    # --- the founders ---

    @cached_property
    def objections(self):
        """What founders objected, open or settled."""
        every = Reserve.objects.of(self.application)
        return list(every.exclude(by=self.application.person_id))

    @cached_property
    def founders(self):
        return list(founders_of(self.application, self.at))

    @cached_property
    def portraits(self):
        """Each founder of today with the portrait that is read; None when it is not written."""
        latest = Portrait.objects.order_by("founder_id", "-written_at", "-pk")
        by_founder = {one.founder_id: one for one in latest.distinct("founder_id")}
        return [(founder, by_founder.get(founder.pk)) for founder in self.founders]

    @cached_property
    def parting(self):
        return decisions.latest_parting(self.application)

    @cached_property
    def decision(self):
        found = Decision.objects.of(self.application)
        return found.select_related("letter", "told_by", "drafted_by", "parting").first()

    @cached_property
    def reopened(self):
        return list(Decision.objects.reopened(self.application).select_related("reopened_by"))

    # --- what is still missing ---

    @property
    def is_invitation(self):
        return self.decision is not None and self.decision.outcome == Outcome.INVITE

    @property
    def missing(self):
        """Why the invitation does not leave yet, in a sentence; empty when nothing holds it."""
        if not self.is_invitation or self.decision.told_at:
            return ""
        if any(one.is_open for one in [*self.theirs, *self.objections]):
            return "Une réserve est ouverte : elle s’intègre, ou se retire, avant l’invitation."
        if self.assent is None:
            return f"Il manque le consentement {de(self.application.first_name)}."
        return ""

    @property
    def can_be_sent(self):
        return bool(self.decision) and not self.decision.told_at and not self.missing

    @property
    def has_failed(self):
        letter = self.decision.letter if self.decision else None
        return letter is not None and letter.state == Letter.State.FAILED
