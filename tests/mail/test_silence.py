"""After a death nothing is written by itself any more, by whatever road."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coopstudio.mail import post
from coopstudio.mail.actions import NotFailed, retry
from coopstudio.mail.models import Letter, Silence
from coopstudio.mail.silence import hush, is_silenced, speak_again
from tests.mail.post_office import counter

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 2, 9, tzinfo=ZoneInfo("Europe/Paris"))
ADDRESS = "Ousmane@exemple.fr"


def letter(key="a", *, to=ADDRESS, **facts):
    return Letter.objects.create(kind="x", key=key, to=to, subject="x", text="x", html="x", **facts)


def states():
    return list(Letter.objects.order_by("key").values_list("state", flat=True))


def post_all(settings):
    """To whom the letters of one round went."""
    with counter(settings) as office:
        post.deliver_due()
    return [message.to[0] for message in office.taken]


def test_what_waits_for_a_silenced_address_does_not_leave(settings):
    letter()

    assert hush([ADDRESS.upper()], at=AT) == 1
    assert post_all(settings) == []
    assert states() == ["silenced"]


def test_what_is_written_later_is_held_back_by_the_database_itself(settings):
    hush([ADDRESS], at=AT)

    Letter.objects.bulk_create(
        [Letter(kind="x", key=f"{n}", to=ADDRESS, subject="x", text="x", html="x") for n in (1, 2)]
    )
    letter(to="autre@exemple.fr", key="3")

    assert post_all(settings) == ["autre@exemple.fr"]
    assert states() == ["silenced", "silenced", "sent"]


def test_a_letter_that_crossed_the_silence_is_looked_at_again_before_it_leaves(settings):
    letter()
    Silence.objects.create(address=ADDRESS.lower())

    assert post_all(settings) == []


def test_what_was_held_back_is_not_put_in_the_post_again():
    hush([ADDRESS], at=AT)

    with pytest.raises(NotFailed):
        retry(letter(), by=None, at=AT)


def test_a_failed_letter_that_is_tried_again_is_held_back():
    failed = letter(state="failed")
    hush([ADDRESS], at=AT)

    retry(failed, by=None, at=AT)

    assert states() == ["silenced"]


def test_what_was_already_sent_stays_sent():
    letter(state="sent", sent_at=AT)

    hush([ADDRESS], at=AT)

    assert states() == ["sent"]


def test_a_silence_set_by_mistake_is_lifted_and_nothing_held_back_leaves():
    hush([ADDRESS], at=AT)
    letter("1")
    speak_again([ADDRESS.upper()])
    letter("2")

    assert not is_silenced(ADDRESS)
    assert states() == ["silenced", "waiting"]
