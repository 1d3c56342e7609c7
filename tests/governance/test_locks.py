"""Two acts at the same second lock their rows in one order: PostgreSQL never has to break a wait.

Each pair was seen to stop (« deadlock detected ») before the circles were held first.
"""

import time
from datetime import date, timedelta

import pytest

from governance.actions import consents, elections, links, mandates, meetings, reviews
from governance.actions.circles import belonging, merging, proposing
from governance.actions.consents import freeing
from governance.actions.elections import ballots, opening
from governance.actions.meetings import living, preparing
from governance.models import Circle, CircleRole
from governance.register import sharing
from governance.states import LinkKind, OfficeKind, ProposalState
from tests.governance.circles.merging import merged
from tests.governance.elections.story import LATER, at_ballots, fresh
from tests.governance.factories import AT, circle, entrust, link, people_of, proposal, version
from tests.governance.meetings.living import after
from tests.governance.meetings.test_text_in_the_room import with_a_text
from tests.governance.test_consents import drafted, in_consent, say, seats
from tests.governance.test_leavings import leaves
from tests.governance.test_successions import adopted, shared
from tests.members.factories import member
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
UNTIL = date(2027, 3, 1)
HELD, SOON = 0.3, 0.1
"""Seconds: the first act rests with what it locked, the second comes meanwhile."""


def rests_before(monkeypatch, module, name):
    verb = getattr(module, name)

    def late(*facts, **more):
        time.sleep(HELD)
        return verb(*facts, **more)

    monkeypatch.setattr(module, name, late)


def broken(first, second):
    """What PostgreSQL had to stop, of an act that rests and one that comes meanwhile."""

    def meanwhile():
        time.sleep(SOON)
        second()

    return [one for one in together(first, meanwhile) if "deadlock" in str(one)]


def linked(name, prefix):
    """(the parent circle, the people of its child, the link that the second of them holds)."""
    top = circle(f"{name} Général", prefix=f"{prefix}G", people=2)
    child = circle(name, prefix=prefix, parent=top)
    return top, people_of(child), link(people_of(child)[1], child)


def test_a_mandate_is_given_back_while_another_begins(monkeypatch):
    _top, (_first, second, third), held = linked("Accueil", "AC")
    rests_before(monkeypatch, links, "end_with")

    assert not broken(
        lambda: mandates.give_back(held.mandate, by=second, at=AT, why="Je passe la main."),
        lambda: mandates.begin(held.mandate.role, third, by=third, at=AT, until=UNTIL),
    )

    _top, (first, _second, third), _held = linked("Jardin", "JA")
    made = _held.child
    role = CircleRole.objects.create(circle=made, kind=OfficeKind.SECRETARY, name="secrétaire")
    rests_before(monkeypatch, opening, "_check_may_open")

    assert not broken(
        lambda: elections.open_election(role, by=first, at=AT),
        lambda: mandates.begin(role, third, by=first, at=AT, until=UNTIL),
    )


def test_somebody_leaves_while_ballots_open_and_while_the_parent_consents(monkeypatch):
    election = at_ballots()
    fleur, _thomas, third = people_of(election.circle)
    rests_before(monkeypatch, ballots, "keep")

    assert not broken(
        lambda: elections.open_the_ballots(
            fresh(election), by=fleur, at=LATER, missing=people_of(election.circle)
        ),
        lambda: leaves(third, election.circle, at=LATER),
    )

    top, (_first, second, _third), held = linked("Accueil", "AC")
    *others, last = seats(in_consent(drafted(top, about_circle=held.child)))
    for seat in others:
        say(seat)
    rests_before(monkeypatch, belonging, "_give_up")

    assert not broken(lambda: leaves(second, held.child, at=AT), lambda: say(last))


def test_a_meeting_closes_while_its_text_goes_on_to_the_next_step(monkeypatch):
    meeting, text = with_a_text()
    lead = meeting.by
    about = {"meeting": meeting, "item": meeting.items.get()}
    consents.present(text, by=lead, at=after(11))
    rests_before(monkeypatch, living, "put_back")

    assert not broken(
        lambda: meetings.close(meeting, by=lead, at=after(12)),
        lambda: consents.next_step(text, by=lead, at=after(12), **about),
    )


def test_a_text_is_put_on_an_agenda_while_its_circle_merges_into_another(monkeypatch):
    above = circle("Cercle Général", prefix="CG", people=1)
    ending, going = (
        circle(name, parent=above, prefix=name[:2].upper(), people=[member(who)])
        for name, who in (("Accueil", "Odile"), ("Ateliers", "Zoé"))
    )
    by, tomorrow = people_of(ending)[0], AT + timedelta(days=1)
    merged(ending, going, effect_on=tomorrow.date())
    text = version(proposal(ending, state=ProposalState.BASKET)).proposal
    meeting = meetings.prepare(
        ending, by=by, at=AT, starts_at=AT + timedelta(days=9), minutes=60, place="Ici"
    )
    rests_before(monkeypatch, preparing, "append")

    assert not broken(
        lambda: meetings.add_item(
            meeting, by=by, at=AT, subject="Le texte", wish="decide", minutes=9, proposal=text
        ),
        lambda: merging.unite(Circle.objects.get(pk=ending.pk), by=None, at=tomorrow),
    )


def test_a_circle_becomes_one_of_links_while_a_text_waits_for_somebody_who_leaves_it(monkeypatch):
    elsewhere = circle("Économie", prefix="EC", people=2)
    above = circle("Cercle Général", prefix="CG", people=3)
    three = [member(name, "Roux") for name in ("Gwenn", "Zoé", "Odile")]
    made = circle("Ateliers", parent=above, people=three)
    for one, kind in zip(three, (LinkKind.FIRST, LinkKind.SECOND), strict=False):
        link(one, made, kind=kind)
    waiting = in_consent(drafted(elsewhere, concerns=[(above, True, "C’est aussi le sien.")]))
    lead = people_of(above)[1]
    entrust(lead, above)
    consents.open_consent(waiting, by=lead, at=AT, circle=above)
    inverts = proposing.inversion(
        above, above, by=lead, at=AT, needs="Dix, c’est trop.", review_on=UNTIL
    )
    *others, last = seats(in_consent(inverts))
    for seat in others:
        say(seat)
    rests_before(monkeypatch, freeing, "hold_for")

    assert not broken(lambda: say(last), lambda: say(seats(waiting, circle=elsewhere)[0]))
    inverts.refresh_from_db()
    assert inverts.state == ProposalState.ADOPTED


def test_a_review_opens_while_another_text_takes_the_place_of_what_it_looks_at(monkeypatch):
    text = adopted()
    carrier = text.proposal.carrier
    *others, last = seats(in_consent(drafted(text.circle, about_decision=text, title="Un autre")))
    for seat in others:
        say(seat)
    rests_before(monkeypatch, reviews.tensions, "drop")

    assert not broken(
        lambda: reviews.open_review(text, by=carrier, at=AT, words="Il ne va plus."),
        lambda: say(last),
    )


def test_a_review_takes_up_a_sharing_while_another_text_takes_the_place_of_the_whole(monkeypatch):
    text = adopted()
    shared(text)
    review = text.reviews.get()
    carrier = text.proposal.carrier
    for part in sharing.born_of(review)[:1]:
        consents.withdraw(part, by=carrier, at=AT, reason="Trop tôt.")
    *others, last = seats(in_consent(drafted(text.circle, about_decision=text, title="Un autre")))
    for seat in others:
        say(seat)
    rests_before(monkeypatch, reviews.drafting, "draft")

    assert not broken(lambda: shared(text), lambda: say(last))
