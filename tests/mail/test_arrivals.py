"""By whichever door a mail comes, it comes in once: the web, a box that is emptied, a pipe."""

import io
import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from applications.actions import conversations
from coopstudio.mail.inbound import door, polling
from coopstudio.mail.inbound.addresses import reply_address
from coopstudio.mail.inbound.door import take_in
from coopstudio.mail.models import Arrival
from tests.applications.factories import NOON, conversation
from tests.mail.test_inbound import HOUSE, plain
from tests.members.factories import person
from tests.together import together

SECRET = "un-secret-assez-long"  # noqa: S105 (of the tests)
DOOR = "/courrier/entrant/"


@pytest.fixture(autouse=True)
def house(settings):
    settings.REPLY_ADDRESS = HOUSE
    settings.INBOUND_SECRET = SECRET


def a_thread():
    jeanne = person("Jeanne", "Colin", email="jeanne@exemple.fr")
    return conversation(person=jeanne)


def mail_to(thread, text="Oui, en train.", **headers):
    return plain(text, **{"To": reply_address("fil", thread.pk, thread.person.pk), **headers})


def answers(thread):
    return list(thread.messages.order_by("pk").values_list("text", flat=True))[1:]


# --- once ---


@pytest.mark.django_db
def test_the_same_mail_twice_is_one_message():
    thread = a_thread()

    first, second = (take_in(mail_to(thread), at=NOON) for _ in range(2))

    assert first == second
    assert answers(thread) == ["Oui, en train."]


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_twice_at_the_same_second_is_one_message():
    thread = a_thread()

    raised = together(*[lambda: take_in(mail_to(thread), at=NOON)] * 3)

    assert (raised, answers(thread)) == ([], ["Oui, en train."])


@pytest.mark.django_db
def test_a_mail_that_was_not_taken_leaves_nothing_and_comes_again(monkeypatch):
    thread = a_thread()

    def fail(*args, **words):
        raise RuntimeError

    monkeypatch.setitem(door.HANDLERS, "fil", fail)
    with pytest.raises(RuntimeError):
        take_in(mail_to(thread), at=NOON)
    assert not Arrival.objects.exists()
    monkeypatch.undo()

    take_in(mail_to(thread), at=NOON)
    assert answers(thread) == ["Oui, en train."]


@pytest.mark.django_db
def test_a_mail_is_kept_as_it_came_for_thirty_days_and_no_more():
    raw = mail_to(a_thread())
    arrival = take_in(raw, at=NOON)
    assert (bytes(arrival.raw), arrival.sender) == (raw, "jeanne@exemple.fr")

    door.forget_old(before=NOON)
    arrival.refresh_from_db()
    assert arrival.raw is not None

    door.forget_old(before=NOON + timedelta(seconds=1))
    arrival.refresh_from_db()
    assert (arrival.raw, arrival.sender, arrival.outcome) == (None, "", "taken")


@pytest.mark.django_db
def test_what_nobody_asked_for_is_not_kept():
    arrival = take_in(plain("Achetez mes montres", To=HOUSE), at=NOON)

    assert (arrival.outcome, arrival.raw) == ("nobody", None)


# --- the web ---


@pytest.mark.django_db
def test_a_server_that_knows_the_secret_hands_over_a_mail(client):
    thread = a_thread()

    answer = client.post(
        DOOR,
        mail_to(thread),
        content_type="message/rfc822",
        headers={"Authorization": f"Bearer {SECRET}"},
    )

    assert (answer.status_code, answer.text) == (200, "reçu\n")
    assert answers(thread) == ["Oui, en train."]


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "Bearer ", "Bearer autre", SECRET, f"Basic {SECRET}"])
def test_nobody_else_finds_the_door(client, secret):
    thread = a_thread()

    answer = client.post(
        DOOR, mail_to(thread), content_type="message/rfc822", headers={"Authorization": secret}
    )

    assert answer.status_code == 404
    assert answers(thread) == []


@pytest.mark.django_db
def test_without_a_secret_there_is_no_door(client, settings):
    settings.INBOUND_SECRET = ""

    answer = client.post(
        DOOR, b"un", content_type="message/rfc822", headers={"Authorization": "Bearer "}
    )

    assert answer.status_code == 404


@pytest.mark.django_db
def test_a_mail_that_weighs_too_much_is_not_taken(client, settings):
    settings.INBOUND_LIMIT = 1_000
    thread = a_thread()

    answer = client.post(
        DOOR,
        mail_to(thread, "x" * 2_000),
        content_type="message/rfc822",
        headers={"Authorization": f"Bearer {SECRET}"},
    )

    assert answer.status_code == 413
    assert not Arrival.objects.exists()


# --- the pipe ---


