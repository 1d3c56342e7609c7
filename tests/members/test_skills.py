"""What one says one knows; what others testify, when they are asked to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopstudio.refusals import Refused
from members.actions import skills
from members.actions.profile import testimonies
from members.models import Membership, Skill, Testimony
from tests.members.factories import member, person
from tests.together import together

pytestmark = pytest.mark.django_db
PAGE = "/profil/savoir-faire/"


@pytest.fixture
def zoe(client):
    zoe = member("Zoé", "Étienne", shown=["skills"])
    client.force_login(zoe)
    skills.say(zoe, {"arts": "teach", "law": "learn"})
    return zoe


def now():
    return timezone.now()


def test_a_level_and_ones_own_words_are_kept(client, zoe):
    client.post(PAGE, {"mediation": "do", "mediation-mots": "onze ans", "law-mots": "perdus"})

    assert list(Skill.objects.values_list("craft", "level", "words")) == [
        ("mediation", "do", "onze ans")
    ]


def test_words_too_long_are_refused_and_kept(client, zoe):
    page = client.post(PAGE, {"mediation": "do", "mediation-mots": "m" * 161})

    assert page.status_code == 422
    assert "m" * 161 in page.text
    assert zoe.skills.count() == 2


@pytest.mark.parametrize(
    ("before", "learnt", "after"),
    [("learn", "do", "do"), ("do", "teach", "teach"), ("teach", "do", "teach"), (None, "do", "do")],
)
def test_learning_raises_a_level_and_never_lowers_it(before, learnt, after):
    one = member()
    if before:
        skills.say(one, {"arts": before}, words={"arts": "mes mots"})

    skills.learnt(one, "arts", learnt, at=now())

    skill = one.skills.get()
    assert (skill.level, skill.words) == (after, "mes mots" if before else "")


# --- testimonies ---


def test_somebody_invited_testifies_and_the_members_read_it(client, zoe):
    leo = member("Léo", "Jacquot")
    client.post("/profil/temoignages/", {"craft": "arts", "witness": "leo jacquot"})
    asked = Testimony.objects.get()
    assert "Elle éclaire." not in client.get(f"/membres/{zoe.pk}/").text

    client.force_login(leo)
    client.post(f"/profil/temoignages/{asked.pk}/", {"words": "Elle éclaire."})

    assert "Elle éclaire." in client.get(f"/membres/{zoe.pk}/").text


def test_nobody_testifies_unasked(client, zoe):
    asked = testimonies.ask(zoe, "arts", member("Léo", "Jacquot"), at=now())
    client.force_login(member("Intrus", "Roy"))

    answer = client.post(f"/profil/temoignages/{asked.pk}/", {"words": "Elle crie."})

    assert answer.status_code == 404
    assert Testimony.objects.get().words == ""


def refused(act):
    with pytest.raises(Refused) as refusal:
        act()
    return type(refusal.value).__name__


def test_one_asks_a_member_once_about_what_one_says_one_knows(zoe):
    leo = member("Léo", "Jacquot")
    testimonies.ask(zoe, "arts", leo, at=now())

    assert refused(lambda: testimonies.ask(zoe, "arts", zoe, at=now())) == "NotOfOneself"
    assert refused(lambda: testimonies.ask(zoe, "arts", leo, at=now())) == "AlreadyAsked"
    assert refused(lambda: testimonies.ask(zoe, "law", leo, at=now())) == "NotSaid"
    assert refused(lambda: testimonies.ask(zoe, "arts", person(), at=now())) == "NotHere"


def test_a_name_that_several_bear_is_asked_from_their_page(client, zoe):
    first, second = member("Léo", "Jacquot"), member("Léo", "Jacquot")
    told = {"craft": "arts", "witness": "Léo Jacquot"}

    assert client.post("/profil/temoignages/", told).status_code == 422
    assert f'value="{second.pk}"' in client.get(f"/profil/temoignages/?qui={second.pk}").text
    client.post("/profil/temoignages/", told | {"known": second.pk})

    assert Testimony.objects.get().witness == second != first


@pytest.mark.parametrize("who", ["person", "witness"])
def test_either_takes_it_back_and_the_words_are_forgotten(client, zoe, who):
    asked = testimonies.ask(zoe, "arts", member("Léo", "Jacquot"), at=now())
    testimonies.testify(asked, words="Elle éclaire.", at=now())
    client.force_login(getattr(asked, who))

    client.post(f"/profil/temoignages/{asked.pk}/retrait/")

    asked.refresh_from_db()
    assert (asked.words, asked.closed_at is None) == ("", False)
    assert refused(lambda: testimonies.testify(asked, words="Si.", at=now())) == "AlreadyClosed"
    assert refused(lambda: testimonies.close(asked, by=zoe, at=now())) == "AlreadyClosed"


def test_words_leave_the_page_with_the_witness_with_the_craft_and_with_the_accord(client, zoe):
    leo = member("Léo", "Jacquot")
    asked = testimonies.ask(zoe, "arts", leo, at=now())
    testimonies.testify(asked, words="Elle éclaire.", at=now())
    today = timezone.localdate()
    assert list(zoe.testimonies.read_on(today)) == [asked]

    skills.say(zoe, {"arts": "learn"})
    assert list(zoe.testimonies.read_on(today)) == []

    skills.say(zoe, {"arts": "do"})
    Membership.objects.filter(person=leo).update(ended_on=today - timedelta(days=1))
    assert list(zoe.testimonies.read_on(today)) == []


def test_ten_invitations_may_wait_and_no_more(zoe):
    for number in range(10):
        testimonies.ask(zoe, "arts", member(f"P{number}", "Roy"), at=now())

    assert refused(lambda: testimonies.ask(zoe, "arts", member(), at=now())) == "TooMany"


@pytest.mark.django_db(transaction=True)
def test_two_answers_to_one_invitation_leave_no_words_behind_a_closing():
    zoe, leo = member("Zoé", "Étienne"), member("Léo", "Jacquot")
    skills.say(zoe, {"arts": "do"})
    asked = testimonies.ask(zoe, "arts", leo, at=now())

    together(
        lambda: testimonies.testify(asked, words="Elle éclaire.", at=now()),
        lambda: testimonies.close(asked, by=leo, at=now()),
    )

    asked.refresh_from_db()
    assert asked.closed_at is not None
    assert asked.words == ""
