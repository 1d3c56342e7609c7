"""Somebody without e-mail: a bulletin filled with a pen, letters that a person posts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from coopstudio.journal.models import Entry
from coopstudio.mail.erasing import forget_words
from coopstudio.mail.models import Letter
from coopstudio.mail.post import as_message, deliver_due, forget_old_words
from coopstudio.mail.silence import hush
from members import piles  # noqa: F401 (declares what waits)
from members.actions import bulletins, memberships, unproved
from members.actions.agenda import put_on_agenda
from members.actions.data.closing import close_account
from members.actions.erasing import anonymise
from members.actions.memberships import AlreadyMember, TooSmall
from members.models import Membership, MembershipRequest, Person
from members.rights import addresses
from members.waiting import piles_of
from tests.files import corpus
from tests.members.factories import founder, lockout, member, person, secretary, statutes

pytestmark = pytest.mark.django_db
PAGE = "/demandes/bulletin/"
TO_POST = "/association/lettres/"
AT = datetime(2026, 6, 10, 9, tzinfo=ZoneInfo("Europe/Paris"))
CLOSED = date(2026, 6, 17)
SIGNED_ON = date(2026, 6, 2)
LUCIENNE = {
    "first_name": "Lucienne", "last_name": "Charolles", "agreement": "f",
    "street": "4 rue du Lavoir", "postcode": "71120", "town": "Charolles", "phone": "", "email": "",
}  # fmt: skip


@pytest.fixture
def blaise(client):
    blaise = secretary(since=date(2026, 1, 5))
    client.force_login(blaise)
    statutes()
    return blaise


def enter(by, someone=None, **changed):
    asked = {"signed_on": SIGNED_ON, "fee": 2_000, "at": AT}
    return bulletins.enter(someone, by=by, **asked | LUCIENNE | changed)


def typed(**changed):
    return (
        LUCIENNE
        | {"fee": "20", "signed_on": "2026-06-02", "accepts": "on", "age": "adult"}
        | changed
    )


def pdf():
    return corpus.upload(corpus.pdf(), "bulletin.pdf")


# --- the whole way ---


def test_the_whole_way_by_paper(client, blaise):
    """From the pen to the certificate, nobody has an e-mail address and no letter is lost."""
    answer = client.post(PAGE, typed(words="J’ai vu l’affiche au marché."))
    asked = MembershipRequest.objects.get()
    assert answer.url == f"/demandes/{asked.pk}/"
    assert (asked.asked_on, asked.fee, asked.entered_by) == (SIGNED_ON, 2_000, blaise)

    day = timezone.localdate() + timedelta(days=7)
    client.post(f"/demandes/{asked.pk}/ordre-du-jour/", {"organ": "conseil", "on": f"{day}"})
    client.post(
        f"/demandes/{asked.pk}/admission/",
        {"organ": "conseil", "decided_on": "2026-06-09", "reference": "PV 6", "started_on": ""},
    )

    lucienne = asked.person
    assert lucienne.is_member
    kinds = ["members.requested", "members.listed", "members.welcome"]
    waiting = Letter.objects.to_post().filter(to=lucienne.paper_box)
    assert list(waiting.values_list("kind", flat=True)) == kinds
    page = client.get(TO_POST).content.decode()
    assert "Lucienne Charolles, 4 rue du Lavoir, 71120 Charolles" in page
    for letter in waiting:
        client.post(f"{TO_POST}{letter.pk}/depart/", {"on": f"{timezone.localdate()}"})
    assert not Letter.objects.to_post().exists()
    assert Entry.objects.filter(event="mail.letter_posted", actor=blaise).count() == 3


def test_a_bulletin_is_said_in_the_journal(blaise):
    asked = enter(blaise)

    entry = Entry.objects.get(event="members.bulletin_entered")
    assert entry.actor == blaise
    assert entry.sentence == "a saisi un bulletin d’adhésion signé au stylo"
    assert asked.person.letterbox == f"courrier-{asked.person_id}@papier.invalid"


def test_keepers_are_told_but_not_the_one_who_typed(blaise):
    fleur = founder(since=date(2026, 1, 5))

    enter(blaise)

    assert [one.to for one in Letter.objects.filter(kind="members.to_admit")] == [fleur.email]


def test_the_organ_may_have_met_between_the_signature_and_the_typing(blaise):
    asked = enter(blaise)

    made = memberships.admit(
        asked, by=blaise, at=AT, organ="conseil", decided_on=date(2026, 6, 5), reference="PV"
    )

    assert made.started_on == date(2026, 6, 5)


# --- refusals ---


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"signed_on": date(2026, 6, 11)}, bulletins.SignedLater),
        ({"signed_on": date(2024, 1, 1)}, bulletins.WithoutStatutes),
        ({"fee": 100}, TooSmall),
    ],
)
def test_a_paper_that_cannot_be_is_refused(blaise, changed, refusal):
    with pytest.raises(refusal):
        enter(blaise, **changed)

    assert not MembershipRequest.objects.exists()


def test_nobody_enters_their_own(blaise):
    with pytest.raises(bulletins.OwnBulletin):
        enter(blaise, blaise)


def test_the_database_says_so_too(blaise):
    asked = enter(blaise)

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipRequest.objects.filter(pk=asked.pk).update(entered_by=asked.person)


def test_an_address_of_the_register_is_not_taken(client, blaise):
    member("Ada", "Lovelace", since=date(2026, 1, 5), email="ada@exemple.fr")

    answer = client.post(PAGE, typed(email="ada@exemple.fr", who="autre"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "La maison connaît déjà cette adresse e-mail" in page
    assert "4 rue du Lavoir" in page


def test_nobody_learns_by_an_address_who_candidates(client, blaise):
    ada = person("Ada", "Lovelace", email="ada@exemple.fr")  # only candidates

    answer = client.post(PAGE, typed(email="ada@exemple.fr"))

    asked = MembershipRequest.objects.get()
    assert answer.url == f"/demandes/{asked.pk}/"
    assert asked.person != ada
    assert asked.person.letterbox == asked.person.paper_box


def test_a_bulletin_sent_twice_at_the_same_second_is_entered_once(blaise):
    enter(blaise, seen=[])

    with pytest.raises(bulletins.SomebodyResembles):
        enter(blaise, seen=[])

    assert MembershipRequest.objects.count() == 1


def test_an_address_taken_at_the_same_second_is_known(blaise, monkeypatch):
    member(since=date(2026, 1, 5), email="ada@exemple.fr")
    monkeypatch.setattr(addresses, "is_known", lambda address: False)  # not yet, a second ago

    with pytest.raises(bulletins.AddressKnown):
        enter(blaise, email="ada@exemple.fr")


def test_one_request_at_a_time(blaise):
    asked = enter(blaise)

    with pytest.raises(bulletins.AlreadyWaiting):
        enter(blaise, asked.person)


def test_a_member_does_not_ask_again(blaise):
    mehdi = member(since=date(2026, 1, 5))

    with pytest.raises(AlreadyMember):
        enter(blaise, mehdi)


def test_somebody_who_became_a_member_since_the_signature_does_not_ask_again(blaise):
    mehdi = member(since=date(2026, 6, 8))

    with pytest.raises(AlreadyMember):
        enter(blaise, mehdi)


def test_strangers_do_not_find_the_pages(client):
    client.force_login(member())

    for page in (PAGE, TO_POST):
        assert client.get(page).status_code == 404


# --- somebody who resembles ---


def test_who_resembles_is_announced_before_anything_is_written(client, blaise):
    first = enter(blaise)

    answer = client.post(PAGE, typed(first_name="lucienne"))

    assert answer.status_code == 422
    assert f'value="{first.person_id}"' in answer.content.decode()
    assert MembershipRequest.objects.count() == 1


def test_a_keeper_says_that_it_is_somebody_else(client, blaise):
    enter(blaise)

    client.post(PAGE, typed(who="autre"))

    assert MembershipRequest.objects.count() == 2
    assert Person.objects.filter(last_name="Charolles").count() == 2


def test_a_keeper_says_that_it_is_the_same(client, blaise):
    lucienne = member("Lucienne", "Charolles", since=date(2020, 1, 6), until=date(2021, 1, 5))

    client.post(PAGE, typed(who=f"{lucienne.pk}", phone="0612345678"))

    asked = MembershipRequest.objects.get()
    assert asked.person == lucienne
    assert asked.person.phone == "+33612345678"
    assert asked.person.agreement == "both"  # what they said of themselves stays


@pytest.mark.parametrize("told", ["", "hana@exemple.fr"])
def test_somebody_whose_fiche_was_erased_comes_back(client, blaise, told):
    hana = member("Hana", "Mori", since=date(2010, 1, 6), until=date(2011, 1, 5))
    close_account(hana)
    paper = typed(first_name="Hana", last_name="Mori", email=told)

    assert "coopstudio.invalid" not in client.post(PAGE, paper).content.decode()
    client.post(PAGE, paper | {"who": f"{hana.pk}"})

    hana.refresh_from_db()
    assert (hana.email, hana.street, hana.is_active) == (told, "4 rue du Lavoir", True)
    assert Letter.objects.get(kind="members.requested").to == hana.letterbox
    assert [one.email for one in EmailAddress.objects.filter(user=hana)] == [told] * bool(told)


def test_a_paper_does_not_open_what_two_people_closed(client, blaise):
    hana = member("Hana", "Mori", since=date(2010, 1, 6), until=date(2011, 1, 5))
    close_account(hana)
    lockout(hana, by=founder(), answered_by=blaise, answered_at=AT, is_confirmed=True, until=CLOSED)

    client.post(PAGE, typed(first_name="Hana", last_name="Mori", who=f"{hana.pk}"))

    hana.refresh_from_db()
    assert (hana.street, hana.is_active) == ("4 rue du Lavoir", False)


def test_who_candidates_resembles_nobody(client, blaise):
    person("Lucienne", "Charolles")

    client.post(PAGE, typed())

    assert MembershipRequest.objects.count() == 1


# --- without e-mail ---


def test_letters_to_them_wait_for_a_person_and_never_for_the_post(blaise, mailoutbox):
    enter(blaise)

    deliver_due()

    letter = Letter.objects.get(kind="members.requested")
    assert letter.state == "paper"
    assert not [one for one in mailoutbox if "papier.invalid" in one.to[0]]
    assert as_message(letter).to == [letter.to]


def test_the_words_of_a_letter_to_post_are_kept_until_it_leaves(blaise):
    asked = enter(blaise)

    forget_old_words(before=timezone.now() + timedelta(days=400))

    assert Letter.objects.get(to=asked.person.paper_box).has_words


def test_a_death_holds_back_what_was_to_post(blaise):
    asked = enter(blaise)

    hush([asked.person.letterbox], at=AT)

    assert Letter.objects.get(to=asked.person.paper_box).state == "silenced"


def test_what_is_to_post_waits_on_the_desk(blaise):
    asked = enter(blaise)
    letter = Letter.objects.get(to=asked.person.paper_box)

    [found] = [one for one in piles_of(blaise, on=AT.date()) if one.title == "Lettres à poster"]

    assert [(one.who, one.url) for one in found.waits] == [
        ("Lucienne Charolles", f"{TO_POST}{letter.pk}/")
    ]


def test_a_letter_is_not_posted_twice_nor_tomorrow(client, blaise):
    asked = enter(blaise)
    letter = Letter.objects.get(to=asked.person.paper_box)
    leave = f"{TO_POST}{letter.pk}/depart/"
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert client.post(leave, {"on": f"{tomorrow}"}).status_code == 422
    assert client.post(leave, {"on": f"{timezone.localdate()}"}).status_code == 302
    again = client.post(leave, {"on": f"{timezone.localdate()}"})

    assert again.status_code == 422
    assert "son départ est déjà noté" in again.content.decode()


def test_a_letter_by_e_mail_is_not_read_among_those_to_post(client, blaise):
    founder(since=date(2026, 1, 5))
    enter(blaise)
    by_mail = Letter.objects.get(kind="members.to_admit")

    assert client.get(f"{TO_POST}{by_mail.pk}/").status_code == 404


def test_nobody_signs_in_without_address(client, blaise):
    box = enter(blaise).person.paper_box
    client.logout()

    for words in ("", box):
        client.post("/accounts/login/code/", {"email": words})

    assert not Letter.objects.filter(kind__in=["members.sign_in_code", "members.unknown_address"])
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get_by_natural_key("")


@pytest.mark.parametrize(
    "nonsense",
    [
        {"email": "courrier-1@papier.invalid", "first_name": "Ada"},
        {"email": "", "first_name": ""},
        {"email": "", "first_name": "Ada", "password": "x"},
    ],
)
def test_the_database_forbids_nonsense(nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(**{"password": "!", "last_name": ""} | nonsense)


def test_two_people_may_have_no_address(blaise):
    enter(blaise)
    enter(blaise, last_name="Digoin")

    assert Person.objects.without_mail().count() == 2


def test_an_address_that_comes_later_opens_the_door(client, blaise):
    lucienne = enter(blaise).person

    client.post(
        f"/registre/{lucienne.pk}/coordonnees/",
        {"street": "4 rue du Lavoir", "postcode": "71120", "town": "Charolles",
         "phone": "", "email": "lucienne@exemple.fr"},
    )  # fmt: skip

    lucienne.refresh_from_db()
    assert lucienne.letterbox == "lucienne@exemple.fr"
    assert EmailAddress.objects.get(user=lucienne).email == "lucienne@exemple.fr"
    assert addresses.those_of(lucienne) == {"lucienne@exemple.fr", lucienne.paper_box}
    unproved.prove(lucienne, at=AT, last_name=lucienne.last_name, postcode="71120")
    assert client.get(f"/registre/{lucienne.pk}/coordonnees/").status_code == 404


@pytest.mark.parametrize("right", ["", "lucienne@exemple.fr"])
def test_an_address_misread_on_paper_is_corrected(client, blaise, right):
    lucienne = enter(blaise, email="lucine@exemple.fr").person
    told = {name: LUCIENNE[name] for name in ("street", "postcode", "town", "phone")}

    assert "coordonnees" in client.get(f"/registre/{lucienne.pk}/").content.decode()
    client.post(f"/registre/{lucienne.pk}/coordonnees/", told | {"email": right})

    lucienne.refresh_from_db()
    assert lucienne.email == right
    assert [one.email for one in lucienne.emailaddress_set.all()] == [right] * bool(right)


def test_an_address_read_on_paper_is_not_proved_by_an_admission(blaise):
    asked = enter(blaise, email="lucienne@exemple.fr")

    put_on_agenda(asked, by=blaise, at=AT, organ="conseil", on=date(2026, 6, 20))
    memberships.admit(
        asked, by=blaise, at=AT, organ="conseil", decided_on=SIGNED_ON, reference="PV"
    )

    assert not EmailAddress.objects.get(user=asked.person).verified
    assert Letter.objects.get(kind="members.welcome").state == "waiting"


def test_erasing_forgets_the_letters_and_the_paper(blaise):
    asked = enter(blaise)
    bulletins.join_scan(asked, by=blaise, upload=pdf())
    lucienne, file = asked.person, MembershipRequest.objects.get().scan

    forget_words(addresses.those_of(lucienne), about=[asked], stop=True)
    anonymise(lucienne, by=None, at=AT)

    letter = Letter.objects.get(kind="members.requested")
    assert (letter.state, letter.text) == ("failed", "")
    file.refresh_from_db()
    assert file.state == "erased"
    lucienne.refresh_from_db()
    assert lucienne.street == ""


def test_the_signed_paper_is_joined_and_opened_by_keepers_only(client, blaise):
    asked = enter(blaise)

    client.post(f"/demandes/{asked.pk}/bulletin-signe/", {"scan": pdf()})

    asked.refresh_from_db()
    assert asked.scan.name == "bulletin.pdf"
    assert "bulletin.pdf" in client.get(f"/demandes/{asked.pk}/").content.decode()
    client.force_login(member())
    assert client.get(f"/fichiers/{asked.scan.pk}/").status_code == 404


def test_somebody_who_asked_on_paper_may_take_it_back(client, blaise):
    asked = enter(blaise)

    client.post(f"/demandes/{asked.pk}/retrait/")

    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert Entry.objects.get(event="members.taken_back_for").actor == blaise


def test_pages_say_that_there_is_no_e_mail(client, blaise):
    asked = enter(blaise)
    memberships.admit(
        asked, by=blaise, at=AT, organ="conseil", decided_on=SIGNED_ON, reference="PV"
    )
    pk = asked.person_id

    for page in (f"/demandes/{asked.pk}/", f"/registre/{pk}/", "/registre/", f"/membres/{pk}/",
                 "/membres/", "/association/", TO_POST):  # fmt: skip
        text = client.get(page).content.decode()
        assert 'mailto:"' not in text, page
        assert "papier.invalid" not in text, page
    assert "pas d’e-mail" in client.get(f"/registre/{pk}/").content.decode()
    assert Membership.objects.get(person=pk).is_open_on(SIGNED_ON)
