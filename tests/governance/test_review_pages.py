"""The pages of a review, of a figure, and what a page may offer to whom."""

from datetime import date

import pytest

from governance.actions import consents
from governance.college import college
from governance.models import Leave, Proposal, Reading, Review
from governance.register.keeping import keeps_papers, may_do
from governance.states import OfficeKind, ProposalKind
from tests.governance.factories import circle, entrust, link, people_of
from tests.governance.register_factories import at, counts, decision
from tests.members.factories import member

TODAY = date(2026, 12, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    made = circle("Cercle général", prefix="CG")
    entrust(people_of(made)[2], made, OfficeKind.SECRETARY)
    return made


@pytest.fixture
def browse(client, here, time_machine):
    """The secretary of the circle reads, on the third of December."""
    time_machine.move_to(at(TODAY, 9), tick=False)
    client.force_login(people_of(here)[2])
    return client


def test_from_a_text_that_hurts_to_a_proposal(browse, here):
    text = decision(here)
    page = f"/decisions/{text.pk}/revision/"

    opened = browse.post(f"{page}ouverture/", {"words": "Le montant est trop bas."})
    said = browse.post(page, {"helped": "On sait qui signe."})
    proposed = browse.post(f"{page}suite/", {"outcome": "renew", "review_on": "2027-12-03"})

    assert (opened.url, said.url) == (page, f"{page}#suite")
    assert proposed.url == Proposal.objects.get(kind=ProposalKind.RENEWAL).get_absolute_url()


def test_before_the_date_a_reason_is_asked_and_nothing_is_lost(browse, here):
    text = decision(here)

    answer = browse.post(f"/decisions/{text.pk}/revision/ouverture/", {"words": ""})

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.content.decode().replace("\n", "")
    assert not Review.objects.exists()


def test_an_outcome_without_a_date_keeps_what_was_chosen(browse, here):
    text = decision(here)
    browse.post(f"/decisions/{text.pk}/revision/ouverture/", {"words": "Voyons."})
    browse.post(f"/decisions/{text.pk}/revision/", {"helped": "Oui."})

    answer = browse.post(f"/decisions/{text.pk}/revision/suite/", {"outcome": "renew"})

    assert answer.status_code == 422
    assert 'value="renew"' in answer.content.decode()
    assert "prochaine révision" in answer.content.decode()


def test_a_text_is_shared_from_its_review_and_each_part_says_so(browse, here):
    text = decision(here)
    page = f"/decisions/{text.pk}/revision/"
    browse.post(f"{page}ouverture/", {"words": "Deux sujets en un."})
    browse.post(page, {"helped": "Oui."})
    said = {"outcome": "split", "review_on": "2027-12-03"}

    without = browse.post(f"{page}suite/", said)
    answer = browse.post(f"{page}suite/", said | {"parts": "2"}, follow=True)
    parts = Proposal.objects.filter(parts=2).order_by("part")
    browse.force_login(parts[1].carrier)
    words = browse.get(parts[1].get_absolute_url()).content.decode()

    assert (without.status_code, len(parts)) == (422, 2)
    assert all(one.get_absolute_url() in answer.content.decode() for one in parts)
    assert "Part 2 sur 2" in words
    assert "avec les autres parts" in words


def test_a_review_that_has_its_answer_offers_no_other_until_a_part_is_taken_back(browse, here):
    text = decision(here)
    page = f"/decisions/{text.pk}/revision/"
    browse.post(f"{page}ouverture/", {"words": "Deux sujets."})
    browse.post(page, {"helped": "Oui."})
    assert "Écrire la proposition" in browse.get(page).text

    said = {"outcome": "split", "parts": "2", "review_on": "2027-10-01"}
    browse.post(f"{page}suite/", said)
    told = browse.get(page).text
    assert "Elles suivent leur chemin" in told
    assert "Écrire la proposition" not in told

    one = Proposal.objects.filter(parts=2).first()
    consents.withdraw(one, by=one.carrier, at=at(TODAY), reason="Trop tôt.")
    assert "Écrire la proposition" in browse.get(page).text


def test_somebody_elsewhere_reads_the_review_and_writes_nothing(browse, here):
    text = decision(here)
    browse.post(f"/decisions/{text.pk}/revision/ouverture/", {"words": "Voyons."})
    browse.force_login(member())

    page = browse.get(f"/decisions/{text.pk}/revision/")

    assert page.status_code == 200
    assert "Garder ce que nous en disons" not in page.content.decode()


def test_the_secretary_finds_where_to_put_it_off_and_once_only(browse, here):
    text = decision(here, review_on=date(2026, 12, 20))
    page = f"/decisions/{text.pk}/revision/report/"

    assert browse.post(page, {"to": "2027-02-01"}).url == f"/decisions/{text.pk}/"
    assert browse.get(page).status_code == 404


def test_several_texts_are_chosen_and_renewed_together(browse, here):
    texts = [decision(here, review_on=date(2026, 12, 20)) for _ in range(2)]
    sent = {"decisions": [one.pk for one in texts], "review_on": "2027-12-20"}

    answer = browse.post("/decisions/reconductions/", sent)

    assert answer.url == "/decisions/"
    assert Proposal.objects.filter(kind=ProposalKind.RENEWAL).count() == 2


def test_a_figure_is_typed_as_one_says_it(browse, here):
    text = decision(here)
    counted = counts(text, who=people_of(here)[2], unit="mois")
    page = f"/decisions/{text.pk}/mesures/{counted.pk}/"

    assert browse.post(page, {"value": "2,8", "on": "2026-12-03"}).status_code == 302
    assert browse.post(page, {"value": "beaucoup", "on": "2026-12-03"}).status_code == 422
    assert [f"{one.value}" for one in Reading.objects.all()] == ["2.80"]


def test_who_was_not_asked_to_finds_no_page_to_write_a_figure(browse, here):
    text = decision(here)
    counted = counts(text)
    browse.force_login(member())

    assert browse.get(f"/decisions/{text.pk}/mesures/{counted.pk}/").status_code == 404


def test_what_a_page_offers_is_what_the_college_says(here):
    below = circle("Accueil", parent=here, people=2, prefix="AC")
    linked, plain = people_of(below)
    link(linked, below)
    away = people_of(here)[1]
    Leave.objects.create(circle=here, person=away, since=TODAY, until=date(2027, 1, 1))
    guest = member()
    here.members.create(person=guest, since=TODAY, standing="guest")
    asked = {one.person for one in college(here, on=TODAY)}

    for one in [*people_of(here), linked, plain]:
        assert may_do(one, here, on=TODAY) == (
            one in asked,
            keeps_papers(one, here, on=TODAY),
        )
    assert linked in asked
    assert {away, guest, plain} & asked == set()
