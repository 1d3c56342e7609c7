"""Jeux d’équilibre: pairs of poles are tended in a text, said in reactions, and never judged."""

import csv
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.mail.models import Letter
from governance.actions import consents, rounds
from governance.actions.consents import balancing
from governance.consents import poles
from governance.consents.unfolding.way import Way
from governance.models import Decision, PolePair, PoleSwap, PoleTag, Position, Turn
from governance.states import Pole, ProposalState, RoundKind
from tests.governance.factories import AT, circle, consent_round, everyone, people_of, version
from tests.governance.factories import proposal as proposed
from tests.governance.test_consents import drafted, facilitator, fresh, later, seats
from tests.members.factories import member

pytestmark = pytest.mark.django_db
WHOLE = {"for_one": "Le prix couvre le loyer.", "for_other": "Un tarif sans justificatif."}


def held(made=None):
    """A circle, and the pair that it holds."""
    made = made or circle()
    facts = {"one": "viabilité économique", "other": "rôle social"}
    return made, consents.declare_poles(made, by=people_of(made)[0], at=AT, **facts)


def at_reactions(made, **facts):
    proposal = drafted(made, **facts)
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    for _ in range(2):
        consents.next_step(proposal, by=lead, at=AT)
    return fresh(proposal)


def react(proposal, person, pole=None, *, minutes=1):
    seat = next(one for one in seats(proposal, RoundKind.REACTIONS) if one.person == person)
    return consents.react(seat, by=person, at=later(minutes), words="J’y respire.", pole=pole)


def camped(made, pair, person, side=Pole.ONE, times=3):
    """This person reacted so many times from this pole; the last text is returned."""
    for rank in range(times):
        proposal = at_reactions(made, title=f"Texte {rank}")
        react(proposal, person, (pair, side), minutes=rank)
    return fresh(proposal)


def decided(made, rank):
    """A decision of the circle, with its round of reactions to be filled."""
    carried = proposed(made, state=ProposalState.CONSENT, title=f"Texte {rank}")
    text = version(carried)
    about = {"by": carried.carrier, "at": AT, "proposal": carried}
    words = rounds.open_round(made, RoundKind.REACTIONS, **about)
    everyone(consent_round(text))
    Decision.objects.create(
        circle=made, kept_by=made, proposal=carried, version=text, title=carried.title,
        year=2026, number=rank, adopted_at=later(rank), effect_on=AT.date(),
        review_on=date(2027, 4, 1), term_kind="reminder",
    )  # fmt: skip
    return words


def tagged(words, pair, sides):
    for seat, side in zip(words.seats.all(), sides, strict=False):
        turn = rounds.say(seat, by=seat.person, at=AT, words="J’y respire.")
        PoleTag.objects.create(turn=turn, pair=pair, side=side, by=seat.person)


def test_a_text_that_touches_a_pair_is_not_put_to_consent_while_a_pole_is_empty():
    made, pair = held()
    empty = [poles.touching(pair, for_one="Le prix couvre le loyer.", for_other="  ")]
    proposal = at_reactions(made, balance=empty)
    for seat in seats(proposal, RoundKind.REACTIONS):
        react(proposal, seat.person)
    consents.next_step(proposal, by=facilitator(proposal), at=later(2))

    with pytest.raises(balancing.PoleIsForgotten, match="rôle social"):
        consents.open_consent(proposal, by=proposal.carrier, at=later(3))
    with pytest.raises(IntegrityError, match="silent on one"), transaction.atomic():
        consent_round(proposal.versions.get())

    whole = [poles.touching(pair, **WHOLE)]
    consents.amend(proposal, by=proposal.carrier, at=later(4), why="Les deux", balance=whole)
    consents.open_consent(proposal, by=proposal.carrier, at=later(5))
    assert fresh(proposal).state == ProposalState.CONSENT


