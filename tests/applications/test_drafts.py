"""A draft needs no account, loses no word, belongs to one person, and goes when it is left."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from applications import limits, links
from applications.actions import drafts
from applications.models import Application, Passage
from applications.states import State
from applications.tasks import tend_drafts
from applications.views import holding
from coopstudio.french.dates import short_day
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.models import Person
from tests.applications.factories import (
    NOON,
    WORDS,
    application,
    call_version,
    candidate,
    draft,
    reaction,
)
from tests.members.factories import founder
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def held_by(client, mine):
    session = client.session
    session["draft"] = mine.pk
    session.save()
    return mine


def test_looking_at_the_form_keeps_nothing(client):
    call_version()

    assert client.get("/candidater/vous/").status_code == 200
    assert not Application.objects.exists()


def test_a_step_with_blanks_keeps_its_words_and_says_what_lacks(client):
    call_version()

    answer = client.post("/candidater/vous/", {"first_name": "Noémie"})

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.text
    assert "Indiquez votre nom" in answer.text
    assert Application.objects.get().first_name == "Noémie"


def test_one_may_go_on_all_the_same(client):
    call_version()

    answer = client.post("/candidater/vous/", {"first_name": "Noémie", "go": "on"})

    assert answer.url == "/candidater/offre/"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("first_name", "Jean\r\nBcc: x@y.fr", "Écrivez sur une seule ligne"),
        ("first_name", "Visitez https://evil.fr", "Pas d’adresse de site ici"),
        ("last_name", "\u202emauvais", "à l’envers"),
        ("last_name", "Z" + "\u0301" * 200, "Trop d’accents"),
        ("first_name", "a\0b", "caractère"),
        ("town", "x" * 1000, "C’est un peu long"),
        ("email", "a@b.fr,c@d.fr", "Indiquez une seule adresse"),
        ("email", "zoe@@exemple.fr", "Voulez-vous dire zoe@exemple.fr"),
        ("email", "zoe@@exemple", "Cette adresse e-mail est incomplète"),
        ("email", '"a<b"@c.fr', "Cette adresse e-mail est incomplète"),
        ("email", "a@b.fr\nBcc: c@d.fr", "Écrivez sur une seule ligne"),
        ("postcode", "٣٣٣٣٣", "code postal"),
        ("phone", "abc", "Ce numéro"),
    ],
)
def test_what_is_unsafe_is_refused_next_to_its_field_and_the_rest_is_kept(
    client, field, value, sentence
):
    call_version()

    answer = client.post("/candidater/vous/", {"last_name": "Œuvrard", field: value, "go": "on"})

    assert answer.status_code == 422
    assert sentence in answer.text
    mine = Application.objects.get()
    assert getattr(mine, field) in ("", "Œuvrard")
    assert not Letter.objects.exists()


def test_a_novel_is_refused_with_its_length_and_stays_in_the_page(client):
    call_version()
    novel = "Une phrase. " * 90_000

    answer = client.post("/candidater/offre/", {"what": novel, "for_whom": "Des équipes."})

    assert answer.status_code == 422
    assert "C’est un peu long" in answer.text
    assert novel[:5000] in answer.text
    assert Application.objects.get().for_whom == "Des équipes."


def test_fields_that_are_not_on_the_page_change_nothing(client):
    call_version()

    client.post(
        "/candidater/vous/",
        {"first_name": "Noémie", "state": "invited", "number": "1", "person": "1", "cv": "1"},
    )

    mine = Application.objects.get()
    assert (mine.state, mine.number, mine.person) == (State.DRAFT, None, None)


def test_a_choice_outside_the_list_is_refused(client):
    call_version()

    answer = client.post("/candidater/offre/", {"trades": ["arts", "root"], "coming": "never"})

    assert answer.status_code == 422
    assert Application.objects.get().trades == []


@pytest.mark.parametrize(
    "words",
    [
        "Élise Œuvrard-d’Arc",
        "Nguyễn",
        "👩‍👩‍👧‍👦 Zoé",
        "ليلى שרה",
        "{{ 7*7 }}",
        "<script>x</script>",
    ],
)
def test_every_honest_name_is_kept_letter_for_letter_and_shown_as_text(client, words):
    call_version()

    client.post("/candidater/vous/", {"first_name": words})

    assert Application.objects.get().first_name == words
    assert "<script>x" not in client.get("/candidater/relecture/").text


def autosaved(client, step, page, **words):
    return client.post(f"/candidater/{step}/brouillon/", {"seen": page, **words})


def seen_on(client, step):
    return client.get(f"/candidater/{step}/").context["form"].seen


def test_what_is_typed_is_kept_by_itself(client):
    held_by(client, draft())

    answer = autosaved(client, "offre", seen_on(client, "offre"), what="Un début")

    assert answer.status_code == 200
    assert json.loads(answer.content)["what"]
    assert Application.objects.get().what == "Un début"


def test_two_windows_keep_the_words_of_both(client):
    held_by(client, draft())
    one = other = seen_on(client, "offre")

    autosaved(client, "offre", one, what="Ici", where="")
    answer = autosaved(client, "offre", other, what="", where="Là")

    assert answer.status_code == 200
    mine = Application.objects.get()
    assert (mine.what, mine.where) == ("Ici", "Là")


def test_a_window_does_not_silently_write_over_another(client):
    held_by(client, draft())
    one = other = seen_on(client, "offre")

    autosaved(client, "offre", one, what="Ici")
    answer = autosaved(client, "offre", other, what="Là")

    assert answer.status_code == 409
    assert Application.objects.get().what == "Ici"

    answer = client.post(
        "/candidater/offre/", {"seen": other, "what": "Là", "go": "on"}, follow=True
    )

    assert "avait changé dans une autre fenêtre" in answer.text
    assert Application.objects.get().what == "Là"
    assert "Ce que l’autre fenêtre avait écrit</label>" in answer.text
    assert ">\nIci</textarea>" in answer.text


def test_the_tick_of_nothing_to_say_yields_to_words(client):
    held_by(client, draft())

    client.post("/candidater/appel/", {"likes": "Le feu.", "nothing_to_say": "on", "go": "on"})

    mine = Application.objects.get()
    assert (mine.likes, mine.nothing_to_say) == ("Le feu.", False)


def test_nonsense_in_what_a_page_says_it_showed_is_harmless(client):
    held_by(client, draft())

    for nonsense in ("{", "[]", "\0", '{"what": [1]}', "x" * 10_000):
        assert autosaved(client, "offre", nonsense, what="Un mot").status_code in (200, 409)


def test_the_link_opens_once_and_gives_the_draft_to_its_person(client):
    mine = draft(email="noemie@exemple.fr", first_name="Noémie")
    link = links.path_to(mine)

    assert client.get(link).status_code == 200
    answer = client.post(link)

    assert answer.url == "/candidater/"
    mine.refresh_from_db()
    assert mine.person == Person.objects.get(email="noemie@exemple.fr")
    assert client.post(link).status_code == 410


def test_an_old_or_forged_link_offers_another(client):
    for token in ("faux", "WzFd:1:x"):
        answer = client.post(f"/candidater/reprise/{token}/")
        assert answer.status_code == 410
        assert "Demandez-en un autre" in answer.text


def test_a_link_opens_for_the_address_it_was_sent_to_and_for_no_other(client):
    """Otherwise one would enter as anybody: ask for a link, then type another's address."""
    mine = held_by(client, draft(email="voleur@exemple.fr"))
    link = links.path_to(mine)

    autosaved(client, "vous", seen_on(client, "vous"), email="victime@exemple.fr")
    answer = client.post(link)

    assert answer.status_code == 410
    assert "_auth_user_id" not in client.session
    assert not Person.objects.filter(email="victime@exemple.fr").exists()


