"""The page of an election at each step, for who facilitates, who takes part, and who looks on."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coopstudio.french.typography import tidy
from coopstudio.mail.models import Letter
from governance.actions import consents, elections
from governance.actions.elections.agreeing import ROLE, SECRECY
from governance.elections import room
from governance.models import CircleRole, Election, Mandate
from governance.states import ElectionState, OfficeKind
from tests.governance.elections.story import (
    LATER,
    REASON,
    a_circle,
    all_agree,
    at_ballots,
    confirmed,
    consent_seats,
    elected,
    everybody_consents,
    fold,
    folded,
    fresh,
    lead,
    opened,
    opened_ballots,
    proposed,
    role_of,
    seats,
)
from tests.governance.factories import AT, circle, entrust, people_of
from tests.members.factories import administrator, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
NEVER = re.compile(r"\b(?:votes?|voter|majorit|veto|abstention|supérieur|inférieur|gagnant)", re.I)
WORDS = re.compile(r"<main.*</main>", re.S)


@pytest.fixture
def that_day(time_machine):
    time_machine.move_to(LATER, tick=False)


def page(client, election, who):
    client.force_login(who)
    answer = client.get(election.get_absolute_url())
    assert answer.status_code == 200
    return answer.text


def post(client, election, who, name, sent=None, **parts):
    client.force_login(who)
    address = reverse(f"governance:{name}", kwargs={"pk": election.pk, **parts})
    return client.post(address, sent or {})


def questions(asked):
    """What PostgreSQL was asked, the marks of transactions left out."""
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


STEPS = {
    "preparation": lambda election: election,
    "ballots": at_ballots,
    "nominations": opened_ballots,
    "confirmations": confirmed,
    "consent": proposed,
    "done": elected,
}


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_a_page_for_everybody_of_the_house(client, step):
    election = STEPS[step](opened(a_circle(3)))

    for who in [*people_of(election.circle), member("Lan")]:
        text = page(client, election, who)
        assert election.state == step
        assert NEVER.findall(re.sub(r"<[^>]+>", " ", WORDS.search(text)[0])) == []
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_a_large_circle_begins_in_groups_and_every_ballot_stays(client, monkeypatch):
    election = opened_ballots(opened(a_circle(3)))
    fleur = people_of(election.circle)[0]
    shown = {}
    for large in (3, 2):
        monkeypatch.setattr(room, "LARGE", large)
        shown[large] = "par petits groupes" in page(client, election, fleur)

    assert shown == {3: False, 2: True}


def test_strangers_and_machines_find_nothing(client):
    election = at_ballots()

    for who in (person("Noémie"), administrator()):
        client.force_login(who)
        assert client.get(election.get_absolute_url()).status_code == 404
        assert client.get(reverse("governance:elections")).status_code == 404


def test_only_the_facilitator_is_offered_the_gestures_that_move_the_steps(client):
    election = opened()
    fleur, thomas, _ = people_of(election.circle)

    assert "Commencer par le rôle" in page(client, election, fleur)
    assert "Commencer par le rôle" not in page(client, election, thomas)
    assert post(client, election, thomas, "election_start").status_code == 422
    assert fresh(election).state == ElectionState.PREPARATION


def test_a_ballot_starts_blank_and_says_who_may_not_be_named(client):
    parent = a_circle()
    people = people_of(parent)
    child = circle("Accueil", people=people, parent=parent)
    entrust(people[0], child, OfficeKind.LEADER)
    election = at_ballots(opened(child, role=role_of(child, OfficeKind.DELEGATE)))

    text = page(client, election, people[1])

    assert 'type="radio" name="person"' in text
    assert "checked" not in text
    assert "Fleur Roux tient le premier lien" in text


def test_a_ballot_without_a_reason_is_refused_and_nothing_typed_is_lost(client):
    election = at_ballots()
    fleur, thomas, _ = people_of(election.circle)

    answer = post(client, election, fleur, "ballot", {"person": thomas.pk, "reason": ""})

    assert answer.status_code == 422
    assert "<title>Erreur :" in tidy(answer.text).replace("\u00a0", " ")
    assert re.search(rf'value="{thomas.pk}"[^>]*checked', answer.text)
    assert not folded(election).exists()


def test_a_folded_ballot_is_not_shown_again_to_who_folded_it(client):
    election = at_ballots()
    fleur, thomas, _ = people_of(election.circle)

    answer = post(client, election, fleur, "ballot", {"person": thomas.pk, "reason": REASON})

    assert answer.url == election.get_absolute_url()
    text = page(client, election, fleur)
    assert "Votre bulletin est plié" in text
    assert REASON.split(",")[0] not in text
    assert "checked" not in text


def test_the_urn_says_how_many_and_who_is_awaited(client):
    election = at_ballots()
    first, second, _ = seats(election)
    fold(election, first, second.person)

    text = page(client, election, second.person)

    assert "1 sur 3" in text
    assert text.count("bulletin déposé, plié") == 1


def test_the_grid_says_who_names_whom_in_the_order_of_the_seats_and_counts_nothing(client):
    """E5."""
    election = opened_ballots(names=[2, 1, 2])
    fleur, thomas, aicha = people_of(election.circle)

    text = WORDS.search(page(client, election, fleur))[0]

    rows = re.findall(r'<th scope="row">([^<]+)</th>', text)
    columns = re.findall(r'go-grid__to">.*?</span>([^<]+)</th>', text)
    assert rows == [f"{one}" for one in (fleur, thomas, aicha)]
    assert columns == [thomas.first_name, aicha.first_name]
    assert re.findall(r"\b\d+ (nominations|fois|bulletins)\b", text) == []


def test_names_said_as_often_are_told_apart_by_nobody_but_who_words_the_proposal(client):
    """E10: a tie is computed by nothing: no name is chosen beforehand, none comes first."""
    election = confirmed(names=[1, 2, 0])
    elections.call_for_proposal(election, by=lead(election), at=LATER)

    asked = page(client, election, lead(election))
    names = re.findall(r'name="person"[^>]*value="(\d+)"([^>]*)', asked)
    assert [int(key) for key, _more in names] == [one.pk for one in people_of(election.circle)]
    assert not any("checked" in more for _key, more in names)


def test_unsigned_reasons_are_read_without_a_name_and_with_the_warning(client):
    election = opened()
    elections.ask(election, by=lead(election), at=AT, subject=SECRECY)
    election = opened_ballots(all_agree(election), names=[1, 2, 1])

    text = page(client, election, people_of(election.circle)[0])

    assert "Raisons non signées" in text
    assert "s’écarte de la méthode" in text
    assert 'scope="row"' not in text


def test_who_facilitates_and_is_named_is_told_so(client):
    election = opened_ballots(names=[0, 0, 0])

    assert "Un nom qui vous touche" in page(client, election, lead(election))


def test_who_is_asked_to_word_the_proposal_finds_where_to(client):
    election = confirmed(names=[0, 0, 0], is_async=True)
    fleur, thomas, _ = people_of(election.circle)
    elections.entrust_wording(election, by=fleur, at=AT, to=thomas)

    words = page(client, election, thomas)
    post(client, election, thomas, "election_call")

    assert "Formuler la proposition" in words
    assert "Votre proposition, " in page(client, election, thomas)
    assert Letter.objects.get(kind="governance.wording_asked").to == thomas.letterbox


def test_a_poll_answers_in_two_questions_while_nothing_moved(client):
    election = at_ballots()
    client.force_login(people_of(election.circle)[1])
    address = reverse("governance:election_pulse", args=[election.pk])
    client.get(address)

    beat = fresh(election).beat
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, {"b": beat})

    assert answer.status_code == 204
    assert questions(asked) == 2
    assert client.get(address, {"b": 0}).status_code == 200


@pytest.mark.parametrize("step", ["preparation", "ballots", "nominations", "consent"])
def test_the_page_asks_as_few_questions_for_nine_people_as_for_three(client, step):
    few = STEPS[step](opened(a_circle(3, name="Trois")))
    many = STEPS[step](opened(a_circle(8, name="Huit")))
    counts = []
    for election in (few, many):
        client.force_login(people_of(election.circle)[1])
        client.get(election.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(election.get_absolute_url())
        counts.append(questions(asked))

    assert counts[0] == counts[1] <= MOST[step]


MOST = {"preparation": 7, "ballots": 9, "nominations": 9, "consent": 11}


def test_the_list_asks_as_few_questions_for_thirty_elections_as_for_one(client):
    made = a_circle()
    client.force_login(people_of(made)[0])
    counts = []
    for number in (1, 30):
        while Election.objects.count() < number:
            name = f"Rôle {Election.objects.count()}"
            role = CircleRole.objects.create(circle=made, kind=OfficeKind.ROLE, name=name)
            opened(made, role=role)
        client.get(reverse("governance:elections"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("governance:elections"))
        counts.append(questions(asked))

    assert counts[0] == counts[1] <= 8


# --- opening, and the whole way by its pages ---


def test_who_may_not_open_an_election_is_told_who_may(client):
    made = a_circle()
    client.force_login(people_of(made)[1])

    text = client.get(reverse("governance:new_election", args=[made.pk])).text

    assert "Qui ouvre une élection" in text
    assert f"{people_of(made)[0]}" in text
    client.force_login(member("Lan"))
    assert client.get(reverse("governance:new_election", args=[made.pk])).status_code == 404


def test_a_vacant_role_and_a_mandate_near_its_end_come_first(client):
    made = a_circle()
    entrust(people_of(made)[1], made, OfficeKind.SECRETARY, until=date(2026, 11, 3))
    role_of(made, OfficeKind.LOG_KEEPER)
    client.force_login(people_of(made)[0])

    text = tidy(client.get(reverse("governance:new_election", args=[made.pk])).text)

    assert re.search(r"se termine le 3\snovembre\s2026", text)
    assert text.index("personne ne tient ce rôle") < text.index("mandat en cours")


def test_several_roles_open_several_elections(client):
    made = a_circle()
    chosen = [role_of(made, kind).pk for kind in (OfficeKind.SECRETARY, OfficeKind.LOG_KEEPER)]
    client.force_login(people_of(made)[0])

    answer = client.post(
        reverse("governance:new_election", args=[made.pk]), {"roles": chosen, "months": "6"}
    )

    assert answer.url == reverse("governance:elections")
    assert {one.months for one in Election.objects.all()} == {6}


def test_the_whole_way_by_its_pages(client):  # noqa: PLR0915 (a story)
    made = a_circle()
    fleur, thomas, aicha = people_of(made)
    role = role_of(made)
    client.force_login(fleur)
    opening = reverse("governance:new_election", args=[made.pk])
    client.post(opening, {"roles": [role.pk], "months": "12"})
    election = Election.objects.get()

    def go(who, name, sent=None, **parts):
        answer = post(client, election, who, name, sent, **parts)
        assert answer.status_code == 302, answer.text
        return fresh(election)

    go(fleur, "election_story", {"words": "On écoute, on écrit, on relit."})
    frame = {"description": "Tenir le journal de bord.", "months": "12"}
    go(fleur, "election_frame", frame)
    go(fleur, "election_start")
    go(fleur, "election_question", {"sujet": "role"})
    for who in (fleur, thomas, aicha):
        go(who, "election_answer", {"answer": "consent"})
    go(fleur, "criteria_round")
    go(fleur, "criteria", {"criteria": "Écrire sans tordre\nÊtre là le jeudi"})
    go(thomas, "criteria", {"passe": "1"})
    go(aicha, "criteria", {"criteria": "Savoir relire"})
    go(fleur, "criterion", criterion=election.criteria.first().pk)
    go(fleur, "election_question", {"sujet": "criteres"})
    for who in (fleur, thomas, aicha):
        go(who, "election_answer", {"answer": "consent"})
    go(fleur, "ballots")
    go(fleur, "ballot", {"person": thomas.pk, "reason": REASON})
    go(thomas, "ballot", {"person": aicha.pk, "reason": REASON})
    go(fleur, "unfolding", {"named": "on", "missing": [aicha.pk]})
    go(fleur, "confirmations")
    for who in (fleur, thomas, aicha):
        go(who, "ballot", {"person": thomas.pk, "reason": "En écoutant."})
    go(fleur, "election_call")
    proposal = {"person": thomas.pk, "until": "05/10/2027", "reason": "Le critère A."}
    assert go(fleur, "election_proposal", proposal).state == ElectionState.CONSENT
    everybody_consents(election.proposals.get())

    assert Mandate.objects.get(election=election).person == thomas
    assert "tient ce rôle" in page(client, election, aicha)


def test_another_name_and_other_ends_by_their_pages(client):
    election = proposed()
    fleur, thomas, aicha = people_of(election.circle)

    assert post(client, election, fleur, "another_name", {"reason": ""}).status_code == 422
    post(client, election, fleur, "another_name", {"reason": "Pas cette année."})
    assert fresh(election).state == ElectionState.PROPOSAL
    post(client, election, fleur, "election_wording", {"to": aicha.pk})
    assert fresh(election).asked == aicha
    post(client, election, fleur, "election_facilitation", {"to": thomas.pk})
    assert fresh(election).facilitator == thomas
    post(client, election, thomas, "election_postponing", {"to": "05/11/2026", "reason": "Après."})
    assert fresh(election).state == ElectionState.POSTPONED
    assert "Reportée au" in page(client, election, aicha)
    post(client, election, thomas, "election_resuming")
    post(client, election, thomas, "election_no_result", {"reason": "On cherche ailleurs."})
    assert fresh(election).state == ElectionState.NO_RESULT
    assert "On cherche ailleurs." in page(client, election, fleur)


def test_the_consent_of_the_proposal_is_seen_on_the_page_of_the_election(client):
    election = proposed()
    text = page(client, election, people_of(election.circle)[0])

    assert "À Fleur" in text
    assert election.proposals.get().get_absolute_url() in text
    assert len(consent_seats(election.proposals.get())) == text.count('class="go-round__seat')


def test_the_person_proposed_is_told_that_their_turn_comes_last(client):
    """E7: their answer is asked once everybody has spoken, and not before."""
    text = proposed().proposals.get()
    client.force_login(text.about_person)
    *others, last = consent_seats(text)

    assert "vous parlez après les autres" in client.get(text.get_absolute_url()).text
    for seat in others:
        consents.consent(seat, by=seat.person, at=LATER)

    assert last.person == text.about_person
    assert "vous parlez après les autres" not in client.get(text.get_absolute_url()).text


def test_the_words_of_the_role_are_read_where_the_circle_consents_to_them(client):
    election = opened(a_circle(3))
    elections.recall(election, by=lead(election), at=AT)
    Election.objects.filter(pk=election.pk).update(description="Écrire, convoquer, relire.")
    elections.ask(fresh(election), by=lead(election), at=AT, subject=ROLE)

    asked = page(client, election, people_of(election.circle)[1])
    slip = asked[asked.index('aria-labelledby="t-reponse"') :].partition("</form>")[0]
    assert "Écrire, convoquer, relire." in slip


def test_naming_somebody_better_is_told_to_be_a_preference(client):
    """E6: the form of an objection to a name compares nobody; the person proposed is asked what
    they would need."""
    text = proposed().proposals.get()
    first, *_others, last = consent_seats(text)

    for seat, says in ((first, "personne n’est comparé"), (last, "De quoi auriez-vous besoin")):
        client.force_login(seat.person)
        there = reverse("governance:objecting", args=[text.pk, seat.pk])
        assert says in client.get(there).text