def test_only_who_reacted_says_from_which_pole_and_once():
    made, pair = held()
    proposal = at_reactions(made)
    fleur, thomas = people_of(made)[:2]
    turn = react(proposal, fleur)

    with pytest.raises(balancing.NotYourReaction):
        consents.say_pole(turn, by=thomas, at=later(2), pair=pair, side=Pole.ONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoleTag.objects.create(turn=turn, pair=pair, side=Pole.ONE, by=thomas)
    consents.say_pole(turn, by=fleur, at=later(2), pair=pair, side=Pole.ONE)
    with pytest.raises(balancing.PoleIsSaid):
        consents.say_pole(turn, by=fleur, at=later(3), pair=pair, side=Pole.OTHER)
    other, theirs = held(circle("Cercle voisin"))
    with pytest.raises(balancing.PairHasEnded):
        react(proposal, thomas, (theirs, Pole.ONE))
    said = react(proposal, thomas)
    asked = {"proposal": proposal, "pair": theirs, "person": fleur, "side": Pole.ONE}
    for act in (
        lambda: PoleTag.objects.create(turn=said, pair=theirs, side=Pole.ONE, by=thomas),
        lambda: PoleSwap.objects.create(**asked),
    ):
        with pytest.raises(IntegrityError, match="held by another circle"), transaction.atomic():
            act()


def test_three_times_in_a_row_is_told_to_that_person_and_to_who_facilitates_alone(client):
    made, pair = held()
    fleur, thomas, aicha = people_of(made)
    before = camped(made, pair, aicha, times=2)
    assert Way(before, aicha, now=later(5)).balance.camps == []

    proposal = at_reactions(made, title="Un de plus")
    react(proposal, aicha, (pair, Pole.ONE), minutes=6)

    told = {
        one: [(camp.person, camp.name) for camp in Way(proposal, one, now=later(7)).balance.camps]
        for one in (fleur, thomas, aicha)
    }
    assert told == {
        fleur: [],
        thomas: [(aicha, "viabilité économique")],
        aicha: [(aicha, "viabilité économique")],
    }
    client.force_login(aicha)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Vos trois dernières réactions venaient du même pôle." in page


def test_each_defends_the_other_pole_and_it_is_no_reaction_of_theirs(client):
    made, pair = held()
    fleur, thomas, aicha = people_of(made)
    proposal = camped(made, pair, aicha)
    before = Position.objects.count(), Turn.objects.count(), PoleTag.objects.count()

    with pytest.raises(balancing.NotFacilitating):
        consents.offer_swap(proposal, by=fleur, at=later(8), pair=pair)
    consents.offer_swap(proposal, by=thomas, at=later(8), pair=pair)
    told = Letter.objects.filter(kind="governance.other_pole")
    assert sorted(told.values_list("to", flat=True)) == sorted([fleur.letterbox, aicha.letterbox])
    mine = proposal.pole_swaps.get(person=aicha)
    client.force_login(aicha)
    client.post(f"/propositions/{proposal.pk}/echange/{mine.pk}/", {"mots": "Et les loyers ?"})

    assert {one.person: one.side for one in proposal.pole_swaps.all()} == {
        aicha: Pole.OTHER, fleur: Pole.ONE, thomas: Pole.ONE,
    }  # fmt: skip
    told = client.get(proposal.get_absolute_url()).content.decode()
    assert "Depuis «\u202frôle social\u202f», écrit par Aïcha Roux" in told
    assert (Position.objects.count(), Turn.objects.count(), PoleTag.objects.count()) == before
    mine.refresh_from_db()
    with pytest.raises(balancing.SaidFromThere):
        consents.speak_from_across(mine, by=aicha, at=later(9), words="Autre chose.")
    said, unsaid = (proposal.pole_swaps.filter(person=one) for one in (aicha, fleur))
    for act in (
        lambda: said.update(words="Autre chose."),
        lambda: PoleSwap.objects.filter(pk=mine.pk)._raw_delete("default"),
        lambda: unsaid.update(person=member()),
        lambda: PolePair.objects.filter(pk=pair.pk).update(one="un autre nom"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_who_camps_may_ask_it_of_oneself_alone():
    made, pair = held()
    aicha = people_of(made)[2]
    proposal = camped(made, pair, aicha)

    (one,) = consents.offer_swap(proposal, by=aicha, at=later(8), pair=pair)

    assert (one.person, one.side) == (aicha, Pole.OTHER)


def test_the_swing_of_ten_decisions_is_counted_again_from_the_sheet(client):
    made, pair = held()
    for rank in range(1, 13):
        sides = [Pole.ONE] * (rank % 4) + [Pole.OTHER] * 3
        words = decided(made, rank)
        if rank != 6:
            tagged(words, pair, sides)
    client.force_login(people_of(made)[0])

    answer = client.get(f"/cercles/{made.pk}/poles/tableau/")
    sheet = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(sheet.splitlines(), delimiter=";"))
    counted = {}
    for line in lines:
        column = counted.setdefault(line["Décision"], [0, 0])
        column[line["Réaction depuis"] == line["Second pôle"]] += 1
    again = [(code, *column) for code, column in counted.items()][-10:]

    (swing,) = poles.swings(made, [pair])
    assert [(one.code, one.one, one.other) for one in swing.columns] == again
    assert len(again) == 10
    assert again[-1] == (Decision.objects.get(number=12).code, 0, 3)
    names = {one.last_name for one in people_of(made)}
    assert not any(name in sheet for name in names)
    page = client.get(made.get_absolute_url()).content.decode()
    assert f"viabilité économique, {swing.one} réactions" in page


def test_a_pair_is_declared_on_a_page_and_asked_of_the_next_text(client):
    made = circle()
    fleur = people_of(made)[0]
    client.force_login(fleur)
    there = f"/cercles/{made.pk}/poles/"

    client.post(there, {"one": "sécurité", "other": "dépassement"})
    again = client.post(there, {"one": "Dépassement", "other": "sécurité"})
    with pytest.raises(IntegrityError, match="one_living_pair"), transaction.atomic():
        PolePair.objects.create(circle=made, one="dépassement", other="Sécurité")

    assert again.status_code == 422
    (pair,) = made.pole_pairs.all()
    proposal = drafted(made)
    form = f"/propositions/{proposal.pk}/texte/"
    assert (
        "Ce texte touche «\u202fsécurité ↔ dépassement\u202f»" in client.get(form).content.decode()
    )
    said = {
        "why": "Deux pôles", "needs": "Savoir", "text": "Deux personnes signent.",
        "review_on": "1/4/2027", "responsible": fleur.pk, "mesure-TOTAL_FORMS": 0,
        "mesure-INITIAL_FORMS": 0, f"touche_{pair.pk}": "on", f"pour_un_{pair.pk}": "On relit.",
    }  # fmt: skip
    assert client.post(form, said).status_code == 302
    assert proposal.versions.get(number=2).balance == [poles.touching(pair, for_one="On relit.")]
    client.force_login(member())
    client.post(f"/poles/{pair.pk}/fin/")
    assert made.pole_pairs.filter(until=None).exists()
    client.force_login(fleur)
    client.post(f"/poles/{pair.pk}/fin/")
    assert not made.pole_pairs.filter(until=None).exists()
    assert timezone.localdate(made.pole_pairs.get().until)
