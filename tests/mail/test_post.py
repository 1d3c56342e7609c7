"""Every letter leaves once; what cannot leave is tried again, then shown to somebody."""

import os
import signal
import smtplib
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
import time_machine
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.mail import post
from coopstudio.mail.models import Letter
from tests.mail.post_office import counter, letter, refusing
from tests.members.factories import person

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
DOWN = ConnectionRefusedError("Connection refused")


def states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
class TestTheRound:
    def test_each_letter_leaves_once_over_one_line(self, settings):
        written = [letter(f"{name}@exemple.fr") for name in ("agnes", "idriss", "leonie")]

        with counter(settings) as office:
            first, second = post.deliver_due(), post.deliver_due()

        assert (first.sent, second.sent, office.opened) == (3, 0, 1)
        assert [message.to[0] for message in office.taken] == [one.to for one in written]
        assert states() == ["sent", "sent", "sent"]

    def test_a_letter_carries_its_words_twice_and_a_number_for_ever(self, settings):
        entry = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
        one = letter(calendar=entry)

        message = post.as_message(one).message()

        assert message["Message-ID"] == f"<{one.message_id}@localhost>"
        assert message["To"] == "noemie@exemple.fr"
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
        ]

    def test_a_worker_asked_to_end_ends_its_letter_and_notes_it_first(self, settings):
        for name in ("agnes", "idriss"):
            letter(f"{name}@exemple.fr")

        def end(_message):
            os.kill(os.getpid(), signal.SIGTERM)

        def leave(*_):
            raise SystemExit

        heard = signal.signal(signal.SIGTERM, leave)
        try:
            with counter(settings, end) as office, pytest.raises(SystemExit):
                post.deliver_due()
        finally:
            signal.signal(signal.SIGTERM, heard)

        assert (len(office.taken), states()) == (1, ["sent", "waiting"])

    def test_an_invitation_says_what_a_diary_must_do_with_it(self, settings):
        entry = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"

        message = post.as_message(letter(calendar=entry)).message()

        beside, joined = (
            part
            for part in message.walk()
            if "cal" in part.get_content_type() or "ics" in part.get_content_type()
        )
        assert beside["Content-Type"].params == {"method": "CANCEL", "charset": "utf-8"}
        assert joined.get_filename() == "rendez-vous.ics"
        assert beside.get_payload(decode=True) == joined.get_payload(decode=True) == entry.encode()

    def test_a_letter_waits_for_its_document_then_carries_it(self, settings):
        paper = paper_about(person())
        letter(document=paper)

        with counter(settings) as office:
            before = post.deliver_due().sent
            issue(paper, b"%PDF-1.7 words")
            after = post.deliver_due().sent

        attachment = office.taken[0].attachments[0]
        assert (before, after) == (0, 1)
        assert (attachment.filename, attachment.content, attachment.mimetype) == (
            "Votre copie.pdf",
            b"%PDF-1.7 words",
            "application/pdf",
        )

    def test_a_letter_is_read_before_its_document_is_made(self):
        waiting = letter(document=paper_about(person()))

        assert list(post.as_message(waiting).message().walk())
        assert post.as_message(waiting).attachments == []

    def test_a_letter_whose_document_cannot_be_made_is_shown(self, settings):
        one = letter(document=paper_about(person(), state="failed"))

        with counter(settings):
            post.deliver_due()

        one.refresh_from_db()
        assert (one.state, one.error) == (
            "failed",
            "le document à joindre n’a pas pu être produit",
        )

    def test_a_secret_letter_forgets_what_it_said_once_it_has_left(self, settings):
        one = letter(is_secret=True)

        with counter(settings) as office:
            post.deliver_due()

        one.refresh_from_db()
        assert "À bientôt." in office.taken[0].body
        assert (one.state, one.subject, one.text, one.html) == ("sent", "", "", "")


