"""A letter that comes back is seen: it is no longer said to be sent, and why is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coopstudio.journal.models import Entry
from coopstudio.mail import actions
from coopstudio.mail.inbound.door import take_in
from coopstudio.mail.models import Arrival, Letter
from tests.applications.factories import NOON
from tests.mail.post_office import letter
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
ADDRESS = "jeanne@exemple.fr"
REPORT = """Return-Path: <>
From: MAILER-DAEMON@mx.exemple.fr (Mail Delivery System)
To: maison@studio.example
Message-ID: <{name}@mx.exemple.fr>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.exemple.fr.
--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.exemple.fr

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{address}>: not today
--edge
Content-Type: {kind}

From: filiale@studio.example
Message-ID: <{letter}@studio.example>
Subject: Fleur vous repond

--edge--
"""


def gone(**facts):
    facts = {"state": "sent", "sent_at": NOON - timedelta(hours=1)} | facts
    return letter(ADDRESS, subject="Notre réponse", **facts)


def report(one, **facts):
    facts = {
        "name": "retour", "address": ADDRESS.upper(), "action": "failed", "status": "5.1.1",
        "kind": "message/rfc822", "letter": one.message_id,
    } | facts  # fmt: skip
    return REPORT.format(**facts).encode()


def state_of(one):
    fresh = Letter.objects.get(pk=one.pk)
    return fresh.state, fresh.error


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_letter_that_comes_back_is_not_said_to_be_sent(kind):
    one = gone()

    arrival = take_in(report(one, kind=kind), at=NOON)

    told = "revenue le 11 mai 2026 : cette adresse n’existe pas (5.1.1)"
    assert state_of(one) == ("failed", told)
    assert (arrival.outcome, bytes(arrival.raw or b"")) == (Arrival.Outcome.RETURNED, b"")
    assert Entry.objects.get(event="mail.letter_returned").subject_id == one.pk


def test_what_the_server_says_is_told_when_nobody_knows_the_code():
    one = gone()

    take_in(report(one, status="5.7.26"), at=NOON)

    assert state_of(one)[1].endswith(": 550 5.7.26 <JEANNE@EXEMPLE.FR>: not today (5.7.26)")


def test_a_sign_that_nobody_sees_stops_nothing():
    one = gone()
    raw = report(one, status="5.7.1").replace(b"not today", b"not\0 today")

    take_in(raw, at=NOON)

    assert state_of(one)[1].endswith("not today (5.7.1)")


def test_a_mail_that_was_forwarded_on_its_way_comes_back_too():
    one = gone()
    forwarded = f"Original-Recipient: rfc822; {ADDRESS}\nFinal-Recipient: rfc822; loin@exemple.fr"
    raw = report(one).replace(
        f"Final-Recipient: rfc822; {ADDRESS.upper()}".encode(), forwarded.encode()
    )

    take_in(raw, at=NOON)

    assert state_of(one)[0] == "failed"


def test_what_comes_back_without_its_words_is_a_trace_that_nobody_has_to_see_to():
    one = gone(text="", html="", is_secret=True)

    take_in(report(one), at=NOON)

    assert state_of(one)[0] == "failed"
    assert not Letter.objects.failed().exists()


def test_a_delay_is_not_a_return():
    one = gone()

    take_in(report(one, action="delayed", status="4.4.1"), at=NOON)

    assert state_of(one) == ("sent", "")


@pytest.mark.parametrize(
    "facts", [{"address": "autre@exemple.fr"}, {"letter": "0" * 8 + "-0000-0000-0000-" + "0" * 12},
              {"letter": "x"}, {"kind": "text/plain"}],
)  # fmt: skip
def test_a_return_that_speaks_of_no_letter_of_ours_changes_nothing(facts):
    one = gone()

    take_in(report(one, **facts), at=NOON)

    assert state_of(one) == ("sent", "")


def test_a_letter_that_waits_again_does_not_come_back_a_second_time():
    one = gone()
    take_in(report(one), at=NOON)
    actions.retry(one, by=founder(), at=NOON)

    take_in(report(one, name="retour-2"), at=NOON)

    assert state_of(one) == ("waiting", "")


def test_the_post_shows_it_among_those_to_see_again(client, settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    one = gone()
    take_in(report(one), at=NOON)
    client.force_login(founder())

    page = client.get(f"/courrier/{one.pk}/").text

    assert "cette adresse n’existe pas" in page
    assert "Notre réponse" in client.get("/courrier/?etat=non-envoyees").text


def test_another_mail_asks_nothing_more_of_the_database():
    with CaptureQueriesContext(connection) as asked:
        take_in(report(gone(), kind="text/plain"), at=NOON)

    assert not [one for one in asked if "mail_letter" in one["sql"] and "FOR UPDATE" in one["sql"]]
