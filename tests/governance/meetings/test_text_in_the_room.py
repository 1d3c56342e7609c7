"""A text is lived in the room to its end: what is typed is never lost, nobody has to leave it."""

import pytest

from governance.actions import consents, meetings
from governance.models import Decision, Item, Meeting, Objection, Proposal, Review, Seat
from governance.states import ProposalState, RoundKind, Wish
from tests.governance.factories import people_of, proposal, version
from tests.governance.meetings.living import after, agreed
from tests.governance.meetings.test_room import entered, room, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(time_machine):
    time_machine.move_to(after(20), tick=False)


def with_a_text():
    """A text is the point under way: the third person carries it, the first one facilitates."""
    meeting = agreed()
    carrier = people_of(meeting.circle)[2]
    text = proposal(meeting.circle, carrier=carrier, state=ProposalState.SCHEDULED)
    version(text)
    item = meeting.items.get()
    Item.objects.filter(pk=item.pk).update(proposal=text, wish=Wish.DECIDE)
    meetings.start_item(item, by=meeting.by, at=after(10))
    return Meeting.objects.get(pk=meeting.pk), text


def step(client, meeting, who, what, **more):
    return entered(client, who).post(
        f"/reunions/{meeting.pk}/seance/texte/", {"quoi": what, **more}
    )


def voice(client, meeting, seat, what, **words):
    return entered(client, seat.person).post(
        f"/reunions/{meeting.pk}/seance/texte/voix/", {"seat": seat.pk, "quoi": what, **words}
    )


def seats(kind):
    found = Seat.objects.filter(round__kind=kind, round__closed_at=None, round__voided_at=None)
    return list(found.select_related("person", "round").order_by("place"))


def in_clarification(client):
    meeting, text = with_a_text()
    for what in ("presentation", "suite"):
        step(client, meeting, meeting.by, what)
    return meeting, text


def in_consent(client):
    meeting, text = in_clarification(client)
    for seat in seats(RoundKind.CLARIFICATION)[:2]:
        voice(client, meeting, seat, "passe")
    step(client, meeting, meeting.by, "suite")
    for seat in seats(RoundKind.REACTIONS):
        voice(client, meeting, seat, "reaction", words="Je me sens tranquille.")
    step(client, meeting, meeting.by, "suite")
    step(client, meeting, text.carrier, "consentement")
    return meeting, text


def with_an_objection(client):
    meeting, text = in_consent(client)
    first, second, third = seats(RoundKind.CONSENT)
    voice(client, meeting, first, "consens")
    voice(client, meeting, second, "objection", words="Le trésorier seul", touches="Le but")
    voice(client, meeting, third, "consens")
    return meeting, text


def test_an_objection_half_filled_keeps_its_words_and_says_what_is_missing(client):
    meeting, _text = in_consent(client)
    seat = seats(RoundKind.CONSENT)[0]

    answer = voice(
        client, meeting, seat, "objection", words="Trop lourd pour les petits achats.", touches=""
    )

    assert answer.status_code == 422
    page = said(answer)
    assert "Trop lourd pour les petits achats.</textarea>" in page
    assert 'name="touches" rows="2" aria-invalid="true"' in page
    assert "<title>Erreur" in page
    assert 'id="texte-objection" open' in page
    assert Objection.objects.count() == 0


def test_whoever_only_follows_is_told_at_each_step_what_comes_next(client):
    """Nobody has to guess, on a telephone, whom the circle is waiting for."""
    meeting, text = with_a_text()
    leads, follows = meeting.by.first_name, people_of(meeting.circle)[1]
    steps = [
        ("presentation", f"{leads} va ouvrir le tour de clarification."),
        ("suite", f"{leads} passera ensuite aux réactions."),
        ("suite", f"Ensuite, la parole revient à {text.carrier.first_name}."),
    ]

    for what, next_one in steps:
        step(client, meeting, meeting.by, what)
        assert next_one in said(room(entered(client, follows), meeting))
        assert next_one not in said(room(entered(client, meeting.by), meeting))
        for seat in seats(RoundKind.CLARIFICATION):
            voice(client, meeting, seat, "passe")
    assert "Ensuite, la parole vous revient." in said(room(entered(client, text.carrier), meeting))


