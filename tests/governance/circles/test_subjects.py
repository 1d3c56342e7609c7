"""« Qui décide de quoi ? »: twenty subjects, one holder each, always a way to weigh in (4.2)."""

import pytest

from governance.actions.circles import charter
from governance.circles.deciding import Answer
from governance.models import Circle, Domain, Tension
from tests.governance.factories import AT, TODAY, circle, link, people_of
from tests.members.factories import member

pytestmark = pytest.mark.django_db
SUBJECTS = {
    "Général": ("le calendrier commun", "les salaires", "les embauches", "l’assurance"),
    "Accueil": ("la permanence du jeudi", "le livret d’arrivée", "les visites", "le parrainage"),
    "Économie": ("la paie", "le remboursement des trajets", "les devis", "la trésorerie"),
    "Ateliers": ("les machines", "la sécurité", "le rangement", "les fournisseurs de bois"),
    "Apprendre": ("les formations", "la bibliothèque", "les stages", "le tutorat"),
}


@pytest.fixture
def circles():
    """Five circles, four inside the first, each with its four subjects."""
    found, above = {}, None
    for name, subjects in SUBJECTS.items():
        made = found[name] = circle(name, parent=above)
        above = above or made
        for words in subjects:
            Domain.objects.create(circle=made, words=words, since=TODAY)
    for made in list(found.values())[1:]:
        link(people_of(made)[0], made)
    return found


def test_each_of_twenty_subjects_has_exactly_one_holder(circles):
    viewer = people_of(circles["Accueil"])[1]

    told = {name: [] for name in SUBJECTS}
    for words in [one for subjects in SUBJECTS.values() for one in subjects]:
        answer = Answer(words, viewer, on=TODAY)
        told[answer.holder.name].append(words)
        assert answer.tangled is None

    assert told == {name: list(subjects) for name, subjects in SUBJECTS.items()}


def test_who_has_no_voice_there_always_has_a_way_to_weigh_in(circles):
    viewer = people_of(circles["Accueil"])[1]

    answer = Answer("la paie", viewer, on=TODAY)

    assert not answer.is_mine
    assert [hop.circle.name for hop in answer.way] == ["Accueil", "Général", "Économie"]
    assert answer.carriers == [people_of(circles["Économie"])[0]]


def test_somebody_of_no_circle_sees_no_consent_and_drops_a_tension(client, circles):
    client.force_login(member())

    page = client.get("/qui-decide/", {"q": "la paie"}).content.decode()

    assert f"/cercles/{circles['Économie'].pk}/tension/" in page
    assert "Je consens" not in page


def test_a_subject_held_twice_is_settled_above_where_a_tension_waits(circles):
    Domain.objects.create(circle=circles["Ateliers"], words="les devis", since=TODAY)
    charter.untangle(circles["Ateliers"], at=AT)

    answer = Answer("les devis", people_of(circles["Accueil"])[1], on=TODAY)

    assert answer.holder == circles["Général"]
    assert answer.untangling == Tension.objects.get(circle=circles["Général"])


def test_circles_come_in_the_order_of_a_dictionary(circles):
    names = ["Accueil", "Apprendre", "Ateliers", "Économie", "Général"]

    assert [one.name for one in Circle.objects.all()] == names