def test_an_address_changed_at_the_last_second_is_not_confirmed():
    mine = draft(email="voleur@exemple.fr")
    Application.objects.filter(pk=mine.pk).update(email="victime@exemple.fr")

    with pytest.raises(links.StaleLink):
        drafts.confirm(mine, person=candidate("voleur@exemple.fr"), at=NOON)


def test_somebody_whose_account_has_a_second_factor_goes_through_the_ordinary_door(client):
    careful = candidate("prudente@exemple.fr")
    Authenticator.objects.create(user=careful, type=Authenticator.Type.TOTP, data={})

    answer = client.post(links.path_to(draft(email=careful.email)))

    assert answer.url == "/compte/login/"
    assert "_auth_user_id" not in client.session


def test_one_s_own_draft_comes_before_one_that_somebody_else_began_with_the_same_address(client):
    noemie = candidate("noemie@exemple.fr")
    mine = draft(person=noemie, email=noemie.email, confirmed_at=NOON, touched_at=NOON)
    draft(email=noemie.email)

    client.post("/candidater/reprise/", {"email": noemie.email})

    token = re.search(r"/candidater/reprise/(\S+)/", Letter.objects.get().text)[1]
    assert links.draft_behind(token) == mine


def test_two_windows_may_make_a_draft_one_s_own_at_the_same_second(client, rf):
    noemie = candidate("noemie@exemple.fr")
    read_before = draft(email=noemie.email)
    drafts.confirm(read_before, person=noemie, at=NOON)
    client.force_login(noemie)
    held_by(client, read_before)
    request = rf.post("/")
    request.user, request.session = noemie, client.session

    mine = holding.kept(request, read_before)

    assert mine.person == noemie