def piped(raw, monkeypatch):
    class Pipe:
        buffer = io.BytesIO(raw)

    monkeypatch.setattr("sys.stdin", Pipe)
    out = io.StringIO()
    call_command("receive_mail", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_pipe_hands_over_a_mail(monkeypatch):
    thread = a_thread()

    assert piped(mail_to(thread), monkeypatch) == "reçu\n"
    assert answers(thread) == ["Oui, en train."]


@pytest.mark.django_db
def test_a_pipe_tells_the_mail_server_that_nobody_is_there(monkeypatch):
    with pytest.raises(CommandError) as refusal:
        piped(plain("Bonjour", To=HOUSE), monkeypatch)

    assert refusal.value.returncode == 67


# --- the box ---


class Box(socketserver.StreamRequestHandler):
    """The least of IMAP that a real client needs: mails by number, and who was read."""

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, asked = line.partition(" ")
            words = asked.upper().split()
            verb = words[1] if words[0] == "UID" else words[0]
            getattr(self, f"do_{verb.lower()}", lambda _: None)(asked)
            self.say(f"{tag} OK done")
            if verb == "LOGOUT":
                return

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")

    def do_capability(self, _asked):
        self.say("* CAPABILITY IMAP4rev1")

    def do_select(self, _asked):
        self.say(f"* {len(self.server.mails)} EXISTS")

    def do_search(self, asked):
        is_asked = "UNFLAGGED" not in asked
        unread = [
            str(uid)
            for uid in self.server.mails
            if uid not in self.server.read and (uid in self.server.flagged) == is_asked
        ]
        self.say(f"* SEARCH {' '.join(unread)}".rstrip())

    def do_fetch(self, asked):
        uid = int(asked.split()[2])
        raw = self.server.mails[uid]
        if "RFC822.SIZE" in asked:
            self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)})")
            return
        part = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in asked else raw
        self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(part)}}}\r\n".encode())
        self.wfile.write(part + b")\r\n")

    def do_store(self, asked):
        marked = self.server.flagged if "Flagged" in asked else self.server.read
        marked.add(int(asked.split()[2]))


@contextmanager
def box(settings, *mails):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Box) as server:
        server.mails = dict(enumerate(mails, start=1))
        server.read, server.flagged = set(), set()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.INBOX = {
            "host": "127.0.0.1",
            "port": server.server_address[1],
            "ssl": False,
            "user": "reponse",
            "password": "secret",
            "folder": "INBOX",
        }
        yield server
        server.shutdown()


@pytest.mark.django_db
def test_a_box_is_emptied_and_its_mails_marked_as_read(settings):
    thread = a_thread()
    mails = [mail_to(thread, f"Mot {n}", Message_ID=f"<{n}@exemple.fr>") for n in (1, 2)]

    with box(settings, *mails) as server:
        assert polling.fetch_new() == 2
        assert polling.fetch_new() == 0

    assert server.read == {1, 2}
    assert answers(thread) == ["Mot 1", "Mot 2"]


@pytest.mark.django_db
def test_a_mail_that_could_not_be_taken_is_not_marked_and_keeps_nobody_waiting(
    settings, monkeypatch
):
    thread = a_thread()
    mails = [mail_to(thread, f"Mot {n}", Message_ID=f"<{n}@exemple.fr>") for n in (1, 2)]
    real = conversations.write

    def fails_once(conversation, *, text, **words):
        if text == "Mot 1":
            raise RuntimeError
        return real(conversation, text=text, **words)

    with box(settings, *mails) as server:
        monkeypatch.setattr(conversations, "write", fails_once)
        polling.fetch_new()
        assert (server.read, answers(thread)) == ({2}, ["Mot 2"])
        monkeypatch.setattr(conversations, "write", real)
        polling.fetch_new()

    assert (server.read, sorted(answers(thread))) == ({1, 2}, ["Mot 1", "Mot 2"])


@pytest.mark.django_db
def test_mails_that_always_fail_stop_nobody_and_each_is_tried_again(settings, monkeypatch):
    thread = a_thread()
    monkeypatch.setattr(polling, "ROUND", 3)
    monkeypatch.setattr(polling, "AGAIN", 1)
    mails = [mail_to(thread, f"Mot {n}", Message_ID=f"<{n}@exemple.fr>") for n in range(1, 5)]
    real = conversations.write

    def fails(conversation, *, text, **words):
        if text != "Mot 4":
            raise RuntimeError
        return real(conversation, text=text, **words)

    with box(settings, *mails) as server:
        monkeypatch.setattr(conversations, "write", fails)
        polling.fetch_new()
        assert (server.read, server.flagged) == (set(), {1, 2, 3})
        polling.fetch_new()
        assert (server.read, answers(thread)) == ({4}, ["Mot 4"])
        monkeypatch.setattr(conversations, "write", real)
        for _ in range(3):
            polling.fetch_new()

    assert server.read == {1, 2, 3, 4}


@pytest.mark.django_db
def test_a_mail_read_but_not_marked_is_recognised_when_it_comes_again(settings):
    thread = a_thread()

    with box(settings, mail_to(thread)) as server:
        polling.fetch_new()
        server.read.clear()
        polling.fetch_new()

    assert answers(thread) == ["Oui, en train."]


@pytest.mark.django_db
def test_of_a_heavy_mail_only_the_head_is_fetched(settings):
    settings.INBOUND_LIMIT = 2_000
    thread = a_thread()

    with box(settings, mail_to(thread, "x" * 5_000)):
        polling.fetch_new()

    arrival = Arrival.objects.get()
    assert (arrival.outcome, answers(thread)) == ("heavy", [])
    assert len(arrival.raw) < 2_000


@pytest.mark.django_db
def test_without_a_box_nothing_is_asked():
    assert polling.fetch_new() == 0
