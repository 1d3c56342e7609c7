"""The next version of a proposed name: its reasons, and in the circle that elects, its term.

The person stays: another name is another proposal. A mandate always ends (E8).
"""

from django.utils import timezone

from coopstudio.refusals import Refused
from governance.actions import consents
from governance.actions.elections.proposing import EndsTooSoon
from governance.states import ProposalKind

WRITTEN = {"text", "term_on", "measures"}


class AnotherName(Refused):
    message = (
        "Une version garde la personne, et ce qu’elle a d’une élection : pour un autre nom, c’est "
        "une autre proposition."
    )


class TermIsElsewhere(Refused):
    message = "La durée du mandat appartient au cercle qui a élu : ici elle reste la même."


def amend(proposal, *, by, at, why, integrates=(), **facts):
    """Write the next version. ``facts``: text, term_on, measures; what is not given stays."""
    if proposal.kind != ProposalKind.ELECTION or set(facts) - WRITTEN:
        raise AnotherName
    if "term_on" in facts:
        _check_term(proposal, facts["term_on"], on=timezone.localdate(at))
    return consents.amend(proposal, by=by, at=at, why=why, integrates=integrates, **facts)


def _check_term(proposal, term, *, on):
    if term is None or term <= on:
        raise EndsTooSoon
    elects = proposal.circle_id == proposal.election.circle_id
    if not elects and term != proposal.versions.current().term_on:
        raise TermIsElsewhere