def test_the_session_that_began_it_does_not_read_what_its_person_writes_next(client):
    mine = held_by(client, draft(email="victime@exemple.fr"))
    victim = type(client)()

    victim.post(links.path_to(mine))
    victim.post("/candidater/offre/", {"what": "Mon secret"})

    assert "Mon secret" not in client.get("/candidater/offre/").text
    assert "Mon secret" not in client.get("/candidater/relecture/", follow=True).text


def test_where_it_was_begun_one_is_told_that_it_was_opened_elsewhere_and_no_second_one_begins(
    client,
):
    mine = held_by(client, draft(email="noemie@exemple.fr"))
    passage = Passage.objects.first()
    seen = seen_on(client, "offre")
    type(client)().post(links.path_to(mine))

    kept_by_itself = autosaved(client, "offre", seen, what="Encore un mot")
    sent = client.post("/candidater/offre/", {"seen": seen, "what": "Encore un mot"})
    reacted = client.post(f"/appel/passages/{passage.uid}/reaction/", {"kind": "like"})
    looked = client.get("/candidater/offre/", follow=True)

    statuses = [kept_by_itself.status_code, sent.status_code, reacted.status_code]
    assert statuses == [422, 409, 422]
    assert "Encore un mot" in sent.text
    assert "a été rouvert sur un autre appareil" in looked.text
    assert list(Application.objects.all()) == [mine]
    client.post("/candidater/reprise/", {"other": "1"})
    assert client.get("/candidater/vous/").status_code == 200


def test_somebody_who_holds_an_office_goes_through_the_ordinary_door(client):
    fleur = founder(email="fleur@exemple.fr")
    mine = draft(email=fleur.email)

    answer = client.post(links.path_to(mine))

    assert answer.url == "/compte/login/"
    assert "_auth_user_id" not in client.session


def test_asking_for_a_link_says_the_same_whether_the_address_is_known_or_not(client):
    draft(email="connue@exemple.fr")

    known = client.post("/candidater/reprise/", {"email": "connue@exemple.fr"})
    unknown = client.post("/candidater/reprise/", {"email": "autre@exemple.fr"})

    assert known.status_code == unknown.status_code == 200
    said = known.text.replace("connue@", "autre@").split("<main")[1].split("</main>")[0]
    assert said == unknown.text.split("<main")[1].split("</main>")[0]
    assert Letter.objects.get().to == "connue@exemple.fr"


