"""What an adoption changes besides the text: a circle is founded, a mandate begins.

The noun that knows how registers it, and its module is loaded by ``governance.apps``:

    @effect(ProposalKind.CIRCLE)
    def found(decision, *, by, at): …

It is called once, in the transaction of the adoption: if it refuses, nothing is adopted. ``by`` is
the person whose consent was the last one, None when a policy of the circle spoke for somebody.
"""

EFFECTS = {}


def effect(kind):
    """Register what a decision of this kind does."""

    def keep(function):
        EFFECTS[kind] = function
        return function

    return keep


def take_effect(decision, *, by, at):
    """Do what the decision says, if it says something that this house can do."""
    done = EFFECTS.get(decision.proposal.kind)
    if done:
        done(decision, by=by, at=at)
