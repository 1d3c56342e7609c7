"""The register on screen: its filters, its search, its pages, its sheet, and one decision."""

import csv
import io
from datetime import date, timedelta

import pytest

from coopstudio.search.api import found_by
from governance.models import Decision
from governance.register.listed import Register
from governance.states import Force, PositionKind, TermKind
from tests.governance import factories
from tests.governance.factories import circle, people_of
from tests.governance.register_factories import (
    at,
    counts,
    decided,
    decision,
    repeal,
    signed,
    trial,
)
from tests.members.factories import administrator, member

TODAY = date(2026, 12, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return circle("Cercle général", prefix="CG")


@pytest.fixture
def browse(client, here, time_machine):
    """Somebody of the circle reads, on the third of December."""
    time_machine.move_to(at(TODAY, 9), tick=False)
    client.force_login(people_of(here)[0])
    return client


def codes(query="", today=TODAY):
    asked = dict(part.split("=") for part in query.split("&") if part)
    return [row["code"] for row in Register(asked, today=today).rows]


def test_the_register_shows_what_holds_the_latest_first(here):
    old = decision(here)
    decision(here, on=date(2026, 11, 2), replaces=old)
    decision(here, on=date(2026, 11, 20))

    assert codes() == ["CG-2026-003", "CG-2026-002"]


def test_what_was_replaced_is_found_only_when_one_asks(here):
    old = decision(here, title="Signer un devis")
    decision(here, on=date(2026, 11, 2), title="Signer un devis à deux", replaces=old)

    assert codes("q=devis") == ["CG-2026-002"]
    assert codes("q=devis&tous=1") == ["CG-2026-002", "CG-2026-001"]
    assert codes("q=CG-2026-001") == []
    assert codes("q=CG-2026-001&tous=1") == ["CG-2026-001"]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("en-vigueur", ["CG-2026-007", "CG-2026-005", "CG-2026-004", "CG-2026-003"]),
        ("acte-attendu", ["CG-2026-006"]),
        ("a-reviser", ["CG-2026-004"]),
        ("non-revue", ["CG-2026-003"]),
        ("essai", ["CG-2026-005"]),
        ("remplacee", ["CG-2026-001"]),
        ("abrogee", ["CG-2026-002"]),
    ],
)
def test_each_state_is_a_filter(here, state, found):
    first = decision(here, on=date(2026, 9, 1))
    second = decision(here, on=date(2026, 9, 2))
    decision(here, on=date(2026, 9, 3), review_on=date(2026, 11, 12))
    decision(here, on=date(2026, 9, 4), review_on=date(2026, 12, 17))
    trial(here, on=date(2026, 9, 5), until=date(2027, 3, 1))
    decision(here, on=date(2026, 9, 6), act_kind="board")
    decision(here, on=date(2026, 9, 7), replaces=first)
    repeal(second, on=date(2026, 9, 8))

    assert codes(f"etat={state}") == found


def test_search_knows_inclusive_forms_and_people(here):
    decision(here, title="Accueillir", text="Les membres formées accueillent.")
    decision(here, title="Caisse", responsible=member("Léonie", "Cordier"))

    assert codes("q=formé") == ["CG-2026-001"]
    assert codes("q=accueilli") == ["CG-2026-001"]
    assert codes("q=Cordier") == ["CG-2026-002"]
    assert codes("q=cg-2026-2") == ["CG-2026-002"]


def test_a_circle_is_a_filter_and_keeps_what_it_took_over(here):
    below = circle("Accueil", parent=here, prefix="AC")
    text = decision(below)
    Decision.objects.filter(pk=text.pk).update(kept_by=here)

    assert codes(f"cercle={here.pk}") == ["AC-2026-001"]
    assert codes(f"cercle={below.pk}") == []


def test_pages_follow_each_other_without_a_number(here):
    for rank in range(30):
        decision(here, on=date(2026, 3, 5) + timedelta(days=rank))

    first = Register({}, today=TODAY)
    shown = [row["code"] for row in first.rows]
    second = [row["code"] for row in Register(
        {"apres": first.next_page.removeprefix("?apres=")}, today=TODAY
    ).rows]  # fmt: skip

    assert (len(shown), len(second)) == (25, 5)
    assert shown + second == [f"CG-2026-{30 - rank:03}" for rank in range(30)]


def test_the_strip_holds_twelve_months_late_ones_first(here):
    decision(here, review_on=date(2026, 11, 12))
    decision(here, review_on=date(2026, 12, 17))
    decision(here, review_on=date(2027, 3, 25))
    decision(here, review_on=date(2028, 3, 25))

    months = Register({}, today=TODAY).months

    assert len(months) == 12
    assert [dot["number"] for dot in months[0]["dots"]] == [1, 2]
    assert [dot["tone"] for dot in months[0]["dots"]] == ["late", "soon"]
    assert [dot["number"] for dot in months[3]["dots"]] == [3]


def test_a_crowded_month_counts_what_it_does_not_show(browse, here):
    for _ in range(11):
        decision(here, review_on=date(2027, 1, 12))

    month = Register({}, today=TODAY).months[1]

    assert [dot["number"] for dot in month["dots"]] == list(range(1, 10))
    assert month["more"] == 2
    assert "et 2 autres" in browse.get("/decisions/").text


