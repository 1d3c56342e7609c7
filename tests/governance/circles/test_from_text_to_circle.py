"""The whole way: somebody proposes a circle, everybody consents, people answer, roles are held, two
circles hold hands; later both circles change its aim, and one day both close it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from governance import tasks
from governance.actions import consents, mandates
from governance.actions.circles import belonging, closing, founding, moving, proposing, transferring
from governance.actions.consents import drafting
from governance.actions.tensions import drop
from governance.circles import charters
from governance.college import facilitator, has_a_voice
from governance.models import Circle, CircleRole, Decision, Domain, Link
from governance.states import (
    CircleKind,
    CircleState,
    LinkKind,
    OfficeKind,
    ProposalKind,
    ProposalState,
    RoundKind,
)
from tests.governance.factories import circle, entrust, instance, link, people_of
from tests.members.factories import PARIS, member

pytestmark = pytest.mark.django_db
KEYS = "Les clés du local" + "x" * 180
AT = timezone.make_aware(timezone.datetime(2026, 10, 5, 14, 30))
REVIEW, UNTIL = date(2027, 4, 1), date(2027, 10, 5)


@pytest.fixture
def above():
    made = circle("Cercle Général", prefix="CG", instance=instance("Coop Studio"))
    entrust(people_of(made)[0], made, OfficeKind.FACILITATOR)
    return made


def consented(drafted, *, at=AT):
    """The decision of a text that nothing holds back."""
    all_consent(drafted, at=at)
    assert drafted.state == ProposalState.ADOPTED
    return drafted.decision


def all_consent(drafted, *, at):
    """The circle goes through every step; each person of each circle concerned consents."""
    lead = facilitator(drafted.circle, on=at.date())
    consents.put_in_basket(drafted, by=drafted.carrier, at=at)
    consents.present(drafted, by=lead, at=at)
    consents.next_step(drafted, by=lead, at=at)
    consents.next_step(drafted, by=lead, at=at)
    for seat in drafted.rounds.open().get(kind=RoundKind.REACTIONS).seats.all():
        consents.react(seat, by=seat.person, at=at, words="Cela me va.")
    consents.next_step(drafted, by=lead, at=at)
    consents.open_consent(drafted, by=lead, at=at)
    for other in drafted.concerns.filter(must_consent=True):
        theirs = facilitator(other.circle, on=at.date())
        consents.open_consent(drafted, by=theirs, at=at, circle=other.circle)
    for opened in drafted.rounds.open().filter(kind=RoundKind.CONSENT):
        for seat in opened.seats.all():
            consents.consent(seat, by=seat.person, at=at)
    drafted.refresh_from_db()


def proposed(above, *people):
    return founding.propose(
        above, by=people_of(above)[0], at=AT, needs="Personne ne reçoit qui arrive.",
        review_on=REVIEW, name="Accueil", prefix="AC", aim="Que chaque personne soit attendue.",
        instance=instance("Équipes"), decides=["La permanence du jeudi"], people=people,
    )  # fmt: skip


def lived(above, *people):
    """The circle, with everybody in it and its offices held."""
    decision = consented(proposed(above, *people))
    made = Circle.objects.get(prefix="AC")
    assert (made.state, made.created_by) == (CircleState.CREATED, decision)
    for one in people:
        belonging.accept(made.invitations.get(person=one), by=one, at=AT)
    for kind, one in zip(
        [OfficeKind.LEADER, OfficeKind.FACILITATOR, OfficeKind.SECRETARY], people, strict=True
    ):
        role = CircleRole.objects.get(circle=made, kind=kind)
        mandates.begin(role, one, by=None, at=AT, until=UNTIL, decision=decision)
    made.refresh_from_db()
    return made


def held(above, *people):
    """The same, and its delegate: the circle entrusted, then the parent welcomed."""
    made, delegate = lived(above, *people), people[-1]
    own = consented(_policy(made, carrier=people[0]))
    role = CircleRole.objects.get(circle=made, kind=OfficeKind.DELEGATE)
    mandates.begin(role, delegate, by=None, at=AT, until=UNTIL, decision=own)
    carrier = people_of(above)[0]
    consented(proposing.link(above, made, delegate, by=carrier, at=AT, needs="Entendre Accueil."))
    made.refresh_from_db()
    return made


@pytest.fixture
def three():
    return [member(name, "Roux") for name in ("Lan", "Zoé", "Gwenn")]


def test_a_circle_is_born_of_a_consent_and_forms(above, three):
    made = lived(above, *three)

    assert made.state == CircleState.FORMING
    assert [one.words for one in made.domains.all()] == ["La permanence du jeudi"]


def test_it_is_active_when_the_parent_welcomed_its_delegate(above, three):
    made = held(above, *three)

    assert made.state == CircleState.ACTIVE
    assert Link.objects.get().kind == LinkKind.SECOND
    assert has_a_voice(three[-1], above, on=AT.date())


def test_both_circles_change_its_aim_on_one_text(above, three):
    made, later = held(above, *three), AT + timedelta(days=30)
    text = proposing.aim(
        made, made, by=three[0], at=later, needs="Trop vague.", review_on=REVIEW,
        aim="Recevoir.", decides=["La porte"], recommends=[],
    )  # fmt: skip

    decision = consented(text, at=later)

    made.refresh_from_db()
    assert made.aim == "Recevoir."
    assert [one.words for one in made.domains.held_on(later.date())] == ["La porte"]
    assert {one.circle for one in decision.version.rounds.filter(kind="consent")} == {made, above}


def test_both_close_it_and_each_thing_finds_its_place(above, three):
    made, end = held(above, *three), AT + timedelta(days=60)
    asked = proposing.closing(made, made, by=three[0], at=end, needs="Fini.", text="Fin.")
    consented(asked, at=end)
    for one in Decision.objects.filter(kept_by=made, proposal__kind="policy"):
        closing.hand_over(one, to=above, by=three[0], at=end)

    done = closing.close(made, by=three[0], at=end, became="un rôle du Cercle Général")

    assert done.state == CircleState.CLOSED
    assert not has_a_voice(three[-1], above, on=end.date())
    assert "La permanence du jeudi" in [one.words for one in above.domains.held_on(end.date())]


def _policy(made, *, carrier):
    tension = drop(made, by=carrier, at=AT, subject="Qui porte notre voix ?", words="Personne.")
    return consents.draft(
        made, by=carrier, at=AT, tension=tension, title="Gwenn porte notre voix",
        needs="Être entendus.", text="Gwenn est notre second lien.", responsible=carrier,
        review_on=REVIEW,
    )  # fmt: skip


def test_an_amended_text_is_what_is_done(above):
    drafted = proposed(above)
    version = drafted.versions.get()
    text = version.text.replace("La permanence du jeudi", "La permanence du samedi")
    consents.amend(drafted, by=drafted.carrier, at=AT, why="Le samedi.", text=text)

    consented(drafted)

    made = Circle.objects.get(prefix="AC")
    assert [one.words for one in made.domains.all()] == ["La permanence du samedi"]


def test_a_circle_changes_parent_when_the_three_consent(above, three):
    made, later = held(above, *three), AT + timedelta(days=30)
    other = circle("Ateliers", parent=above, prefix="AT")
    entrust(people_of(other)[0], other, OfficeKind.FACILITATOR)
    asked = proposing.move(
        made, made, by=three[0], at=later, needs="Plus près.", review_on=REVIEW, parent=other
    )

    decision = consented(asked, at=later)

    made.refresh_from_db()
    asked_in = {one.circle for one in decision.version.rounds.filter(kind="consent")}
    assert asked_in == {made, above, other}
    assert (made.parent, made.state) == (other, CircleState.FORMING)
    assert not Link.objects.on(later.date()).filter(child=made).exists()


def test_a_domain_passes_to_the_circle_beside_once_three_circles_consent(above, three, client):
    made, beside = held(above, *three), circle("À côté", parent=above, prefix="AK", people=three)
    entrust(three[0], beside, OfficeKind.FACILITATOR)
    door = made.domains.create(words=KEYS, since=AT.date())
    circle("Soutien", parent=above, kind=CircleKind.SUPPORT, ends_on=UNTIL, referent=three[0])
    circle("Sur la fin", parent=above, state=CircleState.CLOSING)
    client.force_login(three[0])
    offered = client.get(f"/cercles/{made.pk}/transfert/").context["form"].fields["into"]
    assert list(offered.queryset) == [beside]
    sent = {"needs": "Il ouvre.", "domain": door.pk, "into": beside.pk, "review_on": "1/6/2027"}
    assert client.post(f"/cercles/{made.pk}/transfert/", sent).status_code == 302

    asked = made.proposals.get(kind=ProposalKind.AIM)
    assert (len(asked.title), asked.title[-14:]) == (160, "xxx… » à À côté"[-14:])
    ends = Circle.objects.filter(pk=beside.pk)
    ends.update(state=CircleState.CLOSING)
    all_consent(asked, at=timezone.now())
    assert asked.held_back == transferring.ReceiverHasNotConsented.message
    ends.update(state=beside.state)
    decision = consents.adopt(asked, by=three[0], at=timezone.now())

    asked_in = {one.circle for one in decision.version.rounds.filter(kind="consent")}
    assert asked_in == {made, above, beside}
    day = Domain.objects.filter(words=KEYS).held_on(timezone.localdate())
    assert [(one.circle, one.decision) for one in day] == [(beside, decision)]


def test_the_circle_of_everybody_becomes_a_circle_of_links(above, three, client):
    made, sent = circle("Ateliers", parent=above, people=three), {"needs": "Dix, c’est trop."}
    lead, *others = people_of(above)
    client.force_login(lead)
    there = f"/cercles/{above.pk}/inversion/"
    assert "Il faut au moins deux personnes" in client.get(there).content.decode()
    for one, kind in zip(three[:2], (LinkKind.FIRST, LinkKind.SECOND), strict=True):
        link(one, made, kind=kind)

    assert client.post(there, sent | {"review_on": "1/6/2027"}).status_code == 302
    decision = consented(above.proposals.get(kind=ProposalKind.AIM), at=timezone.now())

    today = timezone.localdate()
    staying = {lead, *three[:2]}
    assert {one for one in [lead, *others, *three] if has_a_voice(one, above, on=today)} == staying
    assert decision.code in above.members.get(person=others[0]).why


def test_a_text_that_was_amended_by_hand_says_the_same_with_another_apostrophe():
    assert charters.read("Point d'inversion : des liens").inverts == "des liens"


def test_no_circle_goes_into_one_that_it_holds(above, three):
    made, later = held(above, *three), AT + timedelta(days=30)
    inner = circle("Dedans", parent=made, prefix="DD", people=three)
    entrust(three[0], inner, OfficeKind.FACILITATOR)
    asked = proposing.move(
        made, made, by=three[0], at=later, needs="Autrement.", review_on=REVIEW, parent=inner
    )

    all_consent(asked, at=later)

    assert (asked.state, asked.held_back) == ("consent", moving.InsideItself.message)
    assert Circle.objects.get(pk=made.pk).parent == above


def test_the_parent_takes_its_welcome_back_and_the_voice_ends_that_day(above, three):
    made, gwenn, carrier = held(above, *three), three[-1], people_of(above)[0]
    later = AT + timedelta(days=3)

    ends = proposing.link(above, made, gwenn, by=carrier, at=later, needs="Ce n’est plus le but.",
                          ends=True)  # fmt: skip
    consented(ends, at=later)

    assert Link.objects.get().ended_on == later.date()
    assert not has_a_voice(gwenn, above, on=later.date())


def test_a_departure_that_is_asked_leaves_the_person_without_position(above):
    one = people_of(above)[2]
    asked = proposing.exclusion(
        above, one, by=people_of(above)[0], at=AT, needs="Rien ne se décide plus.",
        text="Six mois.", term_on=UNTIL,
    )  # fmt: skip

    decision = consented(asked)

    seats = decision.version.rounds.get(kind=RoundKind.CONSENT).seats
    assert not seats.filter(person=one).exists()
    assert not has_a_voice(one, above, on=AT.date())


def test_a_departure_always_has_its_end(above):
    asked = proposing.exclusion(
        above, people_of(above)[2], by=people_of(above)[0], at=AT, needs="Rien ne se décide plus.",
        text="Six mois.", term_on=UNTIL,
    )  # fmt: skip

    with pytest.raises(drafting.AlwaysForATime):
        consents.amend(asked, by=asked.carrier, at=AT, why="Sans terme.", term_on=None)


def test_when_the_time_of_a_departure_is_over_the_place_is_offered_again_once(above, time_machine):
    first, _second, one = people_of(above)
    consented(
        proposing.exclusion(
            above,
            one,
            by=first,
            at=AT,
            needs="Rien ne se décide plus.",
            text="Six mois.",
            term_on=UNTIL,
        )  # fmt: skip
    )
    with pytest.raises(belonging.TimeIsNotOver):
        belonging.invite_guest(above, one, by=first, at=AT + timedelta(days=9))

    for day in (-1, 0, 1):
        time_machine.move_to(datetime.combine(UNTIL, time(9), PARIS) + timedelta(days=day))
        tasks.tend_circles()

    asked = above.invitations.get(person=one)
    assert (asked.told_at.astimezone(PARIS).date(), asked.standing) == (UNTIL, "member")


def test_the_circle_ends_a_mandate_before_its_term_and_who_holds_it_has_no_position(above):
    first, second, _third = people_of(above)
    held = entrust(second, above, OfficeKind.SECRETARY)
    with pytest.raises(proposing.GiveItBack):
        proposing.recall(held, by=second, at=AT, needs="Rien n’est écrit.")

    decision = consented(proposing.recall(held, by=first, at=AT, needs="Rien n’est écrit."))

    held.refresh_from_db()
    assert (held.ended_on, held.why) == (AT.date(), f"Décision {decision.code}.")
    seats = decision.version.rounds.get(kind=RoundKind.CONSENT).seats
    assert not seats.filter(person=second).exists()


def test_whom_and_what_the_adopted_text_says_is_what_is_founded(above, three):
    drafted = founding.propose(
        above, by=people_of(above)[0], at=AT, needs="Personne ne reçoit qui arrive.",
        review_on=REVIEW, name="Accueil", prefix="AC", aim="Que chaque personne soit attendue.",
        instance=instance("Équipes"), decides=["La permanence du jeudi"], people=three[:2],
        budget="900 €", rhythm="chaque mois",
    )  # fmt: skip
    text = drafted.versions.get().text.replace(f", {three[1]}", "").replace("900 €", "300 €")
    consents.amend(drafted, by=drafted.carrier, at=AT, why="Moins.", text=text)

    consented(drafted)

    made = Circle.objects.get(prefix="AC")
    assert [one.person for one in made.invitations.exclude(told_at=None)] == three[:1]
    assert (made.budget, made.rhythm) == ("300 €", "chaque mois")