def test_three_letters_a_day_for_one_address_twenty_an_hour_for_one_machine(client):
    draft(email="connue@exemple.fr")
    answers = [
        client.post("/candidater/reprise/", {"email": "connue@exemple.fr"}) for _ in range(4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Assez de lettres sont parties" in answers[-1].text
    assert Letter.objects.count() == 3

    for n in range(16):
        client.post("/candidater/reprise/", {"email": f"autre-{n}@exemple.fr"})
    answer = client.post("/candidater/reprise/", {"email": "encore@exemple.fr"})
    assert answer.status_code == 429


def test_thirty_drafts_an_hour_from_one_machine_a_home_of_ipv6_being_one(client, monkeypatch):
    call_version()
    monkeypatch.setattr(limits, "DRAFTS", 2)

    def begin(address):
        client.session.flush()
        client.cookies.clear()
        words = {"first_name": "Noémie"}
        answer = client.post("/candidater/vous/brouillon/", words, REMOTE_ADDR=address)
        return answer.status_code

    assert [begin(f"2001:db8:0:1::{n}") for n in (1, 2, 3)] == [200, 200, 429]
    assert begin("2001:db8:0:2::1") == 200
    assert [begin("192.0.2.7") for _ in range(3)] == [200, 200, 429]
    assert begin("192.0.2.8") == 200


@pytest.mark.django_db(transaction=True)
def test_a_step_and_a_link_asked_for_at_the_same_second_never_wait_for_each_other():
    version = call_version()
    mine = draft(version, email="n@exemple.fr")
    gate = threading.Barrier(2)

    def answers():
        gate.wait(10)
        client = Client()
        held_by(client, mine)
        return client.post("/candidater/vous/", {"email": "n@exemple.fr", "go": "on"})

    def asks():
        gate.wait(10)
        return Client().post("/candidater/reprise/", {"email": "n@exemple.fr"})

    for _ in range(3):
        assert together(answers, asks) == []


def test_a_limit_of_a_day_lasts_a_day(client):
    """The counter of the library's cache forgets after five minutes: ours may not."""
    limits.may_write_to("connue@exemple.fr")
    limits.may_write_to("connue@exemple.fr")

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(expires) FROM house_cache")
        assert cursor.fetchone()[0] > timezone.now() + timedelta(hours=23)


def test_two_hundred_letters_an_hour_in_all(client, monkeypatch):
    monkeypatch.setattr(limits, "IN_ALL", 2)

    answers = [client.post("/candidater/reprise/", {"email": f"{n}@exemple.fr"}) for n in "abc"]

    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.django_db(transaction=True)
def test_forty_requests_at_the_same_second_pass_three_times():
    def ask(_):
        try:
            with transaction.atomic():
                return limits.may_write_to("visee@exemple.fr")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as windows:
        assert sum(windows.map(ask, range(40))) == 3


def test_a_draft_left_alone_is_announced_twice_then_erased_with_a_line_that_names_nobody():
    now = timezone.now()
    left = draft(email="noemie@exemple.fr", linked_to="noemie@exemple.fr", touched_at=now)
    nameless = draft(touched_at=now - timedelta(days=91))
    fresh = draft(email="autre@exemple.fr")

    def after(days, **more):
        Application.objects.filter(pk=left.pk).update(touched_at=now - timedelta(days=days), **more)
        tend_drafts()
        tend_drafts()
        return Letter.objects.count()

    assert after(59) == 0
    assert not Application.objects.filter(pk=nameless.pk).exists()
    assert after(60) == 1
    assert after(82, warned_at=now - timedelta(days=22)) == 1
    assert after(83) == 2
    first, last = Letter.objects.order_by("pk").values_list("subject", flat=True)
    assert after(90, warned_at=now - timedelta(days=6)) == 2
    assert Application.objects.filter(pk=left.pk).exists()  # told a week before, whatever happens
    assert after(91, warned_at=now - timedelta(days=8)) == 2

    assert list(Application.objects.all()) == [fresh]
    assert "Votre brouillon sera effacé le" in first
    assert "Dernière lettre" in last
    assert {*Letter.objects.values_list("to", "text")} == {("effacee@coopstudio.invalid", "")}
    lines = Entry.objects.values_list("event", "actor", "details")
    assert list(lines) == [("applications.draft_expired", None, {})] * 2


def test_a_clock_that_comes_late_still_leaves_a_week():
    now = timezone.now()
    left = draft(
        email="n@exemple.fr", linked_to="n@exemple.fr", touched_at=now - timedelta(days=200)
    )

    tend_drafts()

    assert Application.objects.filter(pk=left.pk).exists()
    day = short_day(timezone.localdate(now + timedelta(days=7)))
    assert day in Letter.objects.get().subject


def test_one_s_own_draft_goes_at_once_with_its_file_and_its_reactions(client):
    mine = held_by(client, draft(email="n@exemple.fr"))
    reaction(mine)
    assert "Effacer votre brouillon" in client.get("/candidater/abandon/").text

    client.post("/candidater/abandon/")

    assert not Application.objects.exists()
    lines = Entry.objects.values_list("event", "actor", "details")
    assert list(lines) == [("applications.draft_given_up", None, {})]
    assert client.post("/candidater/abandon/").url == "/appel/"


def test_what_was_sent_is_not_given_up_as_a_draft():
    with pytest.raises(drafts.AlreadySent):
        drafts.give_up(application())


def test_a_draft_saved_on_another_day_says_that_day(client):
    earlier = timezone.localtime().replace(hour=9, minute=12) - timedelta(days=5)
    held_by(client, draft(touched_at=earlier))

    answer = client.get("/candidater/vous/")

    assert f"enregistré {short_day(earlier)} à 9\u00a0h\u00a012" in answer.text


def test_an_address_merely_typed_never_receives_a_letter_weeks_later():
    """Else anybody would make us write to anybody: one draft an address, without any limit."""
    now = timezone.now()
    draft(email="victime@exemple.fr", touched_at=now - timedelta(days=84))
    old = draft(email="autre@exemple.fr", touched_at=now - timedelta(days=91))

    tend_drafts()

    assert not Letter.objects.exists()
    assert not Application.objects.filter(pk=old.pk).exists()


def test_a_draft_touched_again_after_its_warning_stays():
    left = draft(email="n@exemple.fr", touched_at=NOON, warned_at=NOON)

    drafts.save(left, at=timezone.now(), what="Me revoilà")
    tend_drafts()

    left.refresh_from_db()
    assert (left.what, left.warned_at) == ("Me revoilà", None)


def test_a_draft_is_invisible_to_founders_and_to_the_journal(client):
    fleur = founder()
    mine = held_by(client, draft(email="n@exemple.fr"))

    client.post("/candidater/offre/", {"what": "Un essai"})

    assert mine not in Application.objects.visible_to(fleur)
    assert not Entry.objects.exists()


def test_what_is_sent_does_not_change_any_more(client):
    sent = application()

    with pytest.raises(drafts.AlreadySent):
        drafts.save(sent, at=NOON, what="Autre chose")


def test_the_relecture_is_never_kept_by_the_browser_and_going_back_leads_to_where_it_stands(client):
    mine = draft(**WORDS, person=candidate())
    client.force_login(mine.person)
    page = client.get("/candidater/relecture/")
    assert "no-store" in page["Cache-Control"]

    client.post("/candidater/relecture/", {"agreement": "on"})

    status = client.get("/candidater/relecture/", follow=True).redirect_chain[-1][0]
    assert status.startswith("/ma-candidature/")


# --- what the post forgets ---


def test_a_draft_that_goes_takes_its_letters_and_its_address_with_it():
    mine = draft(email="depart@exemple.fr", first_name="Coquelicot")
    drafts.send_link(mine, at=timezone.now())
    Letter.objects.update(state="failed", error="550 depart@exemple.fr")

    drafts.give_up(mine)

    letter = Letter.objects.get()
    assert (letter.text, letter.html, letter.error) == ("", "", "")
    assert letter.to == "effacee@coopstudio.invalid"


def test_a_letter_about_a_draft_that_went_does_not_leave():
    mine = draft(email="depart@exemple.fr")
    drafts.send_link(mine, at=timezone.now())

    drafts.give_up(mine)

    assert (Letter.objects.get().state, Letter.objects.get().text) == ("failed", "")


def test_the_address_of_somebody_known_stays():
    fleur = founder()
    mine = draft(email=fleur.email)
    drafts.send_link(mine, at=timezone.now())
    Letter.objects.update(state="failed")

    drafts.give_up(mine)

    assert (Letter.objects.get().to, Letter.objects.get().text) == (fleur.email, "")


def test_a_draft_keeps_a_long_name():
    one = draft(first_name="é" * 100, last_name="b" * 100)

    one.refresh_from_db()

    assert (len(one.first_name), len(one.last_name)) == (100, 100)
