"""Who is in difficulty confides it to two people; nobody else ever reads a trace of it (I18)."""

import pytest
from django.core import serializers

from contributions.actions import hardships, opt_outs, rounds
from contributions.actions.hardships import (
    AlreadyAsked,
    AlreadySaid,
    MoreThanLeft,
    NotOneOfTheTwo,
    TwoReaders,
)
from contributions.discretion import opened, place_of
from contributions.models import Hardship
from contributions.states import HardshipState, Rule
from coopstudio.journal.models import Entry as JournalLine
from coopstudio.mail.models import Letter
from tests.contributions.round_factories import AT, World

pytestmark = pytest.mark.django_db
WORDS = "La chaudière a rendu l’âme en plein hiver."
ALONE = "Si votre demande est la seule, ce total est la somme servie pour elle."


def asked(world, tour, **facts):
    thuy = world.by_name("Thuy")
    facts = {
        "by": thuy.person, "at": AT, "cents": 250_00, "words": WORDS,
        "readers": [world.claire, world.thomas],
    } | facts  # fmt: skip
    return hardships.ask(tour, thuy, **facts)


def agreed(hardship, *people, agrees=True):
    for who in people:
        hardships.discern(hardship.discernments.get(by=who), by=who, at=AT, agrees=agrees)
    hardship.refresh_from_db()
    return hardship


def test_both_agree_and_the_share_follows(client):
    world = World()
    tour = world.prepared(rule=Rule.HARDSHIP)
    hardship = agreed(asked(world, tour), world.claire)
    assert hardship.state == HardshipState.ASKED
    assert agreed(hardship, world.thomas).state == HardshipState.APPROVED

    rounds.compute(tour, by=world.helene, at=AT)

    cents = [one.cents for one in tour.shares.order_by("rank")]
    assert cents == [104_65, 23_26, 191_89, 6_98, 318_69, 348_84, 5_69]
    client.force_login(world.helene)
    page = client.get(f"/tours/{tour.pk}/").text
    assert [words in page for words in ("Quatre règles", "163,68", "318,69")] == [True] * 3


def test_one_who_does_not_agree_ends_it_and_its_words_go():
    world = World()
    hardship = asked(world, world.prepared())

    agreed(hardship, world.thomas, agrees=False)

    assert (hardship.state, bytes(hardship.reason)) == (HardshipState.REFUSED, b"")
    with pytest.raises(AlreadySaid):
        agreed(hardship, world.claire)


def test_what_is_refused_before_anybody_reads():
    world = World()
    tour = world.prepared()
    thuy = world.by_name("Thuy")
    for readers in ([world.claire], [world.claire, world.claire], [world.claire, world.helene]):
        with pytest.raises(TwoReaders):
            asked(world, tour, readers=readers)
    with pytest.raises(MoreThanLeft):
        asked(world, tour, cents=1234_57)
    with pytest.raises(opt_outs.NotYours):
        asked(world, tour, by=world.helene)
    asked(world, tour)
    with pytest.raises(AlreadyAsked):
        asked(world, tour)
    hardships.withdraw(Hardship.objects.get(), by=thuy.person, at=AT)
    assert bytes(Hardship.objects.get().reason) == b""


def test_only_the_two_may_answer():
    world = World()
    hardship = asked(world, world.prepared())

    with pytest.raises(NotOneOfTheTwo):
        hardships.discern(hardship.discernments.first(), by=world.helene, at=AT, agrees=True)


def test_the_reason_is_nowhere_in_clear_and_no_label_says_it():
    world = World()
    tour = world.prepared(rule=Rule.HARDSHIP)
    hardship = agreed(asked(world, tour), world.claire, world.thomas)
    place = place_of(tour.pk, hardship.contract_id)

    assert "chaudière".encode() not in bytes(hardship.reason)
    assert opened(hardship.reason, place=place) == WORDS
    assert opened(hardship.reason, place="0:0") == ""
    rounds.compute(tour, by=world.helene, at=AT)
    tour.refresh_from_db()
    rounds.propose(tour, world.circle, by=world.helene, at=AT)
    tour.refresh_from_db()
    rounds.consented(tour, decision=world.decision_of(tour), at=AT)
    rounds.post(tour, by=world.helene, at=AT)
    tour = rounds.confirm(tour, by=world.claire, at=AT, on=AT.date())
    hardship.refresh_from_db()
    assert bytes(hardship.reason) == b""
    said = f"{tour.entry.label} {tour.entry.piece} {tour.entry.source_key}".lower()
    assert not [word for word in ("difficult", "priorit", "chaudi") if word in said]


def test_letters_and_the_journal_name_nobody_who_asked():
    world = World()
    hardship = agreed(asked(world, world.prepared()), world.claire, world.thomas)

    letters = Letter.objects.filter(kind="contributions.round_word")
    assert {one.to for one in letters} == {
        "claire@exemple.fr", "thomas@exemple.fr", "thuy@exemple.fr",
    }  # fmt: skip
    assert not [one for one in letters if "Thuy Nguyen" in one.text or "250" in one.text]
    lines = JournalLine.objects.filter(event__startswith="contributions.hardship")
    assert {one.actor_id for one in lines} == {None}
    assert "Thuy" not in serializers.serialize("json", lines)
    assert hardship.state == HardshipState.APPROVED


# --- pages ---


def test_the_two_read_it_on_its_page_and_nobody_else_finds_it(client):
    world = World()
    tour = world.prepared()
    hardship = asked(world, tour)
    mine = hardship.discernments.get(by=world.claire)
    address = f"/tours/confidences/{mine.pk}/"
    leo = world.by_name("Léo")
    client.force_login(leo.person)
    page = client.get(f"/tours/{tour.pk}/confidence/{leo.pk}/").content.decode()
    assert ["aujourd’hui 300,00\u00a0€, à partager" in page, ALONE in page] == [True, True]
    client.force_login(world.claire)
    page = client.get(address).content.decode()
    assert "La chaudière a rendu" in page
    assert "dans la limite de 300,00\u00a0€" in page

    for other in (world.thomas, world.helene, world.by_name("Thuy").person):
        client.force_login(other)
        assert client.get(address).status_code == 404

    client.force_login(world.helene)
    page = client.get(f"/tours/{tour.pk}/").content.decode()
    assert "Priorité difficulté" not in page
    assert "Confié à vous" not in page
    client.force_login(world.claire)
    assert "Priorité difficulté" in client.get(f"/tours/{tour.pk}/").content.decode()
    seen = client.get(f"/tours/{tour.pk}/?comme=cercle").content.decode()
    assert "Priorité difficulté" not in seen
    assert client.post(address, {"avis": "oui"}).status_code == 302
    assert client.post(address, {"avis": "bof"}).status_code == 404