def test_every_shape_of_the_filters_answers_as_a_plain_question(here):
    """Each is prepared once, with its circle, its words and its bookmark given."""
    below = circle("Accueil", parent=here, prefix="AC")
    old = decision(here, title="Accueil des visites", on=date(2026, 3, 5))
    decision(here, title="Accueil du soir", on=date(2026, 4, 5), replaces=old)
    latest = decision(below, title="Caisse de l’accueil", on=date(2026, 5, 5))

    assert codes(f"q=accueil&cercle={here.pk}") == ["CG-2026-002"]
    assert codes(f"q=accueil&cercle={here.pk}&tous=1") == ["CG-2026-002", "CG-2026-001"]
    assert codes(f"q=accueil+caisse&cercle={below.pk}") == ["AC-2026-001"]
    assert codes(f"q=accueil&apres={latest.pk}") == ["CG-2026-002"]
    assert codes("q=accueil&etat=remplacee") == ["CG-2026-001"]
    assert Register({"q": "accueil", "tous": "1"}, today=TODAY).numbers == 3
    assert Register({"q": "visites du soir"}, today=TODAY).numbers == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_eight_questions_at_most(browse, here, rows, django_assert_max_num_queries):
    last = None
    for rank in range(rows):
        last = decision(here, on=date(2026, 3, 5) + timedelta(days=rank), replaces=last)
    browse.get("/decisions/")

    with django_assert_max_num_queries(8):
        answer = browse.get("/decisions/?tous=1")

    assert answer.status_code == 200


def test_strangers_find_no_register(client, here):
    client.force_login(administrator())

    assert client.get("/decisions/").status_code == 404
    assert client.get(f"/decisions/{decision(here).pk}/").status_code == 404


# --- the sheet ---


def lines(browse, query=""):
    answer = browse.get(f"/decisions/tableau/?forme=csv&{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_sheet_tells_an_expressed_consent_from_a_deemed_one(browse, here):
    policy = decision(here)
    version = factories.version(factories.proposal(here))
    opened = factories.consent_round(version, at=at(date(2026, 10, 20)))
    first, second, last = opened.seats.all()
    first.positions.create(kind=PositionKind.CONSENT, by=first.person, at=at(TODAY))
    second.positions.create(kind=PositionKind.CONSENT, by=second.person, at=at(TODAY))
    last.positions.create(kind=PositionKind.DEEMED, policy=policy, reminders=2, at=at(TODAY))
    decided(version, on=date(2026, 10, 20))

    told = lines(browse)[0]

    assert told["Consentent"] == f"{first.person}, {second.person}"
    assert told["Réputés consentants"] == f"{last.person}"
    assert told["Non exprimés"] == ""


def test_a_title_is_never_a_formula(browse, here):
    decision(here, title='=HYPERLINK("http://mal.example")')

    assert not lines(browse)[0]["Titre"].startswith("=")


def test_the_sheet_says_the_chain_and_the_state(browse, here):
    old = decision(here)
    decision(here, on=date(2026, 11, 2), replaces=old)

    told = lines(browse, "tous=1")

    columns = "Numéro", "État", "Remplace", "Remplacée par"
    assert [tuple(one[name] for name in columns) for one in told] == [
        ("CG-2026-002", "en vigueur", "CG-2026-001", ""),
        ("CG-2026-001", "remplacée", "", "CG-2026-002"),
    ]


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_other_spreadsheets_open_it(browse, here, form):
    decision(here)

    assert browse.get(f"/decisions/tableau/?forme={form}").status_code == 200


# --- one decision ---


def test_a_decision_tells_its_text_and_who_consented(browse, here):
    text = decision(here, title="Garder trois mois d’avance", text="Trois mois de charges.")

    told = browse.get(f"/decisions/{text.pk}/").content.decode()

    assert "Trois mois de charges." in told
    assert told.count("go-mark") == 3
    assert "CG-2026-001" in told


def test_a_replaced_text_says_what_took_its_place(browse, here):
    old = decision(here)
    new = decision(here, on=date(2026, 11, 2), title="Le nouveau", replaces=old)

    told = browse.get(f"/decisions/{old.pk}/").content.decode()

    assert f'href="/decisions/{new.pk}/"' in told
    assert "n’est plus appliqué" in told


def test_a_decision_asks_twelve_questions_at_most(browse, here, django_assert_max_num_queries):
    """A text with figures, that renews another one, and whose act is awaited; the two others are
    the savepoints of tests."""
    old = decision(here)
    text = decision(here, on=date(2026, 11, 2), act_kind="board", renews=old, kind="renewal")
    counts(text)
    browse.get(f"/decisions/{text.pk}/")

    with django_assert_max_num_queries(12 + 2):
        assert browse.get(f"/decisions/{text.pk}/").status_code == 200


def test_the_signed_act_is_told(browse, here):
    text = decision(here, act_kind="board")
    signed(text, on=date(2026, 12, 1))

    told = browse.get(f"/decisions/{text.pk}/").content.decode()

    assert "Odile Rameau" in told
    assert Force.IN_FORCE.label.capitalize() in told


def test_the_search_of_the_house_finds_decisions(here):
    decision(here, title="Signer un devis", term_kind=TermKind.REMINDER)

    found = [one for one in found_by(people_of(here)[0], "devis") if one.key == "decisions"]

    assert [hit.title for one in found for hit in one.hits] == ["Signer un devis"]
