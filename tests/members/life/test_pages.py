"""« Mon adhésion », the page of a life, what is written there, and who may read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.actions.life import excluding
from members.models import Exclusion, FormalNotice, MembershipFact
from members.views.life.acts import ACTS
from tests.members.factories import founder, member, person, secretary, treasurer
from tests.members.fees.factories import call
from tests.members.life.factories import accuse, at, belonging, keeper, resign, rules

pytestmark = pytest.mark.django_db
MINE = "/adhesion/"
LONG_AGO = timezone.localdate() - timedelta(days=60)


def today():
    return timezone.localdate()


def page_of(someone):
    return f"/registre/{someone.pk}/"


def decision(**more):
    return {
        "organ": "conseil d’administration",
        "decided_on": f"{today()}",
        "reference": "point 3",
    } | more


@pytest.fixture
def blaise(client):
    blaise = secretary()
    client.force_login(blaise)
    return blaise


# --- the treasurer ---


def test_the_treasurer_reads_no_words_and_every_departure_alike(client):
    rules()
    blaise, pages = keeper(), {}
    gone = member("Partie", "Ailleurs").memberships.get()
    resign(gone, on=today() - timedelta(days=60), words="Je m’en vais fâchée.")
    out = member("Exclue", "Dehors").memberships.get()
    out.facts.create(kind="excluded", since=LONG_AGO, until=LONG_AGO)
    out.ended_on = LONG_AGO
    out.save(update_fields=["ended_on"])
    client.force_login(treasurer())

    for one in (gone, out):
        pages[one] = client.get(page_of(one.person)).text

    assert "fâchée" not in pages[gone]
    for page in pages.values():
        assert "Adhésion ancienne" in page
        assert "Dernier jour" in page
        assert not any(word in page for word in ("émission", "xclusion"))
    client.force_login(blaise)
    assert "fâchée" in client.get(page_of(gone.person)).text


# --- my own ---


def test_my_membership_tells_its_facts(client):
    mine = belonging()
    client.force_login(mine.person)

    page = client.get(MINE)

    assert "Vous êtes des nôtres" in page.text
    assert "procès-verbal 2026-03" in page.text
    assert "Quitter l’association" in page.text


def test_one_leaves_with_one_button_once_it_is_sure(client):
    mine = belonging()
    client.force_login(mine.person)

    unsure = client.post("/adhesion/depart/", {"wished": ""})
    sent = client.post("/adhesion/depart/", {"wished": "", "sure": "on"}, follow=True)

    assert unsure.status_code == 422
    assert "Cochez la case" in unsure.text
    assert "Votre démission est reçue" in sent.text
    assert mine.facts.get().until == today() + timedelta(days=30)
    assert client.get("/adhesion/depart/").status_code == 404


def test_what_is_left_is_shown_before_and_after(client):
    mine = belonging(founder())
    client.force_login(mine.person)

    assert "Fonction : fondation" in client.get("/adhesion/depart/").text.replace("\u00a0", " ")
    resign(mine, on=today())
    assert "Rien de ceci ne retient le départ" in client.get(MINE).text


def test_a_pause_is_asked_with_its_days_and_nothing_else(client):
    mine = belonging()
    client.force_login(mine.person)

    wrong = client.post("/adhesion/pause/", {"since": "2030-01-02", "until": "2030-01-01"})
    sent = client.post("/adhesion/pause/", {"since": f"{today()}", "until": ""}, follow=True)

    assert wrong.status_code == 422
    assert "Votre demande de pause est arrivée" in sent.text
    assert mine.facts.get().kind == "leave_asked"


def test_who_never_was_a_member_has_nothing_to_leave(client):
    client.force_login(person())

    for path in ("/adhesion/depart/", "/adhesion/pause/", "/adhesion/procedure/"):
        assert client.get(path).status_code == 404


def test_a_former_member_reads_when_it_ended(client):
    rules()
    client.force_login(member(until=today() - timedelta(days=3)))

    page = client.get(MINE)

    assert "Votre adhésion a pris fin" in page.text
    assert "Prendre une copie" in page.text


# --- a life, for those who keep the register ---


@pytest.mark.parametrize(("who", "status"), [(founder, 200), (treasurer, 200), (member, 404)])
def test_a_life_is_read_by_those_who_keep_it(client, who, status):
    mine = belonging()
    client.force_login(who("Zita", "Bonnet"))

    assert client.get(page_of(mine.person)).status_code == status


def test_the_treasurer_reads_but_does_not_write(client):
    mine = belonging()
    client.force_login(treasurer())

    assert "Inscrire ce qui arrive" not in client.get(page_of(mine.person)).text
    assert client.get(f"{page_of(mine.person)}acte/demission/").status_code == 404


@pytest.mark.parametrize(
    ("name", "sent", "kind"),
    [
        ("demission", {"received_on": "today", "words": "Je pars."}, "resigned"),
        ("pause", decision(since="today", until=""), "leave"),
        ("suspension", decision(since="today", until="", words="Article 4."), "suspension"),
        ("deces", {"died_on": "today", "kin": ""}, "died"),
    ],
)
def test_each_act_is_written_from_its_page(client, blaise, name, sent, kind):
    mine = belonging()
    path = f"{page_of(mine.person)}acte/{name}/"
    sent = {key: f"{today()}" if word == "today" else word for key, word in sent.items()}

    assert client.get(path).status_code == 200
    refused = client.post(path, {})
    done = client.post(path, sent, follow=True)

    assert refused.status_code == 422
    assert "<title>Erreur" in refused.text
    assert ACTS[name].done.split(",")[0] in done.text
    assert mine.facts.get().kind == kind


def test_a_suspension_is_lifted_from_its_page(client, blaise):
    mine = belonging()
    written = f"{page_of(mine.person)}acte/"
    client.post(f"{written}suspension/", decision(since=f"{today()}", until="", words="Article 4."))

    shown = client.get(f"{written}levee/")
    refused = client.post(f"{written}levee/", {})
    done = client.post(f"{written}levee/", decision(on=f"{today()}"), follow=True)

    assert "L’organe qui a suspendu décide aussi de la fin" in shown.text
    assert refused.status_code == 422
    assert "<title>Erreur" in refused.text
    assert "La suspension est levée" in done.text
    assert [one.kind for one in mine.facts.order_by("pk")] == ["suspension", "resumed"]
    assert client.get(f"{written}levee/").status_code == 404


def test_the_page_of_an_act_says_of_whom_it_is_written(client, blaise):
    mine = belonging()

    page = client.get(f"{page_of(mine.person)}acte/pause/")

    assert "Ce que dit le registre" in page.text
    assert str(mine.person) in page.text


def test_an_act_that_is_not_possible_has_no_page(client, blaise):
    mine = belonging()

    for name in ("retour", "demission-reprise", "pause-refusee", "inconnu"):
        assert client.get(f"{page_of(mine.person)}acte/{name}/").status_code == 404


def test_one_s_own_page_offers_no_act(client, blaise):
    rules()
    page = client.get(page_of(blaise))

    assert "C’est votre propre page" in page.text
    assert "Inscrire ce qui arrive" not in page.text


def test_a_mistake_is_undone_by_a_line_that_says_so(client, blaise):
    mine = belonging()
    fact = resign(mine, on=today(), by=blaise)

    client.post(f"{page_of(mine.person)}annulation/{fact.pk}/")

    assert "annulée" in client.get(page_of(mine.person)).text
    assert list(MembershipFact.objects.values_list("kind", flat=True)) == ["resigned", "reversed"]


def test_a_mistake_is_undone_by_who_keeps_the_register_and_by_nobody_else(client, blaise):
    mine = belonging()
    resign(mine, on=today(), by=blaise)
    offered = "Annuler cette inscription"

    assert offered in client.get(page_of(mine.person)).text
    client.force_login(treasurer())
    assert offered not in client.get(page_of(mine.person)).text
    client.force_login(mine.person)
    assert offered not in client.get(MINE).text


def test_the_word_of_a_person_is_not_for_others_to_undo(client, blaise):
    mine = belonging()
    resign(mine, on=today())

    assert "Annuler cette inscription" not in client.get(page_of(mine.person)).text


def test_a_long_life_costs_what_a_short_one_does(client, blaise, django_assert_max_num_queries):
    mine = belonging()
    client.get(page_of(mine.person))
    for _ in range(15):
        fact = resign(mine, on=today(), by=blaise)
        client.post(f"{page_of(mine.person)}annulation/{fact.pk}/")

    with django_assert_max_num_queries(12):
        client.get(page_of(mine.person))


# --- a formal notice, from proposal to letter ---


def test_a_notice_goes_from_the_treasurer_to_the_secretary(client):
    helene, blaise, mine = treasurer(), keeper(), belonging()
    call(mine.person)

    client.force_login(helene)
    proposed = client.post(f"{page_of(mine.person)}mise-en-demeure/", follow=True)
    notice = FormalNotice.objects.first()
    if notice is None:
        pytest.skip(f"not late yet: {proposed.status_code}")
    assert "Signer et envoyer" not in proposed.text
    client.force_login(blaise)
    client.post(f"/mises-en-demeure/{notice.pk}/signature/", {"letter_number": ""})

    notice.refresh_from_db()
    assert notice.state == "signed"


# --- a procedure, behind its own door ---


def test_a_procedure_is_opened_sent_and_decided(client, blaise):
    mine = belonging()
    path = f"{page_of(mine.person)}exclusion/"

    client.post(path, {"grievances": "Le 3 mai."})
    client.post(f"{path}send/", {"hearing_at": "", "place": ""})
    early = client.get(path)
    Exclusion.objects.update(sent_on=today() - timedelta(days=16),
                             defence_until=today() - timedelta(days=1))  # fmt: skip
    missing = client.post(f"{path}maintain/", decision(reasons="x"))
    client.post(f"{path}maintain/", decision(reasons="Rien à retenir.", absent="on"))

    assert "Inscrire la décision" not in early.text
    assert missing.status_code == 422
    assert "Nul ne siège dans sa propre affaire" in missing.text
    assert Exclusion.objects.get().state == "maintained"


def test_the_person_reads_the_grievances_and_answers(client):
    mine = belonging()
    accuse(mine, keeper(), on=today())
    client.force_login(mine.person)

    assert 'href="/adhesion/procedure/"' in client.get("/accueil/").text
    assert "emportés" in client.get("/adhesion/procedure/").text
    client.post("/adhesion/procedure/", {"words": "Je les ai rendus."})

    assert 'href="/adhesion/procedure/"' not in client.get("/accueil/").text
    assert Exclusion.objects.get().defence == "Je les ai rendus."


def test_once_heard_no_hearing_is_told_as_to_come(client):
    mine, blaise = belonging(), keeper()
    accuse(mine, blaise, on=today(), hearing="en salle du bas")
    client.force_login(mine.person)
    before = client.get("/adhesion/procedure/").text
    Exclusion.objects.update(heard_on=today())

    after = client.get("/adhesion/procedure/").text

    assert "salle du bas" in before
    assert "salle du bas" not in after
    assert "votre audition a eu lieu le" in after


@pytest.mark.parametrize("at_hour", ["07:00", "23:00"])
def test_a_hearing_of_tomorrow_is_set_with_a_word_of_caution(client, blaise, at_hour):
    mine = belonging()
    accuse(mine, keeper(), on=today())
    tomorrow = f"{today() + timedelta(days=1)}T{at_hour}"
    path = f"{page_of(mine.person)}exclusion/hearing/"

    page = client.post(path, {"hearing_at": tomorrow, "place": "ici"}, follow=True)

    assert "L’audition est fixée" in page.text
    assert "laisse au moins" in page.text


@pytest.mark.parametrize("who", [treasurer, member])
def test_nobody_else_sees_that_there_is_a_procedure(client, who):
    mine = belonging()
    accuse(mine, keeper(), on=today())
    client.force_login(who("Zita", "Bonnet"))

    assert client.get(f"{page_of(mine.person)}exclusion/").status_code == 404
    assert "rocédure" not in client.get(page_of(mine.person)).text


def test_a_keeper_reads_their_own_case_as_its_person_only(client):
    mine = belonging(founder())
    excluding.open_case(mine, by=keeper(), at=at(), grievances="x")
    client.force_login(mine.person)

    assert client.get(f"{page_of(mine.person)}exclusion/").status_code == 404
    assert "rocédure" not in client.get(page_of(mine.person)).text


@pytest.mark.parametrize("who", [secretary, treasurer, founder])
def test_who_only_candidates_is_nobody_in_the_register(client, who):
    """An address that one guesses tells no keeper who candidates."""
    noemie = person("Noémie", "Perrin", phone="+33612345678")
    client.force_login(who())

    for page in ("", "exclusion/", "acte/deces/"):
        answer = client.get(f"/registre/{noemie.pk}/{page}")
        assert answer.status_code == 404
        assert "Perrin" not in answer.text
