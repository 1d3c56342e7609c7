"""Answers to a convocation: from the page, from the letter's link, from the door; proxies."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.mail.models import Letter
from members import documents, signed
from members.actions.assemblies import answers, presence
from members.attending import Attendance
from members.models import Assembly, Convocation
from members.states import Quorum
from tests.members.factories import (
    PARIS,
    assembly,
    category,
    convened,
    founder,
    member,
    secretary,
    statutes,
    treasurer,
)
from tests.together import together

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 20, 9, tzinfo=PARIS)
NOON = datetime(2026, 6, 20, 12, tzinfo=PARIS)  # the day itself, two hours before


def answer(row, reply, holder=None, *, at=MAY, **more):
    return answers.answer(row, by=row.person, at=at, reply=reply, holder=holder, **more)


def voiceless():
    """A member of a college that takes no part in decisions."""
    someone = member("Sans", "Voix")
    someone.memberships.update(category=category("sympathisants", votes=False))
    return someone


def letters(kind):
    return list(Letter.objects.filter(kind=kind).values_list("to", flat=True))


@pytest.fixture
def ines():
    return convened(member("Inès", "Carvalho"))


@pytest.fixture
def karim():
    return convened(member("Karim", "Haddad"))


@pytest.fixture
def lea():
    return convened(member("Léa", "Fontaine"))


# --- proxies ---


def test_a_proxy_is_given_and_its_holder_is_told(ines, karim):
    row = answer(ines, "proxy", karim)

    assert (row.answer, row.proxy_to, row.answered_at) == ("proxy", karim, MAY)
    assert letters("members.proxy_given") == [karim.person.email]


def test_one_holds_as_many_proxies_as_the_statutes_say(ines, karim, lea):
    giver = convened(member("Zoé", "Étienne"))
    answer(ines, "proxy", karim)
    answer(lea, "proxy", karim)

    with pytest.raises(answers.TooManyProxies, match="Karim Haddad porte déjà 2 pouvoirs"):
        answer(giver, "proxy", karim)


def test_giving_the_same_proxy_again_is_not_one_more(ines, karim, lea):
    answer(ines, "proxy", karim)
    answer(lea, "proxy", karim)

    assert answer(ines, "proxy", karim).proxy_to == karim
    assert letters("members.proxy_given") == [karim.person.email] * 2


def test_statutes_without_proxies_say_so():
    one = assembly(
        statutes=statutes(adopted_on=datetime(2026, 1, 5).date(), proxies_most=0),  # noqa: DTZ001
        state="convened", round=1, convened_at=MAY,
    )  # fmt: skip
    giver, holder = convened(member(), one), convened(member("Léa"), one)

    with pytest.raises(answers.TooManyProxies, match="ne prévoient pas de pouvoir"):
        answer(giver, "proxy", holder)


def test_nobody_gives_a_proxy_to_themselves_or_outside(ines):
    elsewhere = convened(
        member("Ailleurs"),
        assembly(title="Autre", state="convened", round=1, convened_at=MAY),
    )
    for holder in (None, ines, elsewhere):
        with pytest.raises(answers.NotAHolder):
            answer(ines, "proxy", holder)


def test_who_has_no_voice_neither_gives_nor_holds(ines):
    guest = convened(voiceless(), votes=False)

    with pytest.raises(answers.NoVoice):
        answer(guest, "proxy", ines)
    with pytest.raises(answers.NotAHolder):
        answer(ines, "proxy", guest)


@pytest.mark.parametrize("reply", ["away", "proxy"])
def test_who_does_not_come_holds_nothing(ines, karim, lea, reply):
    answer(karim, reply, lea if reply == "proxy" else None)

    with pytest.raises(answers.HolderAway):
        answer(ines, "proxy", karim)


@pytest.mark.parametrize("reply", ["away", "proxy"])
def test_a_holder_who_does_not_come_gives_back_what_they_held(ines, karim, lea, reply):
    answer(ines, "proxy", karim)

    answer(karim, reply, lea if reply == "proxy" else None)

    ines.refresh_from_db()
    assert (ines.answer, ines.proxy_to, ines.answered_at) == ("", None, None)
    assert letters("members.proxy_returned") == [ines.person.email]


def test_a_holder_may_hand_a_proxy_back(ines, karim):
    answer(ines, "proxy", karim)
    row = Convocation.objects.get(pk=ines.pk)

    answers.hand_back(row, by=karim.person, at=MAY)

    assert letters("members.proxy_returned") == [ines.person.email]
    assert Convocation.objects.get(pk=ines.pk).answer == ""


def test_only_the_holder_hands_it_back(ines, karim, lea):
    answer(ines, "proxy", karim)

    with pytest.raises(answers.NotAHolder):
        answers.hand_back(ines, by=lea.person, at=MAY)


def test_who_comes_after_all_takes_the_proxy_back(ines, karim):
    answer(ines, "proxy", karim)

    row = answer(ines, "coming", at=MAY + timedelta(days=1))

    assert (row.answer, row.proxy_to) == ("coming", None)
    assert letters("members.proxy_withdrawn") == [karim.person.email]


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_do_not_give_one_proxy_too_many():
    one = assembly(
        statutes=statutes(adopted_on=datetime(2026, 1, 5).date(), proxies_most=1),  # noqa: DTZ001
        state="convened", round=1, convened_at=MAY,
    )  # fmt: skip
    holder = convened(member("Karim"), one)
    givers = [convened(member(name), one) for name in ("Inès", "Léa")]

    raised = together(*[lambda row=row: answer(row, "proxy", holder) for row in givers])

    assert [type(error) for error in raised] == [answers.TooManyProxies]
    assert Convocation.objects.filter(proxy_to=holder).count() == 1


# --- the door ---


def test_coming_to_the_door_withdraws_the_proxy(ines, karim):
    answer(ines, "proxy", karim)

    before = presence.note_present(ines, by=None, at=NOON)

    ines.refresh_from_db()
    assert before == karim
    assert (ines.answer, ines.proxy_to, ines.present_at) == ("coming", None, NOON)


def test_who_is_here_is_not_represented(ines, karim):
    presence.note_present(ines, by=None, at=NOON)

    with pytest.raises(answers.AlreadyHere):
        answer(ines, "proxy", karim, at=NOON, for_other=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Convocation.objects.filter(pk=ines.pk).update(answer="proxy", proxy_to=karim)


def test_the_door_opens_on_the_day(ines):
    with pytest.raises(presence.TooEarly):
        presence.note_present(ines, by=None, at=NOON - timedelta(days=1))


def test_a_presence_noted_by_mistake_is_taken_back(ines):
    presence.note_present(ines, by=None, at=NOON)

    assert presence.note_gone(ines, by=None).present_at is None


def test_quorum_facts_count_only_who_is_here_or_carried_by_somebody_here(ines, karim, lea):
    convened(voiceless(), votes=False, present_at=NOON)
    zoe = convened(member("Zoé", "Étienne"))
    answer(ines, "proxy", karim)
    answer(lea, "proxy", zoe)
    presence.note_present(karim, by=None, at=NOON)

    facts = Attendance(ines.assembly, {}).quorum

    assert {name: facts[name] for name in ("voters", "present", "represented", "together",
                                           "waiting", "others")} == {
        "voters": 4, "present": 1, "represented": 1, "together": 2, "waiting": 1, "others": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "voters", "wanted"),
    [("", 9, 0), ("1/4", 9, 3), ("1/3", 9, 3), ("1/3", 10, 4), ("1/2", 10, 5), (">1/2", 10, 6),
     (">1/2", 9, 5), ("2/3", 10, 7), ("2/3", 0, 0)],
)  # fmt: skip
def test_a_part_of_a_voice_is_a_whole_one(rule, voters, wanted):
    assert Quorum(rule).of(voters) == wanted


def test_the_sheet_says_the_quorum_of_its_statutes_and_concludes_nothing(ines, karim, lea, client):
    one = ines.assembly
    one.statutes = statutes(adopted_on=date(2026, 1, 5), assembly_quorum=">1/2")
    one.save()
    presence.note_present(ines, by=None, at=NOON)
    voters = Attendance(one, {}).counts["voters"]
    client.force_login(secretary("Odile", "Ferrand"))

    with time_machine.travel(NOON, tick=False):
        page = client.get(f"/assemblees/{one.pk}/reponses/").text
    [sheet] = documents.attendance(one, is_closed=True)

    wanted = voters // 2 + 1
    assert f"plus de la moitié des voix, soit {wanted}" in page
    assert f"il en manque {wanted - 1}" in page
    assert sheet.data["quorum"] == f"plus de la moitié des voix, soit {wanted} sur {voters}"


# --- the hour, and old letters ---


def test_after_the_hour_only_the_secretary_writes(ines):
    hour = ines.assembly.at

    with pytest.raises(answers.NoMoreAnswers):
        answer(ines, "coming", at=hour)
    assert answer(ines, "coming", at=hour, for_other=True).answer == "coming"


def test_an_old_letter_speaks_of_another_day(ines):
    ines.assembly.round = 2
    ines.assembly.save()

    with pytest.raises(answers.OtherDay):
        answer(ines, "coming")


# --- the link of the letter ---


@pytest.fixture
def ahead(ines):
    """Pages read the clock: the assembly is in three weeks from now."""
    Assembly.objects.update(at=timezone.now() + timedelta(days=21))


@pytest.mark.usefixtures("ahead")
def test_the_link_answers_without_signing_in(client, ines, karim):
    path = signed.path_to(ines)

    shown = client.get(path)
    after = client.post(path, {"reply": "proxy", "holder": karim.pk}, follow=True)

    assert (shown.status_code, ines.answer) == (200, "")
    assert "Merci, c’est noté" in after.text
    assert Convocation.objects.get(pk=ines.pk).proxy_to == karim


@pytest.mark.usefixtures("ahead")
def test_opening_the_link_writes_nothing_and_opens_nothing_else(client, ines):
    client.get(signed.path_to(ines))

    assert Convocation.objects.get(pk=ines.pk).answer == ""
    assert client.get("/assemblees/").status_code == 302


@pytest.mark.parametrize("bend", [lambda token: token[:-2], lambda token: "perdu"])
def test_a_link_cut_short_says_what_to_do(client, ines, bend):
    token = signed.path_to(ines).rstrip("/").rpartition("/")[2]

    page = client.get(f"/assemblees/reponse/{bend(token)}/")

    assert page.status_code == 410
    assert "connectez-vous pour répondre" in page.text


def test_a_link_of_another_salt_or_key_is_not_ours(client, ines):
    for token in (
        signing.dumps([ines.pk, ines.key.hex], salt="autre"),
        signing.dumps([ines.pk, "0" * 32], salt=signed.SALT),
    ):
        assert client.get(f"/assemblees/reponse/{token}/").status_code == 410


@pytest.mark.usefixtures("ahead")
def test_an_answer_without_choice_is_refused_and_kept(client, ines):
    page = client.post(signed.path_to(ines), {})

    assert page.status_code == 422
    assert "Choisissez une réponse." in page.text


@pytest.mark.usefixtures("ahead")
def test_a_proxy_without_name_is_refused(client, ines, karim):
    page = client.post(signed.path_to(ines), {"reply": "proxy", "holder": ""})

    assert page.status_code == 422
    assert "Dites à qui vous donnez pouvoir." in page.text


@pytest.mark.usefixtures("ahead")
def test_only_those_who_may_come_are_offered_to_hold_a_proxy(client, ines, karim, lea):
    answer(lea, "away")

    page = client.get(signed.path_to(ines))
    holder = page.context["form"].fields["holder"]
    wrong = client.post(signed.path_to(ines), {"reply": "proxy", "holder": lea.pk})

    assert [key for key, _name in holder.choices] == ["", karim.pk]
    assert "dans ce cas</span></label>" in page.text
    assert wrong.status_code == 422


@pytest.mark.usefixtures("ahead")
def test_in_a_crowd_one_types_the_name_and_chooses_among_namesakes(client, ines, monkeypatch):
    monkeypatch.setattr("members.forms.assemblies.FEW", 1)
    first, second = (convened(member("Ana", "Silva", town=town)) for town in ("Dole", "Sens"))

    nobody = client.post(signed.path_to(ines), {"reply": "proxy", "holder": "Personne Inconnue"})
    several = client.post(signed.path_to(ines), {"reply": "proxy", "holder": "Ana Silva"})
    chosen = {"reply": "proxy", "holder": "Ana Silva", "holder_pk": second.pk}
    client.post(signed.path_to(ines), chosen)

    assert "vérifiez l’orthographe" in nobody.text
    assert several.status_code == 422
    assert {"Dole", "Sens"} == {town for _pk, _name, town in several.context["form"].choices}
    assert Convocation.objects.get(pk=ines.pk).proxy_to == second
    assert first.proxies.count() == 0


@pytest.mark.usefixtures("ahead")
def test_the_holder_hands_back_by_their_own_link(client, ines, karim):
    answer(ines, "proxy", karim)

    client.post(signed.path_to(karim), {"rendre": ines.pk})

    assert Convocation.objects.get(pk=ines.pk).answer == ""


@pytest.mark.parametrize(
    ("state", "said"),
    [("called_off", "n’aura pas lieu"), ("held", "L’heure est passée")],
)
def test_a_link_of_what_is_over_says_so(client, state, said):
    one = assembly(
        state=state, round=1, convened_at=MAY, closed_at=NOON, reason="Reportée.",
    )  # fmt: skip
    row = convened(member(), one)

    assert said in client.get(signed.path_to(row)).text


# --- pages ---


def at_last(**facts):
    """An assembly in three weeks from now, for pages, which read the clock."""
    soon = timezone.now() + timedelta(days=21)
    return assembly(at=soon, state="convened", round=1, convened_at=timezone.now(), **facts)


def test_a_member_answers_on_the_page(client):
    one = at_last()
    row = convened(member("Inès", "Carvalho"), one)
    client.force_login(row.person)

    page = client.get(one.get_absolute_url())
    client.post(f"{one.get_absolute_url()}ma-reponse/", {"reply": "coming"})

    assert "Viendrez-vous" in page.text
    assert Convocation.objects.get(pk=row.pk).answer == "coming"


def test_a_member_who_is_not_convened_does_not_see_it(client):
    one = at_last()
    client.force_login(member())

    assert client.get(one.get_absolute_url()).status_code == 404
    assert (
        client.post(f"{one.get_absolute_url()}ma-reponse/", {"reply": "coming"}).status_code == 404
    )


def test_what_is_prepared_shows_to_the_secretary_alone(client):
    one = assembly()
    client.force_login(treasurer())
    assert client.get(one.get_absolute_url()).status_code == 404
    client.force_login(secretary())
    assert client.get(one.get_absolute_url()).status_code == 200


def test_a_late_convocation_shows_its_way_out(client):
    member()
    one = assembly(at=timezone.now() + timedelta(days=3))
    client.force_login(secretary())

    page = client.get(one.get_absolute_url())
    refused = client.post(f"{one.get_absolute_url()}convocation/", follow=True)
    client.post(f"{one.get_absolute_url()}report/")
    done = client.post(f"{one.get_absolute_url()}convocation/", follow=True)

    assert "Trop près pour convoquer" in page.text
    assert "la convocation et la réunion" in refused.text
    assert "La convocation est partie" in done.text


def test_the_secretary_writes_what_was_said_on_paper(client):
    one = at_last()
    rows = [convened(member(name), one) for name in ("Inès", "Karim")]
    client.force_login(secretary())

    client.post(
        f"{one.get_absolute_url()}reponses/{rows[0].pk}/",
        {"reply": "proxy", "holder": rows[1].pk},
    )

    assert Convocation.objects.get(pk=rows[0].pk).proxy_to == rows[1]


def test_presence_is_noted_from_the_list(client):
    one = assembly(
        at=timezone.now(), state="convened", round=1,
        convened_at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    row = convened(member(), one)
    client.force_login(secretary())
    door = f"{one.get_absolute_url()}reponses/{row.pk}/presence/"

    client.post(door)
    assert Convocation.objects.get(pk=row.pk).present_at
    client.post(door, {"la": "non"})
    assert Convocation.objects.get(pk=row.pk).present_at is None


def test_who_is_not_here_after_all_leaves_proxies_that_are_named(client):
    one = assembly(
        at=timezone.now(), state="convened", round=1,
        convened_at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    holder = convened(member(), one)
    giver = convened(member("Zoé", "Étienne"), one)
    Convocation.objects.filter(pk=giver.pk).update(answer="proxy", proxy_to=holder)
    client.force_login(secretary())
    door = f"{one.get_absolute_url()}reponses/{holder.pk}/presence/"

    client.post(door)
    page = client.post(door, {"la": "non"}, follow=True)

    assert "le pouvoir donné par Zoé Étienne ne compte pas" in page.text


@pytest.mark.parametrize("people", [1, 30])
def test_lists_cost_the_same_with_one_and_with_thirty(
    client, people, django_assert_max_num_queries
):
    one = at_last()
    blaise = secretary()
    for number in range(people):
        convened(member("Zoé", f"Étienne {number}"), one)
        assembly(title=f"Autre {number}", state="held", round=1, convened_at=MAY, closed_at=NOON)
    client.force_login(blaise)
    client.get("/assemblees/")  # the session is stamped once

    for path, most in [
        ("/assemblees/", 8),
        (f"{one.get_absolute_url()}reponses/", 8),
        (one.get_absolute_url(), 12),
    ]:
        with django_assert_max_num_queries(most):
            client.get(path)


def test_rows_are_read_from_a_bookmark(client):
    one = at_last()
    for number in range(30):
        convened(member("Zoé", f"Étienne {number:02}"), one)
    client.force_login(founder())

    first = client.get(f"{one.get_absolute_url()}reponses/").context["attendance"]
    second = client.get(f"{one.get_absolute_url()}reponses/{first.next_page}")
    names = [row["name"] for row in second.context["attendance"].rows]

    assert len(first.rows) == 25
    assert names == [f"Zoé Étienne {number:02}" for number in range(25, 30)]
