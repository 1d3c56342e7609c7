"""What an adopted name does: a mandate begins; for a link, the other circle is asked first (D4)."""

from django.utils import timezone
from django.utils.text import capfirst

from coopstudio.journal.api import record
from governance.actions import consents, links, mandates, tensions
from governance.actions.elections.steps import conducting, keep
from governance.circles.naming import of_the, the
from governance.circles.titles import words_of
from governance.college import college
from governance.effects import effect
from governance.emails import elections as emails
from governance.events import Event
from governance.states import ElectionState, OfficeKind, ProposalKind, TermKind, Wish

SENT = "{circle} a élu {person} : le mandat et le lien commencent à votre consentement."
WHY = {
    OfficeKind.DELEGATE: "Porter jusqu’ici la voix {home}, et y rapporter ce qui se vit ici.",
    OfficeKind.LEADER: "Porter ici ce que le cercle parent attend {home}, et l’y faire vivre.",
}


@effect(ProposalKind.ELECTION)
def elect(decision, *, by, at):
    """The circle consented to a name; or the other circle takes the link in."""
    proposal = decision.proposal
    if proposal.circle_id != proposal.election.circle_id:
        take_in(decision, by=by, at=at)
    elif proposal.election.is_of_a_link:
        await_the_other(decision, by=by, at=at)
    else:
        entrust(decision, by=by, at=at)


def entrust(decision, *, by, at):
    """The mandate begins the day everybody consented, the person last (E7, E8)."""
    with conducting(decision.proposal.election) as election:
        election.move_to(ElectionState.DONE)
        keep(election, at=at)
        _begin(election, decision, by=by, at=at)
        _tell(election, decision, at=at)


def await_the_other(decision, *, by, at):
    """Elected here; a proposal waits in the other circle, which takes the link in or does not."""
    with conducting(decision.proposal.election) as election:
        election.move_to(ElectionState.WAITING_PARENT)
        keep(election, at=at)
        asked = _asked(election, decision, at=at)
        record(Event.LINK_AWAITED, election, by=by, proposal=asked.pk)
        _tell(election, decision, at=at)


def take_in(decision, *, by, at):
    """Both circles consented: the mandate and the link begin the same day."""
    with conducting(decision.proposal.election) as election:
        election.move_to(ElectionState.DONE)
        keep(election, at=at)
        own = _own_decision(election, decision)
        mandate = _begin(election, own, by=by, at=at)
        is_up = election.circle_id == election.role.circle_id
        child, parent = (own, decision) if is_up else (decision, own)
        links.activate(mandate, by=by, at=at, child_decision=child, parent_decision=parent)


def _own_decision(election, decision):
    """What the circle that elected had consented to, of the same person."""
    found = election.proposals.filter(
        circle=election.circle,
        about_person=decision.proposal.about_person,
        decision__isnull=False,
    )
    return found.latest("pk").decision


def _begin(election, decision, *, by, at):
    record(Event.ELECTED, election, by=by, person=decision.proposal.about_person_id)
    return mandates.begin(
        election.role,
        decision.proposal.about_person,
        by=by,
        at=at,
        until=decision.version.term_on,
        election=election,
        decision=decision,
    )


def _asked(election, decision, *, at):
    """The proposal that the other circle reads: who, why, until when."""
    proposal, other = decision.proposal, election.other_circle
    named = {"circle": capfirst(the(election.circle)), "person": f"{proposal.about_person}"}
    role, person = election.role, proposal.about_person
    office = person.agreed(*words_of(role.kind, role.name))
    title = f"Accueillir {person}, {office}"[:160]
    tension = tensions.drop(
        other,
        by=None,
        at=at,
        subject=title,
        words=SENT.format(**named),
        wish=Wish.DECIDE,
        key=f"election:{election.pk}:{decision.pk}",
    )
    drafted = consents.draft(
        other,
        by=proposal.carrier,
        at=at,
        tension=tension,
        title=title,
        kind=ProposalKind.ELECTION,
        election=election,
        about_person=proposal.about_person,
        about_circle=election.circle,
        needs=WHY[election.role.kind].format(home=of_the(election.role.circle)),
        text=f"{SENT.format(**named)}\n\n{decision.version.text}",
        responsible=proposal.about_person,
        term_on=decision.version.term_on,
        term_kind=TermKind.TRIAL,
    )
    return consents.put_in_basket(drafted, by=proposal.carrier, at=at)


def _tell(election, decision, *, at):
    """To each person of the circle; who begins a mandate today reads it in a letter of its own."""
    elected, waits = decision.proposal.about_person, election.is_of_a_link
    for one in college(election.circle, on=timezone.localdate(at)):
        if waits or one.person != elected:
            until = decision.version.term_on
            emails.elected(election, one.person, elected=elected, until=until)