def test_what_is_typed_in_ones_turn_is_kept_by_the_browser_under_ones_seat(client):
    meeting, _text = in_consent(client)
    seat = seats(RoundKind.CONSENT)[0]

    assert f'data-draft="{seat.pk}-objection-"' in said(room(entered(client, seat.person), meeting))


def test_signing_out_forgets_what_the_browser_kept(client):
    meeting, _text = with_a_text()

    assert "data-forgets" in said(entered(client, meeting.by).get("/reunions/"))


def test_one_changes_ones_mind_in_the_room_while_the_round_is_open(client):
    meeting, _text = in_consent(client)
    seat = seats(RoundKind.CONSENT)[0]
    voice(client, meeting, seat, "consens")

    page = said(room(entered(client, seat.person), meeting))

    assert "Changer ma réponse" in page
    assert f'data-draft="{seat.pk}-objection-consent"' in page
    voice(client, meeting, seat, "objection", words="En y pensant", touches="Le but")
    assert Objection.objects.get().author == seat.person


def test_a_reaction_in_the_room_may_say_from_which_pole_it_comes(client):
    meeting, text = in_clarification(client)
    pair = consents.declare_poles(
        meeting.circle, by=meeting.by, at=after(15), one="sécurité", other="dépassement"
    )
    for seat in seats(RoundKind.CLARIFICATION)[:2]:
        voice(client, meeting, seat, "passe")
    step(client, meeting, meeting.by, "suite")
    first, second, _third = seats(RoundKind.REACTIONS)

    assert "dépassement (sécurité ↔ dépassement)" in said(
        room(entered(client, first.person), meeting)
    )
    voice(client, meeting, first, "parole", pole=f"{pair.pk}-other")
    voice(client, meeting, second, "parole", words="Je respire.", pole="autre chose")

    assert [(one.by, one.name) for one in pair.tags.all()] == [(first.person, "dépassement")]
    assert second.turns.get().words == "Je respire."
    assert text.rounds.get(kind=RoundKind.REACTIONS).seats.count() == 3


def test_the_needs_and_every_term_are_read_with_the_text(client):
    """I15: what it measures is part of what the circle consents to, in the room too."""
    meeting, text = with_a_text()
    text.versions.get().measures.create(name="Devis refusés", who=text.carrier)

    read = said(room(entered(client, meeting.by), meeting))
    assert "Savoir qui engage le cercle." in read
    assert f"Devis refusés, par {text.carrier}" in read


def test_who_carries_the_text_has_no_turn_in_the_clarification_and_answers_in_the_room(client):
    meeting, text = in_clarification(client)
    first, second, third = seats(RoundKind.CLARIFICATION)
    assert third.person == text.carrier
    voice(client, meeting, first, "question", words="Qui tient la caisse ?")
    voice(client, meeting, second, "passe")

    page = said(room(entered(client, text.carrier), meeting))
    assert "C’est à vous" not in page
    assert "Qui tient la caisse" in page
    assert "1 question attend encore une réponse" in said(
        room(entered(client, second.person), meeting)
    )

    question = first.turns.get()
    answer = entered(client, text.carrier).post(
        f"/propositions/{text.pk}/questions/{question.pk}/?salle={meeting.pk}", {"mots": "Zoé."}
    )
    assert answer.url == f"/reunions/{meeting.pk}/seance/"
    assert question.replies.get().words == "Zoé."


def test_an_objection_is_integrated_without_leaving_the_room(client):
    meeting, text = with_an_objection(client)
    objection = Objection.objects.get()
    author, leader = objection.author, meeting.by

    assert "C’est à vous" in said(room(entered(client, author), meeting))
    page = said(room(entered(client, leader), meeting))
    assert "Le trésorier seul" in page
    assert f"/objections/{objection.pk}/reformulation/?salle={meeting.pk}" in page

    def gesture(who, what, **words):
        address = f"/objections/{objection.pk}/{what}/?salle={meeting.pk}"
        return entered(client, who).post(address, words).url

    here = f"/reunions/{meeting.pk}/seance/"
    assert gesture(leader, "reformulation", mots="Que personne ne soit seul.") == here
    assert gesture(author, "reconnue") == here
    assert gesture(leader, "exploration") == here
    assert "Ouvrir le tour sur la version" not in said(room(entered(client, leader), meeting))
    consents.amend(
        Proposal.objects.get(pk=text.pk), by=text.carrier, at=after(21), why="À deux",
        text="Deux personnes, toujours.", integrates=[(objection, "amend")],
    )  # fmt: skip
    assert gesture(author, "integree") == here
    assert "Ouvrir le tour sur la version 2" in said(room(entered(client, leader), meeting))


