"""Data that are frozen: kept, and neither shown, nor read, nor changed by others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from applications import records, resting
from applications.keeping import Stay
from applications.models import Application, Conversation, Reading
from applications.states import State
from coopstudio.mail.models import Letter
from members import exporting
from members.actions import bulletins, preferences
from members.actions.data import freezing, rights
from members.actions.life import excluding, pausing, resigning
from members.directory import Person
from members.models import DataRequest
from members.states import Facet
from tests.applications import factories as applying
from tests.members import factories
from tests.members.imports import sheets

MONDAY = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
KIND = DataRequest.Kind.LIMITATION

pytestmark = pytest.mark.django_db


def freeze(person, at=MONDAY):
    return rights.ask(person, KIND, words="Ma commune est fausse, vérifiez.", at=at)


def member(**words):
    one = factories.member(**words)
    return preferences.choose_shown(one, [Facet.TOWN, Facet.SKILLS], at=MONDAY)


def seen_by(reader):
    reader = Person.objects.signed_in(on=MONDAY.date()).get(pk=reader.pk)
    return set(Person.objects.visible_to(reader, on=MONDAY.date()).values_list("pk", flat=True))


def test_what_somebody_freezes_is_hidden_from_the_others_at_once_and_not_from_them():
    hana, reader = member(), factories.member("Omar", "Benali")

    freeze(hana)

    hana.refresh_from_db()
    assert (hana.frozen_since, hana.shown) == (MONDAY, [])
    assert seen_by(reader) == {reader.pk}
    assert seen_by(hana) == {hana.pk, reader.pk}


def test_the_freeze_ends_a_week_after_the_answer_that_said_so_and_all_comes_back():
    hana, thomas = member(), factories.founder("Thomas", "Marshall")
    asked = freeze(hana)

    freezing.thaw(at=MONDAY + 20 * WEEK)
    hana.refresh_from_db()
    assert hana.frozen_since, "nobody has answered: it goes on"

    rights.answer(asked, by=thomas, at=MONDAY, words="Votre commune est corrigée.")
    assert "se lève donc le lundi 18 mai 2026" in Letter.objects.get(
        kind="members.data_answered"
    ).text.replace("\xa0", " ")

    freezing.thaw(at=MONDAY + WEEK - timedelta(days=1))
    hana.refresh_from_db()
    assert hana.frozen_since
    freezing.thaw(at=MONDAY + WEEK)
    freezing.thaw(at=MONDAY + WEEK)
    hana.refresh_from_db()
    assert (hana.frozen_since, hana.shown) == (None, ["town", "skills"])


def test_asking_again_before_its_end_keeps_it():
    hana, thomas = member(), factories.founder("Thomas", "Marshall")
    rights.answer(freeze(hana), by=thomas, at=MONDAY, words="C’est vérifié.")

    rights.ask(hana, KIND, words="Ma rue aussi est fausse.", at=MONDAY + timedelta(days=2))
    freezing.thaw(at=MONDAY + WEEK)

    hana.refresh_from_db()
    assert hana.frozen_since == MONDAY
    assert freezing.end_of(hana) is None


def test_a_person_lifts_their_own_freeze_whenever_they_like():
    hana = member()
    freeze(hana)

    freezing.lift(hana, at=MONDAY)

    hana.refresh_from_db()
    assert (hana.frozen_since, hana.shown) == (None, ["town", "skills"])
    with pytest.raises(freezing.NotFrozen):
        freezing.lift(hana, at=MONDAY)


def test_what_one_chooses_to_show_meanwhile_is_shown_afterwards():
    hana = member()
    freeze(hana)

    preferences.choose_shown(hana, [Facet.HEADLINE], at=MONDAY)
    hana.refresh_from_db()
    assert hana.shown == []

    freezing.lift(hana, at=MONDAY)
    hana.refresh_from_db()
    assert hana.shown == ["headline"]


def test_nobody_else_changes_them():
    lucienne = factories.person(
        "Lucienne", "Petit", email="lucienne@exemple.fr", unproved_since=MONDAY
    )
    freeze(lucienne)

    with pytest.raises(freezing.IsFrozen):
        bulletins.change_contact(
            lucienne, by=factories.founder(), at=MONDAY,
            street="1, rue Haute", postcode="71000", town="Mâcon", phone="", email="",
        )  # fmt: skip


def test_a_frozen_candidature_leaves_every_list_and_says_why_at_its_address(client):
    noemie, fleur = applying.application(state=State.SUBMITTED), factories.founder()
    freeze(noemie.person)
    client.force_login(fleur)

    page = client.get(f"/candidatures/{noemie.number}/")

    assert page.status_code == 409
    assert "a gelé ses données le temps d’une vérification" in page.content.decode()
    assert "D’Almeida" not in page.content.decode()
    assert f"/candidatures/{noemie.number}/" not in client.get("/candidatures/").content.decode()
    reader = Person.objects.signed_in(on=MONDAY.date()).get(pk=fleur.pk)
    assert not Application.objects.visible_to(reader).exists()
    assert Application.objects.visible_to(noemie.person).exists()


def test_nothing_of_it_is_erased_meanwhile():
    asked = applying.application(state=State.DECLINED)
    freeze(asked.person)

    assert resting.plan_of(asked, today=MONDAY.date()).stay == Stay.FROZEN
    gone = factories.member("Omar", "Benali", since=date(2025, 1, 6), until=date(2026, 3, 1))
    freeze(gone)

    assert records.plan_of(gone, today=MONDAY.date()).stay == Stay.FROZEN


def test_the_page_says_it_and_lifts_it(client):
    hana = member()
    client.force_login(hana)

    answer = client.post(
        "/mes-donnees/demande/", {"kind": "limit", "words": "Vérifiez ma rue."}, follow=True
    )
    assert "Vos données sont gelées." in answer.content.decode()
    assert "Lever le gel maintenant" in answer.content.decode()

    answer = client.post("/mes-donnees/degel/", follow=True)
    assert "Lever le gel maintenant" not in answer.content.decode()
    assert "tout reprend comme avant" in answer.content.decode()


def test_a_freeze_alone_thaws_in_the_database():
    asked = rights.ask(factories.person(), DataRequest.Kind.OTHER, words="Bonjour.", at=MONDAY)

    with pytest.raises(IntegrityError):
        DataRequest.objects.filter(pk=asked.pk).update(thaws_on=MONDAY.date())


def test_their_threads_and_what_was_read_of_them_rest_too(client):
    fleur, noemie = factories.founder(), applying.application(state=State.CROSSED)
    thread = applying.conversation("Faut-il une quartzite ?", person=noemie.person)
    Reading.objects.create(
        application=noemie, reader=fleur, written_at=MONDAY, wish="yes", why="Une quartzite rare."
    )
    client.force_login(fleur)
    assert client.get(f"/conversations/{thread.pk}/").status_code == 200
    assert "uartzite" in client.get("/recherche/?q=quartzite").text.replace("<mark>", "")

    freeze(noemie.person)

    assert client.get(f"/conversations/{thread.pk}/").status_code == 404
    assert not Conversation.objects.waiting(fleur).exists()
    found = client.get("/recherche/?q=quartzite").text.replace('value="quartzite"', "")
    assert "une quartzite" not in found.lower().replace("<mark>", "").replace("</mark>", "")


def test_a_member_who_froze_is_not_found_by_the_search(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    hana = member(first_name="Hana", last_name="Zibeline")
    client.force_login(factories.founder())
    assert "Hana" in client.get("/recherche/?q=zibeline").text

    freeze(hana)

    assert "Hana" not in client.get("/recherche/?q=zibeline").text


def test_a_sheet_does_not_rewrite_them():
    hana = member(first_name="Hana", last_name="Zibeline", email="hana@exemple.fr")
    import_ = sheets.tried("Hana;Zibeline;hana@exemple.fr;06 12 34 56 78;58000;Nevers;12/03/2024")
    freeze(hana)
    sheets.imports.confirm(import_, by=import_.by, at=MONDAY)
    sheets.carried(import_)

    hana.refresh_from_db()
    assert hana.phone == ""
    assert "a gelé ses données" in f"{sheets.first(import_).causes}"


def test_a_draft_that_was_left_alone_waits_for_the_thaw():
    old = applying.draft(person=applying.candidate("zoe@exemple.fr"), email="zoe@exemple.fr")
    Application.objects.filter(pk=old.pk).update(touched_at=MONDAY - timedelta(days=400))
    kept = timedelta(days=90), timedelta(days=83), timedelta(days=7)
    assert Application.objects.forsaken(MONDAY, *kept).exists()

    freeze(old.person)

    assert not Application.objects.forsaken(MONDAY, *kept).exists()


def test_keepers_read_of_the_frozen_who_belongs_and_nothing_else(client):
    blaise, hana = factories.secretary(), member(first_name="Hana", phone="+33612345678")
    asked = factories.request(factories.person("Zoé", "Petit"))
    freeze(hana)
    freeze(asked.person)
    client.force_login(blaise)

    page = client.get(f"/registre/{hana.pk}/").text

    assert "Ses données sont gelées" in page
    assert "12 34 56 78" not in page.replace("\xa0", " ")
    assert "acte/demission/" in page, "what she asks is still written"
    assert "acte/suspension/" not in page
    for address in (f"/demandes/{asked.pk}/", f"/registre/{hana.pk}/exclusion/"):
        assert client.get(address).status_code == 409
    online = factories.request(factories.person("Lou", "Roy"))
    assert client.post(f"/demandes/{online.pk}/retrait/").status_code == 404, "it is not on paper"
    assert f"/demandes/{asked.pk}/" not in client.get("/demandes/").text
    assert f"/demandes/{asked.pk}/" not in client.get("/association/").text
    assert client.post(f"/registre/{hana.pk}/attestation/", follow=True).redirect_chain == [
        (f"/registre/{hana.pk}/", 302)
    ]


def test_a_sheet_that_leaves_says_that_the_frozen_belong_and_not_how_to_reach_them():
    hana = member(first_name="Hana", last_name="Zibeline", postcode="58000", phone="+33612345678")
    freeze(hana)
    today = {"on": MONDAY.date(), "today": MONDAY.date()}
    codes = [column.code for column in exporting.columns_of("registre")]

    [row] = exporting.Export("registre", "membres", codes, **today).rows()

    told = dict(zip(codes, row, strict=True))
    assert (told["nom"], told["situation"]) == ("Zibeline", "membre")
    assert {told[code] for code in ("email", "telephone", "cp", "commune", "accord")} == {""}
    assert list(exporting.Export("annuaire", "membres", ["nom"], **today).rows()) == []


def test_nothing_new_is_opened_against_the_frozen_and_what_was_told_goes_on():
    fleur, hana = factories.founder(), member()
    factories.statutes()
    membership = hana.memberships.get()
    case = excluding.open_case(membership, by=fleur, at=MONDAY, grievances="Des griefs.")
    freeze(hana)

    with pytest.raises(freezing.IsFrozen):
        excluding.send_grievances(case, by=fleur, at=MONDAY)
    with pytest.raises(freezing.IsFrozen):
        pausing.suspend(
            membership, by=fleur, at=MONDAY, since=MONDAY.date(), until=None, words="Pourquoi.",
            organ="conseil", decided_on=MONDAY.date(), reference="2026-4",
        )  # fmt: skip
    reader = Person.objects.signed_in(on=MONDAY.date()).get(pk=fleur.pk)
    assert not case.__class__.objects.visible_to(reader).exists()

    freezing.lift(hana, at=MONDAY)
    excluding.send_grievances(case, by=fleur, at=MONDAY)
    freeze(hana, at=MONDAY + timedelta(days=1))

    assert case.__class__.objects.visible_to(reader).exists()
    assert resigning.resign(membership, by=hana, at=MONDAY, received_on=MONDAY.date())
