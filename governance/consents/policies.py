"""What a circle allows itself by a text that it adopted: consent at a distance, passive consent.

Schools differ on more than these. What is no setting here, and why:

- An objection that the group, the facilitator or four criteria would judge: nobody but its author
  lifts it. What « argued » asks, that it says what it touches of the aim or of the needs, is asked
  of every objection.
- A « concern » that does not block, an abstention, a pass: a third choice beside consent and
  objection (I5). Whoever hesitates says so privately to who facilitates, and it counts for nothing.
- Several names on a ballot, a pass, the highest count, a candidate: E3, E5 and E2.
- Who is proposed consenting at the same time as the others, or not asked: E7, in PostgreSQL.
- A leader whom the parent names or whom the circle names, a delegate whom the parent does not
  welcome: both ways are open already, and both circles consent to a link, always (D4, D5).
- No double link: a support circle has none; any other keeps forming until its delegate is welcomed.
- A text that ends by itself, or not: each text says so, with its term (``TermKind``).
"""

from django.db.models import BigIntegerField, CharField, DateField
from django.utils import timezone

from coopstudio.prepared import Given, prepared
from governance.models import Decision
from governance.states import ProposalState

ASYNC, PASSIVE = "async", "passive"
PRESUMED = "presumed"
"""Who is absent is deemed to consent to a text that was on the agenda, and did not change since."""
ARBITER = "arbiter"
"""After the reactions who facilitates chooses what follows, instead of who carries the text."""
PLACES = "places"
"""Before the reactions each person feels the text from another's place (4.4)."""

METHODS = ("counted", "drawn", "trusted")
"""« Décider comment décider »: for one subject and until a day, by hands counted, by lot, or by
somebody whom the circle trusts. The circle consented to it, and the register says which."""


def policy(circle, allows, *, on):
    """The decision in force that day by which this circle allows it, or None.

    Only one that it adopted itself: a text that another circle handed over speaks for nobody here.
    """
    return next(iter(_adopted(circle=circle.pk, allows=allows, on=on)), None)


@prepared
def _adopted():
    here, allows = Given("circle", BigIntegerField()), Given("allows", CharField())
    found = Decision.objects.filter(circle=here, kept_by=here, version__allows=allows)
    found = found.told_on(Given("on", DateField())).standing().select_related("version")
    return found.defer("version__search")[:1]


def policy_before(opened, allows):
    """The same, if its circle adopted it before it opened this round: nobody is bound by what came
    once they were asked."""
    found = policy(opened.circle, allows, on=timezone.localdate(opened.opened_at))
    return found if found and found.adopted_at <= opened.opened_at else None


def allows_distance(circle, *, on):
    """Did this circle consent to decide at a distance?"""
    return policy(circle, ASYNC, on=on) is not None


def facilitation_chooses(proposal, *, on):
    """After the reactions, is it who facilitates that chooses what follows, in this circle?"""
    is_now = proposal.state == ProposalState.ARBITRATION
    return is_now and policy(proposal.circle, ARBITER, on=on) is not None