def test_the_next_version_is_written_and_leads_back_into_the_room(client):
    meeting, text = with_an_objection(client)

    page = said(room(entered(client, text.carrier), meeting))
    assert f"/propositions/{text.pk}/texte/?salle={meeting.pk}" in page
    assert f"/reunions/{meeting.pk}/seance/" in said(client.get(text.get_absolute_url()))


def test_a_text_that_is_not_the_point_under_way_leads_to_its_own_page(client):
    meeting, text = with_an_objection(client)
    Item.objects.update(state="waiting", started_at=None)
    objection = Objection.objects.get()

    answer = entered(client, meeting.by).post(
        f"/objections/{objection.pk}/exploration/?salle={meeting.pk}"
    )

    assert answer.url == text.get_absolute_url()


def test_what_is_adopted_is_celebrated_with_its_number_and_thanks(client):
    meeting, text = in_consent(client)
    for seat in seats(RoundKind.CONSENT):
        voice(client, meeting, seat, "consens")
    decision = Decision.objects.get()

    page = said(room(entered(client, meeting.by), meeting))
    assert decision.code in page
    assert 'id="reporter"' not in page
    assert 'id="attente"' not in page
    step(client, meeting, meeting.by, "celebration", words="Merci à Zoé.")
    text.refresh_from_db()
    assert text.thanks == "Merci à Zoé."
    assert "Merci à Zoé." in said(room(client, meeting))


def with_a_review(client):
    meeting, text = in_consent(client)
    for seat in seats(RoundKind.CONSENT):
        voice(client, meeting, seat, "consens")
    decision = Decision.objects.get()
    Item.objects.update(proposal=None, decision=decision)
    return meeting, decision


def test_a_review_has_its_text_and_its_way_in_the_room(client):
    meeting, decision = with_a_review(client)

    page = said(room(entered(client, meeting.by), meeting))
    assert "deux personnes signent" in page
    assert f"/decisions/{decision.pk}/revision/ouverture/" in page
    Review.objects.create(decision=decision, by=meeting.by, opened_at=after(20), helped="La paix")
    page = said(room(client, meeting))
    assert f'href="/decisions/{decision.pk}/revision/"' in page
    assert "La paix" in page


def test_the_proposal_of_a_review_is_lived_in_the_same_point(client):
    meeting, decision = with_a_review(client)
    born = proposal(meeting.circle, title="Reconduire", state=ProposalState.BASKET)
    version(born)
    Review.objects.create(decision=decision, by=meeting.by, opened_at=after(20), proposal=born)
    item = meeting.items.get()
    assert "La vivre maintenant" in said(room(entered(client, meeting.by), meeting))

    client.post(f"/reunions/{meeting.pk}/points/{item.pk}/etape/", {"quoi": "proposition"})

    item.refresh_from_db()
    born.refresh_from_db()
    assert (item.proposal, born.state) == (born, ProposalState.SCHEDULED)
    assert 'id="texte-presentation"' in said(room(client, meeting))


def test_a_point_that_gave_birth_to_nothing_takes_nothing_up(client):
    meeting, _decision = with_a_review(client)
    item = meeting.items.get()

    entered(client, meeting.by).post(
        f"/reunions/{meeting.pk}/points/{item.pk}/etape/", {"quoi": "proposition"}
    )

    assert "n’attend au panier" in said(room(client, meeting))


def test_somebody_of_the_circle_who_is_not_noted_is_told_first(client):
    meeting, _text = with_a_text()
    third = people_of(meeting.circle)[2]
    meetings.leave(meeting.presences.get(person=third), by=third, at=after(11))

    page = said(room(entered(client, third), meeting))

    assert page.index("on vous attendait") < page.index('id="ordre"')
    client.post(f"/reunions/{meeting.pk}/seance/presences/", {"personne": third.pk})
    assert "on vous attendait" not in said(room(client, meeting))
