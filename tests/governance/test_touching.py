"""What a text touches elsewhere: who holds a domain consents, a circle without voice is heard."""

from datetime import timedelta

import pytest

from governance.actions import consents
from governance.actions.consents import opening, touching
from governance.models import Domain
from governance.states import ProposalState
from tests.governance.factories import AT, TODAY, circle, link, people_of, proposal, version

pytestmark = pytest.mark.django_db
LONG_AGO = AT - timedelta(days=60)


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