@pytest.mark.django_db
class TestTrouble:
    def test_a_refusal_for_ever_is_shown_at_once_and_delays_nobody(self, settings):
        for name in ("agnes", "idriss", "leonie"):
            letter(f"{name}@exemple.fr")

        with counter(settings, refusing("idriss@exemple.fr", 550, "no such person")):
            post.deliver_due()

        assert states() == ["sent", "failed", "sent"]
        assert Letter.objects.failed().get().error == "550 no such person"

    def test_a_refusal_for_now_is_tried_again_later_and_doubles_nobody(self, settings):
        for number in range(30):
            letter(f"personne-{number}@exemple.fr")
        busy = refusing("personne-7@exemple.fr", 451, "come back")

        with time_machine.travel(NOON, tick=False) as clock:
            with counter(settings, busy) as office:
                for _ in range(3):
                    post.deliver_due()
                taken = len(office.taken)
            waiting = Letter.objects.get(state="waiting")
            clock.shift(timedelta(minutes=2))
            with counter(settings) as later:
                post.deliver_due()

        assert taken == 29
        assert (waiting.attempts, waiting.next_try_at) == (1, NOON + timedelta(minutes=1))
        assert [message.to for message in later.taken] == [["personne-7@exemple.fr"]]

    def test_the_same_refusal_grows_rarer_then_stops_after_a_day(self, settings):
        letter()
        tries = []

        with (
            time_machine.travel(NOON, tick=False) as clock,
            counter(settings, refusing("noemie@exemple.fr", 451)),
        ):
            for minute in range(0, 30 * 60, 1):
                clock.move_to(NOON + timedelta(minutes=minute))
                if post_has_something():
                    post.deliver_due()
                    tries.append(minute)

        assert tries == [0, 1, 6, 21, 81, 261, 621, 981, 1341]
        assert states() == ["failed"]

    def test_ten_minutes_without_server_cost_no_letter(self, settings):
        for number in range(20):
            letter(f"personne-{number}@exemple.fr")

        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(10):
                with counter(settings, closed=DOWN):
                    assert post.deliver_due().sent == 0
                clock.shift(timedelta(minutes=1))
            clock.shift(timedelta(minutes=1))
            with counter(settings) as office:
                post.deliver_due()

        assert len({message.to[0] for message in office.taken}) == len(office.taken) == 20

    def test_a_whole_day_without_server_is_shown(self, settings):
        letter()
        letter("agnes@exemple.fr")

        with time_machine.travel(NOON, tick=False) as clock:
            for hours in (0, 12, 25):
                clock.move_to(NOON + timedelta(hours=hours))
                with counter(settings, closed=DOWN):
                    post.deliver_due()
                    post.deliver_due()

        assert states() == ["failed", "failed"]

    def test_a_worker_that_slept_for_days_tries_before_it_gives_up(self, settings):
        letter(written_at=NOON - timedelta(days=3), next_try_at=NOON - timedelta(days=3))

        with time_machine.travel(NOON, tick=False), counter(settings, closed=DOWN):
            post.deliver_due()

        assert states() == ["waiting"]

    def test_a_server_that_hangs_up_after_some_letters_is_called_again(self, settings):
        for number in range(5):
            letter(f"personne-{number}@exemple.fr")
        answers = iter([None, None, smtplib.SMTPServerDisconnected("enough"), None, None, None])

        def tired(message):
            trouble = next(answers)
            if trouble:
                raise trouble

        with counter(settings, tired) as office:
            post.deliver_due()

        assert (len(office.taken), office.opened) == (5, 2)

    def test_a_letter_that_cannot_be_written_blocks_nobody(self, settings):
        letter("noémie@exemple.fr")
        letter("agnes@exemple.fr")

        def strict(message):
            message.to[0].encode("ascii")

        with counter(settings, strict):
            post.deliver_due()

        assert states() == ["failed", "sent"]

    def test_a_round_stops_in_time_and_says_that_there_is_more(self, settings):
        letter()

        with counter(settings):
            assert post.deliver_due(seconds=0).has_more


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_carry_each_letter_once(settings):
    for number in range(40):
        letter(f"personne-{number}@exemple.fr")
    start, sent = Barrier(2), []

    def one_round():
        start.wait()
        sent.append(post.deliver_due().sent)
        connections.close_all()

    with counter(settings, lambda message: sleep(0.002)) as office:
        rounds = [Thread(target=one_round) for _ in range(2)]
        for each in rounds:
            each.start()
        for each in rounds:
            each.join()

    assert sum(sent) == len({message.to[0] for message in office.taken}) == len(office.taken) == 40
    assert min(sent) > 0


@pytest.mark.django_db
def test_after_90_days_only_the_trace_of_a_letter_stays():
    old, recent = NOON - timedelta(days=91), NOON - timedelta(days=89)
    gone = letter(written_at=old, sent_at=old, state="sent")
    letter(written_at=recent, sent_at=recent, state="sent")
    letter(written_at=old)

    with time_machine.travel(NOON, tick=False):
        assert post.forget_old_words() == 1

    gone.refresh_from_db()
    assert (gone.text, gone.html, gone.subject, gone.to) == ("", "", "", "noemie@exemple.fr")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"to": "a@b.fr\nBcc: x@y.fr"},
        {"to": "a@b.fr,c@d.fr"},
        {"subject": "Bonjour\nBcc: x@y.fr"},
        {"subject": "Bonjour\rBcc: x@y.fr"},
    ],
)
def test_a_letter_with_two_lines_in_a_header_is_not_even_written(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        letter(**facts)


def post_has_something():
    return Letter.objects.due(timezone.now()).exists()


def paper_about(someone, **facts):
    return Document.objects.create(
        kind="tests.copy",
        title="Votre copie",
        template="documents/sheet.html",
        data={},
        subject_kind="members.person",
        subject_id=someone.pk,
        **facts,
    )


def issue(paper, content):
    paper.state, paper.content, paper.sha256, paper.issued_at = "issued", content, "0" * 64, NOON
    paper.save()
