"""Visits to other cooperatives: told, shared, heard with an agreement; what is drawn from them."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from coopstudio.search.api import found_by
from members.actions import encounters
from members.demo.encounters import SOLSTICE
from members.encounters.journal import harvest
from members.models import Drawn, Encounter, HostWords
from members.states import Fruit, HostAgreement
from tests.members.factories import founder, member, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
FACTS = {
    "name": "Le Fournil",
    "met_on": date(2026, 11, 12),
    "town": "Seurre",
    "lead": "On y décide au comptoir.",
    "story": "Neuf personnes autour du pétrin.",
    "figures": ["9 salariés", "environ 2,3 M€ de chiffre d’affaires", "des chats"],
    "themes": ["gouvernance"],
}


@pytest.fixture
def lan():
    return member("Lan", "Nguyễn")


@pytest.fixture
def met(lan):
    return encounters.write(by=lan, at=NOW, **FACTS)


@pytest.fixture
def shared(met, lan):
    return encounters.share(met, by=lan, at=NOW)


def words(met, lan, **facts):
    said = {"words": "Le pain n’attend pas.", "who": "la boulangère"}
    return encounters.keep_words(met, by=lan, at=NOW, **said | facts)


def page(client, who, name, *args, **query):
    client.force_login(who)
    return client.get(reverse(f"members:{name}", args=args), query)


def test_whoever_writes_took_part(met, lan):
    assert list(met.people.all()) == [lan]


def test_a_draft_is_read_by_those_who_were_there_and_nobody_else(client, met, lan):
    odile = member("Odile")

    assert page(client, lan, "encounter", met.pk).status_code == 200
    assert page(client, odile, "encounter", met.pk).status_code == 404
    assert page(client, odile, "encounters").context["journal"].rows == []


def test_what_is_shared_is_read_by_members_and_founders_only(client, shared):
    assert page(client, member("Odile"), "encounter", shared.pk).status_code == 200
    assert page(client, founder(), "encounter", shared.pk).status_code == 200
    assert page(client, person("Camille"), "encounter", shared.pk).status_code == 404


def test_a_visit_is_shared_once(shared, lan):
    with pytest.raises(encounters.AlreadyShared):
        encounters.share(shared, by=lan, at=NOW)


def test_only_those_who_were_there_take_the_text_up_again(client, shared, lan):
    assert page(client, member("Odile"), "encounter_text", shared.pk).status_code == 404
    assert page(client, lan, "encounter_text", shared.pk).status_code == 200


def test_figures_are_read_as_a_number_and_what_it_counts(met):
    assert met.counted == [
        ("9", "salariés"),
        ("environ 2,3 M€", "de chiffre d’affaires"),
        ("", "des chats"),
    ]


def test_words_wait_for_the_agreement_of_who_said_them(client, shared, lan):
    kept = words(shared, lan)
    odile = member("Odile")
    before = page(client, odile, "encounter", shared.pk).content.decode()

    encounters.agree(kept, by=lan, on=date(2026, 11, 19), how="par e-mail")

    after = page(client, odile, "encounter", shared.pk).content.decode()
    assert ("pain n’attend pas" in before, "pain n’attend pas" in after) == (False, True)
    with pytest.raises(encounters.AlreadyAgreed):
        encounters.agree(kept, by=lan, on=date(2026, 11, 19), how="encore")


def test_an_agreement_says_how_it_was_given(shared, lan):
    with pytest.raises(IntegrityError), transaction.atomic():
        words(shared, lan, agreement=HostAgreement.GIVEN, agreed_on=date(2026, 11, 19))


def test_words_that_their_speaker_prefers_to_take_back_are_gone(client, shared, lan):
    kept = words(shared, lan)
    client.force_login(lan)

    client.post(reverse("members:host_agreement", args=[shared.pk, kept.pk]), {"remove": "1"})

    assert not HostWords.objects.exists()


def test_words_that_nobody_agreed_to_are_refused_without_their_way(client, shared, lan):
    client.force_login(lan)
    typed = {"words": "Oui.", "who": "quelqu’un", "agreement": "given"}

    answer = client.post(reverse("members:host_words", args=[shared.pk]), typed)

    assert answer.status_code == 422
    assert "Quel jour cet accord a-t-il été donné" in answer.content.decode()


def test_nothing_is_drawn_from_a_draft(met, lan):
    with pytest.raises(encounters.NotSharedYet):
        encounters.draw(met, by=lan, at=NOW, kind=Fruit.NEED, title="Apprendre")


@pytest.mark.parametrize("kind", Fruit.values)
def test_a_fruit_leads_back_to_its_encounter(client, shared, lan, kind):
    client.force_login(lan)

    client.post(
        reverse("members:drawing", args=[shared.pk]),
        {"kind": kind, "title": "Décider debout", "craft": "finance"},
    )

    drawn = Drawn.objects.get()
    back = reverse("members:encounter", args=[shared.pk])
    assert (drawn.encounter, drawn.craft) == (shared, "finance" if kind == "need" else "")
    assert back in page(client, lan, "fruits", nature=kind).content.decode()


def test_a_need_of_a_craft_leads_to_who_could_meet_it(client, shared, lan):
    told = {"by": lan, "at": NOW, "kind": Fruit.NEED}
    encounters.draw(shared, **told, title="Lire un bilan", craft="finance")
    encounters.draw(shared, **told, title="Une salle")

    assert [bool(taken) for _one, taken in harvest(lan)] == [False, True]
    assert reverse("members:learning_needs") in page(client, lan, "fruits", nature="need").text


def test_what_was_drawn_elsewhere_from_a_draft_of_others_is_not_told(met, lan):
    assert harvest(member("Odile")) == []


def test_members_are_named_as_one_names_them(client, lan):
    odile = member("Odile", "D’Almeida")
    client.force_login(lan)
    typed = {**FACTS, "figures": "9 salariés", "themes": "Gouvernance, rythme"}

    client.post(reverse("members:new_encounter"), typed | {"people": "odile d’almeida"})

    met = Encounter.objects.get()
    assert set(met.people.all()) == {lan, odile}
    assert met.themes == ["gouvernance", "rythme"]


@pytest.mark.parametrize(
    ("people", "says"),
    [("Zoé Inconnue", "Aucun membre ne s’appelle"), ("Jo Roy", "Plusieurs membres s’appellent")],
)
def test_a_name_that_nobody_or_two_bear_is_told(client, lan, people, says):
    member("Jo", "Roy"), member("Jo", "Roy")
    client.force_login(lan)
    typed = {**FACTS, "figures": "", "themes": "", "people": people}

    answer = client.post(reverse("members:new_encounter"), typed)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Neuf personnes autour du pétrin." in answer.content.decode()


def test_a_visit_of_tomorrow_is_not_told_yet(client, lan):
    client.force_login(lan)
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    typed = {**FACTS, "figures": "", "themes": "", "met_on": f"{tomorrow}"}

    assert client.post(reverse("members:new_encounter"), typed).status_code == 422


def test_the_journal_is_searched_and_narrowed_by_theme(client, shared, lan):
    def names(**query):
        return [
            one.name for one in page(client, lan, "encounters", **query).context["journal"].rows
        ]

    assert names(q="pétrin") == ["Le Fournil"]
    assert names(q="vignoble") == []
    assert names(theme="gouvernance") == ["Le Fournil"]
    assert names(theme="argent") == []
    assert names(avant="²") == ["Le Fournil"]


def test_a_member_finds_an_encounter_wherever_they_search(shared, lan):
    found = {one.key: [hit.title for hit in one.hits] for one in found_by(lan, "pétrin")}

    assert found == {"rencontres": ["Le Fournil"]}


def test_the_journal_goes_on_from_a_bookmark(client, lan):
    for rank in range(30):
        met = encounters.write(
            by=lan,
            at=NOW,
            **FACTS | {"name": f"Coopérative {rank}", "met_on": date(2026, 1, 1 + rank)},
        )
        encounters.share(met, by=lan, at=NOW)
    first = page(client, lan, "encounters").context["journal"]

    client.force_login(lan)
    rest = client.get(reverse("members:encounters") + first.next_page).context["journal"]

    assert (len(first.rows), len(rest.rows)) == (25, 5)
    assert rest.rows[-1].name == "Coopérative 0"


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_ask_the_same_of_the_base_for_one_and_thirty(
    client, lan, count, django_assert_max_num_queries
):
    for _ in range(count):
        met = encounters.share(encounters.write(by=lan, at=NOW, **FACTS), by=lan, at=NOW)
        encounters.draw(met, by=lan, at=NOW, kind=Fruit.PRINCIPLE, title="Décider debout")
        words(met, lan)
    page(client, lan, "encounters")

    with django_assert_max_num_queries(8):
        client.get(reverse("members:encounters"))
    with django_assert_max_num_queries(12):
        client.get(reverse("members:encounter", args=[met.pk]))
    with django_assert_max_num_queries(8):
        client.get(reverse("members:fruits"))


def test_the_solstice_visit_enters_a_real_house_once(lan):
    out = StringIO()

    call_command("encounter", SOLSTICE, by=lan.email, stdout=out)
    call_command("encounter", SOLSTICE, by=lan.email, stdout=out)

    met = Encounter.objects.get()
    assert (met.name, met.met_on, met.is_shared) == ("Solstice", date(2017, 6, 28), True)
    assert met.drawn.filter(kind=Fruit.PRINCIPLE).count() == 3
    assert all(one.is_readable and not one.is_quoted for one in met.hosts_words.all())


def test_nobody_but_a_member_puts_a_visit_into_the_journal():
    with pytest.raises(CommandError):
        call_command("encounter", SOLSTICE, by="inconnue@exemple.fr")
