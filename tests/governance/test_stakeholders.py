"""Effets sur les parties prenantes: who must consent and who must be heard follow from the text."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from coopstudio.mail.models import Letter
from governance.actions import consents
from governance.actions.consents import adopting, hearings
from governance.actions.consents.handling import NoVoiceHere
from governance.models import Circle, Concern, Decision, Hearing, Proposal
from governance.states import CircleKind, ProposalState, Touch
from tests.governance.factories import AT, TODAY, circle, consent_round, everyone, people_of
from tests.governance.test_consents import drafted, fresh, in_consent, later, say, seats
from tests.governance.test_guards import decide
from tests.members.factories import member

S = ProposalState
pytestmark = pytest.mark.django_db
TENANTS = "Les locataires du rez-de-chaussée"
HEARD = {
    "group": TENANTS, "who": "Quatre locataires, au local", "words": "Le bruit, le soir.",
    "on": TODAY - timedelta(days=2),
}  # fmt: skip


@pytest.fixture
def mission(db):
    return circle("Cercle Mission", people=[member("Odile"), member("Blaise")])


@pytest.fixture
def studio(mission):
    return circle("Cercle Général", parent=mission, kind=CircleKind.GENERAL)


def in_both(proposal, mission):
    """The round is open in its own circle, then in the other."""
    lead = people_of(mission)[0]
    return consents.open_consent(proposal, by=lead, at=AT, circle=mission)


def letters(kind):
    told = Letter.objects.filter(kind=f"governance.{kind}")
    return sorted(told.values_list("to", flat=True))


def touching(made, *touches, **facts):
    return drafted(made, touches=list(touches), title="Partager l’excédent", **facts)


def test_what_touches_the_profit_waits_for_both_circles_on_the_same_version(mission, studio):
    proposal = in_consent(touching(studio, Touch.PROFIT))

    for seat in seats(proposal, circle=studio):
        say(seat)
    assert not Decision.objects.exists()
    with pytest.raises(adopting.ACircleIsAwaited, match="Cercle Mission"):
        consents.adopt(proposal, by=proposal.carrier, at=later(9))
    in_both(proposal, mission)
    for seat in seats(proposal, circle=mission):
        say(seat)

    decision = Decision.objects.told_on(TODAY).get()
    assert decision.force == "in_force"
    assert {one.circle for one in decision.version.rounds.filter(kind="consent")} == {
        mission,
        studio,
    }


def test_the_text_alone_asks_both_circles_in_postgresql_too(mission, studio):
    proposal = touching(studio, Touch.STATUTES)
    version = proposal.versions.get()
    Concern.objects.filter(proposal=proposal).delete()
    everyone(consent_round(version))

    with pytest.raises(IntegrityError, match="both circles consent"), transaction.atomic():
        decide(version)
    everyone(consent_round(version, circle=mission))
    assert decide(version).pk


def test_a_general_circle_founded_while_the_round_is_open_is_asked_too(mission):
    proposal = in_consent(touching(circle("Économie", parent=mission), Touch.PROFIT))
    in_both(proposal, mission)
    general = circle("Cercle Général", parent=mission, kind=CircleKind.GENERAL)

    for seat in [*seats(proposal, circle=proposal.circle), *seats(proposal, circle=mission)]:
        say(seat)
    with pytest.raises(adopting.ACircleIsAwaited, match="Cercle Général"):
        consents.adopt(proposal, by=proposal.carrier, at=later(9))
    in_both(proposal, general)
    for seat in seats(proposal, circle=general):
        say(seat)

    assert Decision.objects.get().version == proposal.versions.get()


def test_untagging_once_it_is_open_is_a_version_and_voids_every_position(mission, studio):
    proposal = in_consent(touching(studio, Touch.PROFIT))
    in_both(proposal, mission)
    first, *others = seats(proposal, circle=studio)
    for seat in [*others, *seats(proposal, circle=mission)]:
        say(seat)
    facts = {"words": "On ne sait pas encore.", "touches": "Notre but", "way": ""}
    consents.object(first, by=first.person, at=later(6), **facts)

    text = consents.amend(
        proposal, by=proposal.carrier, at=later(7), why="Sans le bénéfice", touches=[]
    )

    assert (text.number, text.touches) == (2, [])
    assert not proposal.rounds.standing().filter(kind="consent").exists()
    assert not proposal.concerns.exists()


def test_from_a_working_circle_both_are_asked_and_from_the_first_the_general_one(mission, studio):
    working = circle("Économie", parent=studio)

    from_below, from_above = (touching(one, Touch.PROFIT) for one in (working, mission))

    assert {one.circle for one in from_below.concerns.all()} == {mission, studio}
    assert {one.circle for one in from_above.concerns.all()} == {studio}


def test_no_round_opens_before_those_whom_it_touches_are_heard(studio):
    proposal = drafted(studio, groups=[TENANTS])

    with pytest.raises(hearings.SomeoneIsNotHeard, match=TENANTS):
        in_consent(proposal)
    with pytest.raises(IntegrityError, match="is not heard"), transaction.atomic():
        consent_round(proposal.versions.get())
    tomorrow = HEARD | {"on": TODAY + timedelta(days=1)}
    with pytest.raises(hearings.NotYet):
        consents.note_hearing(proposal, by=proposal.carrier, at=AT, **tomorrow)
    heard = consents.note_hearing(proposal, by=proposal.carrier, at=AT, **HEARD)
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.hearings.filter(pk=heard.pk).update(words="Rien à dire.")

    elsewhere = drafted(studio, groups=["Les voisins"]).versions.get()
    for wrong in ({"version": elsewhere}, {"group": "Les voisins"}):
        facts = {"proposal": proposal, "version": heard.version, "by": proposal.carrier}
        with pytest.raises(IntegrityError, match="names no such group"), transaction.atomic():
            Hearing.objects.create(**HEARD | facts | wrong)

    consents.open_consent(fresh(proposal), by=proposal.carrier, at=later(8))
    assert fresh(proposal).state == S.CONSENT


def test_a_circle_that_was_heard_consents_once_a_version_asks_it_and_back(mission, studio):
    proposal = drafted(studio, concerns=[(mission, False, "Son avis")])
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    assert letters("circle_asked") == sorted(one.letterbox for one in people_of(mission))
    consents.hear_circle(proposal.concerns.get(), by=people_of(mission)[0], at=AT, words="Oui.")
    assert letters("text_heard") == [proposal.carrier.letterbox]

    def asked(minutes, must):
        facts = {"at": later(minutes), "why": "Autrement", "concerns": [(mission, must, "Elle")]}
        consents.amend(fresh(proposal), by=proposal.carrier, **facts)
        return proposal.concerns.get()

    consenting = asked(1, True)
    assert (consenting.must_consent, consenting.heard_at) == (True, None)
    assert len(letters("circle_asked")) == 4
    in_both(in_consent(fresh(proposal), is_in_basket=True), mission)
    for seat in seats(proposal, circle=studio):
        say(seat, "objection")
    for seat in seats(proposal, circle=mission):
        say(seat)
    heard = asked(9, False)

    assert (heard.must_consent, heard.heard, heard.heard_at) == (False, "Oui.", None)
    assert not proposal.rounds.standing().filter(kind="consent").exists()


def test_the_circle_may_agree_not_to_wait_each_person_of_it(studio):
    proposal = drafted(studio, groups=[TENANTS])
    with pytest.raises(hearings.SomeoneIsNotHeard):
        in_consent(proposal)
    lead = people_of(studio)[1]

    asked = consents.ask_to_decide_unheard(proposal, by=lead, at=later(5))
    first, *others = asked.seats.all()
    for seat in others:
        consents.agree(seat, by=seat.person, at=later(6))
    with pytest.raises(IntegrityError, match="is not heard"), transaction.atomic():
        consent_round(proposal.versions.get())
    consents.agree(first, by=first.person, at=later(7))

    consents.open_consent(fresh(proposal), by=proposal.carrier, at=later(8))
    assert fresh(proposal).state == S.CONSENT


def test_a_hearing_is_noted_on_its_page_and_read_with_the_text(client, studio):
    proposal = drafted(studio, groups=[TENANTS])
    Proposal.objects.filter(pk=proposal.pk).update(state=S.ARBITRATION)
    client.force_login(proposal.carrier)
    there = f"/propositions/{proposal.pk}/ecoutes/"

    nobody = client.post(there, {"group": "Personne", "who": "x", "on": "1/10/2026"})
    client.post(there, HEARD | {"on": "1/10/2026"})

    assert nobody.status_code == 422
    told = client.get(proposal.get_absolute_url()).content.decode()
    assert "Quatre locataires, au local, le 1er octobre 2026" in told.replace("\u00a0", " ")
    heard = proposal.hearings.get()
    right = f"{there}{heard.pk}/correction/"
    Proposal.objects.filter(pk=proposal.pk).update(state=S.ADOPTED)
    assert "Une personne entendue peut demander" in client.get(right).content.decode()
    client.post(right, {"who": "Quatre personnes", "words": heard.words})
    told = client.get(proposal.get_absolute_url()).content.decode()
    assert ("Quatre locataires, au local" in told, "Quatre personnes, le" in told) == (False, True)
    for wrong in ({"words": "Rien."}, {"on": TODAY, "corrected_at": later(9)}):
        with pytest.raises(IntegrityError, match="only put right"), transaction.atomic():
            proposal.hearings.update(**wrong)
    Proposal.objects.filter(pk=proposal.pk).update(state=S.ARBITRATION)
    client.force_login(member())
    assert client.post(right, {"who": "x", "words": "y"}).status_code == 404
    assert client.post(there, HEARD | {"on": "1/10/2026"}).status_code == 422


def test_once_its_circle_is_closed_its_parent_puts_a_hearing_right(mission, studio):
    proposal = drafted(studio, groups=[TENANTS])
    heard = consents.note_hearing(proposal, by=proposal.carrier, at=AT, **HEARD)
    facts = {"by": people_of(mission)[0], "who": "Des locataires", "words": "Oui."}

    with pytest.raises(NoVoiceHere):
        consents.correct_hearing(heard, at=later(9), **facts)
    Circle.objects.filter(pk=studio.pk).update(state="closed", closed_at=AT)

    right = Hearing.objects.get(pk=heard.pk)
    assert consents.correct_hearing(right, at=later(9), **facts).who == "Des locataires"


def test_what_a_text_touches_is_ticked_in_its_form(client, mission, studio):
    proposal = drafted(studio)
    fleur = proposal.carrier
    client.force_login(fleur)
    said = {
        "why": "Le bénéfice", "needs": "Savoir", "text": "Deux personnes signent.",
        "review_on": "1/4/2027", "responsible": fleur.pk, "mesure-TOTAL_FORMS": 0,
        "mesure-INITIAL_FORMS": 0, "touches": ["profit"], "groups": f"{TENANTS}\n\n{TENANTS}",
    }  # fmt: skip

    assert client.post(f"/propositions/{proposal.pk}/texte/", said).status_code == 302

    version = proposal.versions.get(number=2)
    assert (version.touches, version.groups) == (["profit"], [TENANTS])
    assert proposal.concerns.get().circle == mission
    again = client.get(f"/propositions/{proposal.pk}/texte/").context["form"]
    assert not again.initial["consents"].exists()
