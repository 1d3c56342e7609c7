"""What a text touches elsewhere: who holds a domain consents, a circle without voice is heard."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from governance.actions import consents
from governance.actions.consents import opening, touching
from governance.effects import EFFECTS
from governance.models import Decision, Domain, Link, Proposal
from governance.states import ProposalKind, ProposalState
from tests.governance.factories import AT, TODAY, circle, link, people_of, proposal, version
from tests.governance.test_guards import decide

pytestmark = pytest.mark.django_db
LONG_AGO = AT - timedelta(days=60)
MUCH_LATER = AT + timedelta(days=15)


@pytest.fixture
def above():
    return circle("Cercle Général")


@pytest.fixture
def below(above):
    made = circle("Finances", parent=above, created_at=LONG_AGO)
    Domain.objects.create(circle=made, words="Le remboursement des trajets", since=TODAY)
    return made


def ready(above, **facts):
    """A text whose reactions were heard, and that awaits its round of consent."""
    text = proposal(above, state=ProposalState.BASKET)
    version(text, **facts)
    by = text.carrier
    consents.present(text, by=by, at=AT)
    for _step in ("clarification", "reactions"):
        consents.next_step(text, by=by, at=AT)
    for seat in text.rounds.open().get().seats.all():
        consents.react(seat, by=seat.person, at=AT, words="Cela me va.")
    consents.next_step(text, by=by, at=AT)
    return text


def test_a_circle_without_its_second_link_is_heard_before_what_touches_its_domain(above, below):
    text = ready(above, text="Le remboursement des trajets se fait en huit jours.")

    with pytest.raises(touching.ChildIsNotHeard):
        consents.open_consent(text, by=text.carrier, at=AT)
    concern = text.concerns.create(circle=below, must_consent=False, why="Son domaine.")
    with pytest.raises(opening.SomeCircleIsNotHeard):  # D8: named is not yet heard
        consents.open_consent(text, by=text.carrier, at=AT)
    consents.hear_circle(concern, by=people_of(below)[0], at=AT, words="Huit jours nous vont.")

    assert consents.open_consent(text, by=text.carrier, at=AT).state == "consent"


def test_a_voice_lost_while_the_round_is_open_is_heard_before_the_adoption(above, below, client):
    """D8, at the adoption: every consent is kept, the page says what is awaited, PostgreSQL too."""
    second = link(people_of(below)[1], below)
    Link.objects.filter(pk=second.pk).update(ended_on=TODAY - timedelta(days=20))
    text = ready(above, text="Le remboursement des trajets se fait en huit jours.")
    consents.open_consent(text, by=text.carrier, at=AT)
    asked = list(text.rounds.open().get().seats.all())

    for seat in asked:
        consents.consent(seat, by=seat.person, at=MUCH_LATER)

    text.refresh_from_db()
    concern = text.concerns.get()
    assert (text.state, text.is_held_back, concern.circle) == ("consent", True, below)
    assert all(
        one.said == "consent" for one in text.rounds.get(kind="consent").seats.with_position()
    )
    with pytest.raises(touching.NotHeardYet, match="Finances"):
        consents.adopt(text, by=text.carrier, at=MUCH_LATER)
    with pytest.raises(IntegrityError, match="is not heard"), transaction.atomic():
        decide(text.versions.get())
    client.force_login(people_of(below)[0])
    assert "On attend encore d’entendre" in client.get(text.get_absolute_url()).content.decode()

    consents.hear_circle(
        concern, by=people_of(below)[0], at=MUCH_LATER, words="Huit jours nous vont."
    )

    text.refresh_from_db()
    assert (text.state, text.held_back) == ("adopted", "")


def test_what_the_text_would_do_may_refuse_and_no_voice_is_lost(above, monkeypatch):
    """The last consent stays written, with what holds the adoption back; the hour tries again."""
    text = ready(above, text="Nous fêtons la rentrée.")
    consents.open_consent(text, by=text.carrier, at=AT)
    *others, last = text.rounds.open().get().seats.all()
    for seat in others:
        consents.consent(seat, by=seat.person, at=AT)
    with monkeypatch.context() as patched:
        patched.setitem(EFFECTS, ProposalKind.POLICY, refusing)
        consents.consent(last, by=last.person, at=AT)
    held = Proposal.objects.to_tend().get()
    assert (held.state, held.held_back) == ("consent", "Ce rôle est déjà tenu.")
    assert not Decision.objects.exists()
    told = Letter.objects.filter(kind="governance.held_back")
    assert {one.to for one in told} == {text.carrier.letterbox}
    with monkeypatch.context() as patched:
        patched.setitem(EFFECTS, ProposalKind.POLICY, refusing)
        consents.tend(held, at=AT)
    assert told.count() == 1

    consents.tend(held, at=AT)

    text.refresh_from_db()
    assert (text.state, text.held_back) == ("adopted", "")


def test_what_holds_an_adoption_back_may_be_put_right_by_who_carries_it(above, client):
    text = ready(above, text="Nous fêtons la rentrée.")
    consents.open_consent(text, by=text.carrier, at=AT)
    Proposal.objects.filter(pk=text.pk).update(held_back="Ce rôle est déjà tenu.")
    client.force_login(text.carrier)

    page = client.get(text.get_absolute_url()).content.decode()
    client.post(f"/propositions/{text.pk}/etapes/panier/")

    text.refresh_from_db()
    assert ("Remettre au panier" in page, text.state) == (True, "basket")


def test_a_text_whose_term_went_by_meanwhile_is_not_adopted_to_be_over_the_same_day(above):
    text = ready(above, term_on=TODAY + timedelta(days=2), term_kind="trial")
    consents.open_consent(text, by=text.carrier, at=AT)
    for seat in text.rounds.open().get().seats.all():
        consents.consent(seat, by=seat.person, at=AT + timedelta(days=2))

    text.refresh_from_db()
    assert (text.state, text.held_back) == ("consent", opening.TermIsPast.message)


def test_a_round_that_opens_again_does_not_say_that_everybody_has_consented(above):
    text = ready(above, text="Nous fêtons la rentrée.")
    Proposal.objects.filter(pk=text.pk).update(held_back="Ce rôle est déjà tenu.")

    assert not consents.open_consent(text, by=text.carrier, at=AT).is_held_back


def refusing(decision, *, by, at):
    raise Refused("Ce rôle est déjà tenu.")


@pytest.mark.parametrize("words", ["Nous fêtons la rentrée.", "Les trajets se font à pied."])
def test_what_does_not_speak_of_its_domain_goes_on(above, below, words):
    text = ready(above, text=words)

    assert consents.open_consent(text, by=text.carrier, at=AT).state == "consent"


def test_a_circle_whose_second_link_is_held_has_its_voice_there(above, below):
    link(people_of(below)[1], below)
    text = ready(above, text="Le remboursement des trajets se fait en huit jours.")

    assert consents.open_consent(text, by=text.carrier, at=AT).state == "consent"


def test_a_domain_that_changed_hands_meanwhile_is_looked_at_again(above, below):
    held = below.domains.get()
    text = ready(above, text="Payer les trajets.")
    text.concerns.create(circle=below, why="Les trajets.", domain=held)
    Domain.objects.filter(pk=held.pk).update(until=TODAY)

    with pytest.raises(touching.DomainHasMoved):
        consents.open_consent(text, by=text.carrier, at=AT)
