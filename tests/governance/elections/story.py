"""An election told step by step: each function takes it to where the next one begins."""

from datetime import date, timedelta

from governance.actions import consents, elections
from governance.actions.elections.agreeing import CRITERIA, ROLE
from governance.models import Ballot, CircleRole, Election, Proposal, Round
from governance.states import OfficeKind, PositionKind, RoundKind
from tests.governance.factories import AT, circle, entrust, people_of

LATER = AT + timedelta(minutes=10)
CONSENT, OBJECTION = PositionKind.CONSENT, PositionKind.OBJECTION
UNTIL = date(2027, 10, 5)
WHY = "Plusieurs ont entendu chez elle le critère A."
REASON = "Elle dit les choses difficiles sans élever la voix."


def a_circle(people=3, **facts):
    """A circle whose first person facilitates."""
    made = circle(people=people, **facts)
    entrust(people_of(made)[0], made, OfficeKind.FACILITATOR)
    return made


def role_of(circle, kind=OfficeKind.SECRETARY, **facts):
    facts = {"name": OfficeKind(kind).label, "description": "Écrire ce qui se décide."} | facts
    found, _ = CircleRole.objects.update_or_create(circle=circle, kind=kind, defaults=facts)
    return found


def opened(circle=None, *, role=None, people=3, **facts):
    """An election that has just opened; whoever facilitates the circle opened it."""
    circle = circle or a_circle(people)
    role = role or role_of(circle)
    return elections.open_election(role, by=people_of(circle)[0], at=AT, **facts)


def fresh(election):
    return Election.objects.get(pk=election.pk)


def lead(election):
    return election.facilitator or people_of(election.circle)[0]


def open_round(election, kind=None):
    found = Round.objects.filter(election=election).open()
    return (found.filter(kind=kind) if kind else found).get()


def all_agree(election):
    for seat in open_round(election, RoundKind.ASSENT).seats.all():
        elections.answer(seat, by=seat.person, at=AT, kind=CONSENT)
    return fresh(election)


def recalled(election):
    """The role is recalled and consented to."""
    elections.recall(election, by=lead(election), at=AT)
    elections.ask(fresh(election), by=lead(election), at=AT, subject=ROLE)
    return all_agree(election)


def with_criteria(election, words=("Oser apporter un désaccord",)):
    """The criteria are said in a round, then consented to."""
    election = recalled(election)
    elections.collect(election, by=lead(election), at=AT)
    first, *others = open_round(election, RoundKind.CRITERIA).seats.all()
    elections.suggest(first, by=first.person, at=AT, criteria=list(words))
    for seat in others:
        elections.pass_turn(seat, by=seat.person, at=AT)
    elections.ask(fresh(election), by=lead(election), at=AT, subject=CRITERIA)
    return all_agree(election)


def at_ballots(election=None, **facts):
    election = with_criteria(election or opened(**facts))
    return fresh(elections.send_out_ballots(election, by=lead(election), at=AT))


def seats(election, kind=RoundKind.NOMINATION):
    return list(
        open_round(election, kind).seats.order_by("place").select_related("person", "round")
    )


def fold(election, seat, person, reason=REASON):
    elections.fold(seat, by=seat.person, at=LATER, person=person, reason=reason)
    return fresh(election)


def opened_ballots(election=None, *, names=None, **facts):
    """All ballots are in: each seat names the person at this place (the second, by default)."""
    election = at_ballots(election, **facts)
    people = people_of(election.circle)
    for place, seat in enumerate(seats(election)):
        fold(election, seat, people[names[place] if names else 1], f"Raison {place}.")
    return fresh(election)


def confirmed(election=None, *, names=None, **facts):
    """Everybody heard the others, and kept or changed the name."""
    election = opened_ballots(election, names=names, **facts)
    elections.hear_confirmations(election, by=lead(election), at=LATER)
    people = people_of(election.circle)
    for place, seat in enumerate(seats(election, RoundKind.CONFIRMATION)):
        who = people[names[place] if names else 1]
        elections.confirm(seat, by=seat.person, at=LATER, person=who, reason="Je maintiens.")
    return fresh(election)


def folded(election):
    return Ballot.objects.filter(seat__round__election=election)


def proposed(election=None, *, nominee=None, names=None, until=UNTIL, **facts):
    """One name stands before the circle, in consent."""
    election = confirmed(election, names=names, **facts)
    elections.call_for_proposal(election, by=lead(election), at=LATER)
    nominee = nominee or people_of(election.circle)[1]
    elections.propose(
        fresh(election), by=lead(election), at=LATER, person=nominee, reason=WHY, until=until
    )
    return fresh(election)


def consent_seats(proposal):
    opened = Round.objects.open().get(kind=RoundKind.CONSENT, proposal=proposal)
    return list(opened.seats.select_related("person", "round__proposal"))


def everybody_consents(proposal, *, at=LATER):
    for seat in consent_seats(proposal):
        consents.consent(seat, by=seat.person, at=at)
    return Proposal.objects.get(pk=proposal.pk)


def elected(election=None, **facts):
    """The circle consented to the name, the person last."""
    election = proposed(election, **facts)
    everybody_consents(election.proposals.get())
    return fresh(election)
