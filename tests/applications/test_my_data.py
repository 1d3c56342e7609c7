"""« Mes données » : what is held, who read it, accords, a copy at once, erasure alone."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from applications.actions.keeping import openings, retention
from applications.identity import WORD
from applications.models import Application, DossierOpening, Reading, Rehearsal, Settlement
from applications.redaction import SOMEBODY, redacted
from applications.states import State
from applications.tasks import forget_addresses
from coopstudio.files.models import Opening
from coopstudio.french.dates import moment
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from coopstudio.mail.post import deliver_due
from coopstudio.mail.querysets import names_of
from members.actions import consents
from members.models import Cohort, DataRequest, Person
from members.rights.consents import has_given
from members.states import Craft, Level, Purpose
from tests.applications import factories, whole
from tests.applications.factories import NOON
from tests.mail.post_office import letter
from tests.members import factories as people

NINE_O_FIVE = datetime(2026, 5, 12, 7, 5, tzinfo=UTC)
PAGE = "/mes-donnees/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


def page_of(client, person):
    client.force_login(person)
    return client.get(PAGE).content.decode()


def box_of(client, person):
    client.force_login(person)
    return zipfile.ZipFile(io.BytesIO(client.post(f"{PAGE}copie/").content))


def told(box):
    return "\n".join(
        box.read(name).decode() for name in box.namelist() if not name.endswith(".pdf")
    )


# --- who read ---


def test_a_candidate_corrects_where_it_changes_something(client):
    noemie = factories.application()

    page = page_of(client, noemie.person)

    assert "Faire corriger mon nom, ma commune" in page
    assert "/profil/" not in page[page.index('id="corriger"') :].split("</section>")[0]


def test_a_person_sees_who_opened_their_dossier_and_when(client):
    noemie = factories.application()
    openings.note(noemie, by=people.founder("Thomas", "Marshall"), at=NINE_O_FIVE)

    page = page_of(client, noemie.person)

    assert "Thomas Marshall" in page
    assert moment(NINE_O_FIVE) in page


def test_opening_the_page_of_a_dossier_is_written_within_the_minute(client):
    noemie, thomas = factories.application(), people.founder("Thomas", "Marshall")
    client.force_login(thomas)

    client.get(noemie.get_absolute_url())

    opening = DossierOpening.objects.get()
    assert (opening.application, opening.by) == (noemie, thomas)
    assert timezone.now() - opening.at < timedelta(minutes=1)


def test_a_dossier_opened_ten_times_in_an_hour_is_one_line():
    noemie, thomas = factories.application(), people.founder()

    for minutes in range(10):
        openings.note(noemie, by=thomas, at=NINE_O_FIVE + timedelta(minutes=minutes))
    openings.note(noemie, by=thomas, at=NINE_O_FIVE + timedelta(hours=1))

    assert [one.at for one in DossierOpening.objects.order_by("at")] == [
        NINE_O_FIVE,
        NINE_O_FIVE + timedelta(hours=1),
    ]


def test_to_write_an_opening_is_one_question(django_assert_num_queries):
    noemie, thomas = factories.application(), people.founder()

    with django_assert_num_queries(1):
        openings.note(noemie, by=thomas, at=NINE_O_FIVE)


def test_the_openings_of_a_neighbour_are_not_shown(client):
    neighbour = factories.application()
    openings.note(neighbour, by=people.founder("Thomas", "Marshall"), at=NINE_O_FIVE)

    assert "Thomas" not in page_of(client, factories.application().person)


def test_the_cv_is_among_what_was_opened(client):
    noemie = factories.application(cv=whole.stored_file())
    Opening.objects.create(file=noemie.cv, by=people.founder(), at=NINE_O_FIVE)

    assert "a ouvert votre CV" in page_of(client, noemie.person)


def test_the_page_asks_as_many_questions_for_thirty_openings_as_for_one(
    client, django_assert_max_num_queries
):
    noemie, thomas = factories.application(cv=whole.stored_file()), people.founder()
    openings.note(noemie, by=thomas, at=NINE_O_FIVE)
    page_of(client, noemie.person)
    for hours in range(30):
        openings.note(noemie, by=thomas, at=NINE_O_FIVE + timedelta(hours=hours))
        Opening.objects.create(file=noemie.cv, by=thomas)

    with django_assert_max_num_queries(26):
        client.get(PAGE)


# --- accords ---


def test_an_accord_is_given_and_taken_back_on_the_page(client):
    noemie = people.person()
    client.force_login(noemie)

    client.post(f"{PAGE}accords/keep/", {"give": "1"})
    given = has_given(noemie, Purpose.KEEP)
    client.post(f"{PAGE}accords/keep/")

    assert (given, has_given(noemie, Purpose.KEEP)) == (True, False)


def test_a_member_who_never_was_a_candidate_is_offered_no_accord_of_candidates(client):
    page = page_of(client, people.member())

    assert "Donner cet accord" not in page
    assert "Rien d’autre, ici, ne repose sur votre accord." in page


def test_an_accord_is_shown_with_the_words_that_were_read(client):
    noemie = people.person()
    consents.give(noemie, Purpose.KEEP, text="Les mots d’alors.", at=NOON)

    page = page_of(client, noemie)

    assert "Les mots d’alors." in page
    assert f"Donné le {moment(NOON)}." in page


# --- a copy ---


def test_the_copy_holds_what_was_given_and_what_was_written(client):
    noemie = whole.somebody()

    box = box_of(client, noemie.person)

    assert sorted(name.partition("/")[0] for name in box.namelist()) == [
        "ce-que-j-ai-donne.json",
        "ce-qui-est-ecrit-de-moi.json",
        "cv",
        "documents",
        "folder.css",
        "lettres",
        "lettres",
        "lisez-moi.html",
    ]
    given = json.loads(box.read("ce-que-j-ai-donne.json"))
    written = json.loads(box.read("ce-qui-est-ecrit-de-moi.json"))
    assert given["Vos candidatures"][0]["quoi"] == f"what {whole.PHRASE}"
    assert written["Les lectures de votre candidature"][0]["pourquoi"] == whole.PHRASE
    assert box.read("cv/CV.pdf") == b"%PDF-coquelicot"


def test_everything_that_would_be_erased_is_in_the_copy(client):
    """One map for both: nothing is held back, and a new table cannot be forgotten."""
    noemie = whole.somebody()

    words = told(box_of(client, noemie.person))

    for place in ("Réactions", "Météos", "Messages", "Nos réponses", "Positions"):
        assert place in words


def test_a_blind_reading_is_given_to_its_person_and_to_no_founder(client):
    fleur, thomas = people.founder(), people.founder("Thomas", "Marshall")
    noemie = factories.application(State.READING)
    Reading.objects.create(
        application=noemie, reader=fleur, wish="yes", touches="Un secret.", written_at=NOON
    )

    theirs = told(box_of(client, noemie.person))
    his = told(box_of(client, thomas))

    assert "Un secret." in theirs
    assert "Un secret." not in his
    assert "Un secret." not in client.get(noemie.get_absolute_url()).content.decode()


def test_what_a_founder_has_not_finished_writing_is_not_given(client):
    noemie = factories.application(State.READING)
    Reading.objects.create(application=noemie, reader=people.founder(), touches="À moitié pensé.")

    assert "À moitié pensé." not in told(box_of(client, noemie.person))


def test_a_position_is_given_with_the_letter_and_not_before(client):
    noemie = whole.somebody(State.MET)
    before = told(box_of(client, noemie.person))

    assert "Positions" not in before


@pytest.mark.parametrize("state", [State.MET, State.DECIDED])
def test_what_founders_weigh_is_not_given_before_the_letter(client, state):
    fleur, noemie = people.founder(), factories.application(state)
    objection = noemie.reserves.create(by=fleur, kind="objection", words="Je n’y crois pas.")
    text = objection.amendments.create(by=fleur, words="Avec un essai de trois mois.")
    text.acceptances.create(by=people.founder("Thomas", "Marshall"))
    Settlement.objects.create(reserve=objection, how="integrated", amendment=text, by=fleur)

    words = told(box_of(client, noemie.person))

    for kept in ("Je n’y crois pas.", "Avec un essai", "bjection", "Thomas Marshall", "décidée"):
        assert kept not in words
    assert noemie.public_state in words


def test_what_the_person_holds_back_is_theirs_at_once(client):
    noemie = factories.application(State.MET)
    reserve = noemie.reserves.create(by=noemie.person, kind="reserve", words="Six mois, pas plus.")
    reserve.amendments.create(by=people.founder(), words="Nous en reparlons en juin.")

    words = told(box_of(client, noemie.person))

    assert "Six mois, pas plus." in words
    assert "Nous en reparlons en juin." in words


def test_a_founders_objection_is_given_with_the_letter(client):
    noemie = whole.somebody()
    noemie.reserves.create(by=people.founder(), kind="objection", words="Je n’y croyais pas.")

    assert "Je n’y croyais pas." in told(box_of(client, noemie.person))


def test_third_parties_are_masked(client):
    people.member("Ousmane", "Diarra")
    noemie = factories.application(State.CROSSED)
    Reading.objects.create(
        application=noemie,
        reader=people.founder(),
        wish="yes",
        why="Ousmane Diarra la connaît : ousmane@exemple.fr, 06 12 34 56 78. Ousmane sourit.",
        written_at=NOON,
    )

    words = told(box_of(client, noemie.person))

    assert "Diarra" not in words
    assert "ousmane@exemple.fr" not in words
    assert "06 12 34 56 78" not in words
    assert "[une autre personne] la connaît" in words


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("Jean-Paul", "Martin", "Jean-Paul Martin"),
        ("Jean-Paul", "Martin", "Jean Paul Martin"),
        ("Jean-Paul", "Martin", "MARTIN Jean Paul"),
        ("Jean-Paul", "Martin", "jean paul  martin"),
        ("Ia", "Durand-Petit", "Durand-Petit Ia"),
        ("Ia", "Durand-Petit", "Mme Durand-Petit"),
        ("Élodie", "Durand", "Elodie Durand"),
        ("Élodie", "Durand", "M. Durand"),
        ("Élodie", "Durand", "E\u0301lodie Durand"),
        ("Noé", "D’Almeida", "Noé D'Almeida"),
        ("Ousmane", "", "Ousmane"),
    ],
)
def test_a_third_party_is_masked_however_they_are_written(first, last, written):
    people.person(first, last)

    masked = redacted(f"Je crois que {written} le sait.", known=[])

    assert SOMEBODY in masked
    assert not set(WORD.findall(written)) - {"M", "Mme"} & set(WORD.findall(masked))


def test_what_is_no_name_stays_and_so_does_who_is_known():
    people.person("Rose", "")
    people.person("Jean", "Martin")
    known = people.person("Marie", "Martin", email="marie@exemple.fr")
    text = "Une rose pour Marie Martin, Mme Martin. Martin, Jean sourit."

    assert redacted(text, known=[known]) == text


def test_the_copy_of_a_founder_holds_no_letter_about_somebody_else(client):
    noemie, thomas = factories.application(), people.founder("Thomas", "Marshall")
    for about in (noemie, None):
        letter(thomas.email, about="".join(names_of([about] if about else [])), text=f"À {about}.")

    words = told(box_of(client, thomas))

    assert "À None." in words
    assert f"À {noemie}." not in words


def test_what_a_member_gave_of_their_crafts_and_days_is_in_the_copy(client):
    awa = people.founder("Awa", "Sarr")
    awa.skills.create(craft=Craft.values[0], level=Level.values[0])
    needs = {"decided_on": "2026-01-01", "reference": "D1", "review_on": "2026-06-01"}
    Cohort.objects.create(**needs).places.create(person=awa, days=3, joined_on="2026-02-01")
    walk = Rehearsal.objects.create(person=awa, version=factories.application().version)
    walk.notes.create(stop="appel", felt="Un peu perdue.")

    given = json.loads(box_of(client, awa).read("ce-que-j-ai-donne.json"))

    assert given["Vos savoir-faire"][0]["savoir-faire"] == Craft.labels[0]
    assert given["Vos places dans un groupe"][0]["jours par mois"] == 3
    assert given["Vos arrivées vécues"][0]["ce que j’ai ressenti"] == "Un peu perdue."


def test_the_copy_of_one_holds_nothing_of_another(client):
    whole.somebody(email="ousmane@exemple.fr")
    noemie = factories.application(person=people.person("Noémie", "Perrin"))

    words = told(box_of(client, noemie.person))

    assert whole.PHRASE not in words
    assert "ousmane" not in words


def test_only_the_fact_of_the_copy_is_written(client):
    noemie = whole.somebody()

    box_of(client, noemie.person)

    last = list(history(noemie.person))[-1]
    assert (last.sentence, last.details) == ("a pris une copie de ses données", {})


def test_a_copy_stays_in_no_cache_and_is_not_made_again_and_again(client):
    client.force_login(people.person())

    answer, *others = [client.post(f"{PAGE}copie/") for _ in range(4)]

    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="mes-donnees-')
    assert [other.status_code for other in others] == [200, 200, 429]


# --- erasure ---


def test_the_page_says_what_goes_and_what_stays(client):
    noemie = whole.somebody()
    client.force_login(noemie.person)

    page = client.get(f"{PAGE}effacement/").content.decode()

    for goes in ("1 candidature envoyée", "1 réaction à l’appel", "1 lecture écrite de vous"):
        assert goes in page.replace("\u00a0", " ")
    for stays in ("La preuve minimale", "5 ans", "De quoi compter"):
        assert stays in page.replace("\u00a0", " ")


def test_without_the_word_nothing_is_erased(client):
    noemie = whole.somebody()
    client.force_login(noemie.person)

    answer = client.post(f"{PAGE}effacement/", {"word": "oui"})

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.content.decode()
    assert Application.objects.get().state == State.DECLINED


def test_with_the_word_everything_goes_at_once_and_the_person_is_out(client):
    noemie = whole.somebody()
    client.force_login(noemie.person)

    answer = client.post(f"{PAGE}effacement/", {"word": " « Effacer » "})

    assert (answer.status_code, answer.url) == (302, f"{PAGE}effacees/")
    assert "C’est effacé" in client.get(answer.url).content.decode()
    assert Application.objects.get().state == State.ERASED
    assert client.get(PAGE).status_code == 302


def test_a_member_stays_in_and_keeps_their_account(client):
    member = people.member()
    factories.application(State.INVITED, person=member)
    client.force_login(member)

    client.post(f"{PAGE}effacement/", {"word": "effacer"})

    assert Application.objects.get().state == State.ERASED
    assert Person.objects.get(pk=member.pk).full_name == "Mehdi Zerrouki"
    assert client.get(PAGE).status_code == 200


def test_while_it_is_held_one_asks_and_it_is_kept_in_mind(client):
    noemie = whole.somebody()
    retention.hold(noemie, by=people.founder(), at=NOON, why="Une plainte est déposée.")
    client.force_login(noemie.person)

    page = client.get(PAGE).content.decode()
    client.post(f"{PAGE}effacement/", {"word": "effacer"})

    assert "Une plainte est déposée." in page
    assert Application.objects.get().state == State.DECLINED
    assert DataRequest.objects.get().kind == DataRequest.Kind.ERASURE


def test_the_last_letter_really_leaves_then_the_address_is_nowhere(client):
    noemie = whole.somebody(email="depart@exemple.fr")
    whole.all_sent()
    client.force_login(noemie.person)
    client.post(f"{PAGE}effacement/", {"word": "effacer"})
    mail.outbox.clear()

    deliver_due()
    forget_addresses()

    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["depart@exemple.fr"], "Vos données sont effacées")
    ]
    assert not Letter.objects.filter(to="depart@exemple.fr").exists()
    assert whole.where_it_stands("depart@exemple.fr") == {"Proof"}


def test_a_member_reads_what_stays_and_where_the_rest_is_taken_back(client):
    client.force_login(people.member())

    erasure, mine = client.get("/mes-donnees/effacement/").text, client.get("/mes-donnees/").text

    assert "Effacer votre candidature" not in erasure
    assert "se retirent un à un" in erasure
    assert "le registre des membres reste" in mine
    assert "Ce que les membres voient de vous repose aussi sur votre accord" in mine


def test_what_is_frozen_is_said_frozen_beside_the_day_it_would_go(client):
    mine = factories.application(State.WITHDRAWN)
    Person.objects.filter(pk=mine.person_id).update(frozen_since=NOON)
    client.force_login(mine.person)

    page = client.get("/mes-donnees/").text

    assert "vous avez gelé vos données" in page
    assert "vous nous avez demandé quelque chose" not in page
