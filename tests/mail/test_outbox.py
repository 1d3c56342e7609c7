"""Those who watch over the post see every letter; only founders read what letters say."""

from datetime import UTC, datetime, timedelta

import pytest

from coopstudio.documents.models import Document
from coopstudio.journal.api import history
from coopstudio.mail.api import KINDS
from tests.mail.post_office import letter
from tests.members.factories import administrator, founder, member, treasurer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def as_founder(client):
    client.force_login(founder())
    return client


@pytest.fixture
def as_administrator(client):
    client.force_login(administrator())
    return client


def failed(**facts):
    return letter(state="failed", error="550 inconnu", attempts=1, **facts)


@pytest.mark.parametrize("page", ["/courrier/", "/courrier/modeles/"])
@pytest.mark.parametrize("who", [member, treasurer])
def test_for_others_the_post_does_not_exist(client, page, who):
    client.force_login(who())

    assert client.get(page).status_code == 404


def test_founders_see_subjects_and_words(as_founder):
    one = letter(subject="Votre candidature est arrivée")

    assert "Votre candidature est arrivée" in as_founder.get("/courrier/").content.decode()
    assert "À bientôt." in as_founder.get(f"/courrier/{one.pk}/").content.decode()


def test_the_administrator_sees_states_addresses_and_errors_alone(as_administrator):
    one = failed(subject="Votre candidature est arrivée")

    seen = as_administrator.get("/courrier/").content.decode()
    seen += as_administrator.get(f"/courrier/{one.pk}/").content.decode()
    searched = as_administrator.get("/courrier/?q=candidature").content.decode()

    assert "noemie@exemple.fr" in seen
    assert "550 inconnu" in seen
    assert "Votre candidature" not in seen
    assert "À bientôt." not in seen
    assert "Aucune lettre ne correspond" in searched
    assert as_administrator.get(f"/courrier/{one.pk}/page/").status_code == 404


def test_the_administrator_is_not_told_what_a_letter_is_about(as_administrator):
    title = "Décision concernant Ada Lemoine"
    told = {"data": {}, "subject_kind": "members.exclusion", "subject_id": 1}
    paper = Document.objects.create(kind="members.exclusion_decision", title=title, **told)
    one = letter(kind="members.excluded", is_secret=True, document=paper)
    other = letter(kind="members.welcome")

    seen = as_administrator.get("/courrier/").content.decode()
    seen += as_administrator.get(f"/courrier/{one.pk}/").content.decode()

    assert KINDS["members.excluded"].occasion not in seen
    assert KINDS["members.welcome"].occasion not in seen
    assert all(f"Lettre n°\u00a0{each.pk}" in seen for each in (one, other))
    assert "Ada Lemoine" not in seen
    assert "modeles/members.excluded" not in seen


def test_a_letter_that_opens_a_door_is_read_by_nobody(as_founder):
    one = letter(is_secret=True)

    assert "À bientôt." not in as_founder.get(f"/courrier/{one.pk}/").content.decode()
    assert as_founder.get(f"/courrier/{one.pk}/page/").status_code == 404


def test_the_page_of_a_letter_is_locked_in_a_sandbox(as_founder):
    one = letter(html="<script>alert(1)</script>")

    answer = as_founder.get(f"/courrier/{one.pk}/page/")

    assert answer["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_little_of_the_database(as_founder, rows, django_assert_max_num_queries):
    for _ in range(rows):
        letter()
    as_founder.get("/accueil/")  # the session notes its first page, then one every 30 s

    with django_assert_max_num_queries(8 + 2):  # what is folded, by address and by subject
        as_founder.get("/courrier/")


def test_bookmarks_lead_to_the_last_page_and_back(as_founder):
    for number in range(60):
        letter(subject=f"Lettre {number:02}", written_at=NOON + timedelta(minutes=number // 2))

    first = as_founder.get("/courrier/").context["shelf"]
    second = as_founder.get("/courrier/" + first.older).context["shelf"]
    third = as_founder.get("/courrier/" + second.older).context["shelf"]
    back = as_founder.get("/courrier/" + third.newer).context["shelf"]

    assert [len(shelf.rows) for shelf in (first, second, third)] == [25, 25, 10]
    assert [row["subject"] for shelf in (first, second, third) for row in shelf.rows] == [
        f"Lettre {number:02}" for number in range(59, -1, -1)
    ]
    assert (first.newer, third.older) == ("", "")
    assert back.rows == second.rows


@pytest.mark.parametrize(
    "query",
    ["avant=x", "avant=0001-01-01_1", "apres=2026-01-01T00:00:00%2B00:00_99999999999999999999",
     "etat=tout", "q=%25_", "page=-1"],
)  # fmt: skip
def test_nonsense_in_the_address_shows_the_list(as_founder, query):
    letter()

    assert as_founder.get(f"/courrier/?{query}").status_code == 200


def test_the_list_is_found_by_state_and_by_words(as_founder):
    failed(to="agnes@exemple.fr")
    letter(to="idriss@exemple.fr")

    def found(query):
        shelf = as_founder.get(f"/courrier/?{query}").context["shelf"]
        return [row["to"] for row in shelf.rows]

    assert found("etat=non-envoyees") == ["agnes@exemple.fr"]
    assert found("q=IDRISS") == ["idriss@exemple.fr"]
    assert found("etat=non-envoyees&q=idriss") == []


def test_somebody_puts_a_letter_back_in_the_post(as_administrator):
    one = failed()

    answer = as_administrator.post(f"/courrier/{one.pk}/nouvel-envoi/", follow=True)

    one.refresh_from_db()
    assert "remise à la poste" in answer.content.decode()
    assert (one.state, one.attempts, one.error) == ("waiting", 0, "")
    assert [line.event for line in history(one)] == ["mail.letter_retried"]


def test_a_letter_that_has_left_is_not_sent_again(as_founder):
    one = letter(state="sent", sent_at=NOON)

    answer = as_founder.post(f"/courrier/{one.pk}/nouvel-envoi/", follow=True)

    one.refresh_from_db()
    assert "n’attend pas de nouvel envoi" in answer.content.decode()
    assert one.state == "sent"


def test_a_letter_without_words_does_not_leave_empty(as_founder):
    one = failed(text="", html="")

    as_founder.post(f"/courrier/{one.pk}/nouvel-envoi/")

    one.refresh_from_db()
    assert one.state == "failed"


def test_every_kind_of_letter_is_shown_with_sample_data(as_founder):
    assert as_founder.get("/courrier/modeles/").status_code == 200
    assert KINDS
    for name in KINDS:
        assert as_founder.get(f"/courrier/modeles/{name}/").status_code == 200
        assert as_founder.get(f"/courrier/modeles/{name}/page/").status_code == 200


def test_an_unknown_kind_does_not_exist(as_founder):
    assert as_founder.get("/courrier/modeles/a.b/").status_code == 404
