"""What is written when something is wrong says what and where, and nobody."""

import json
import logging
import sys

from django.db import IntegrityError

from coopstudio import logs

ROW = "duplicate key value: Key (lower(email))=(noemie.perrin@exemple.fr) already exists."


def line(words, *args, error=None, **facts):
    """A record as it would be written."""
    told = None
    if error:
        try:
            raise error
        except type(error):
            told = sys.exc_info()
    record = logging.LogRecord("django.request", 40, __file__, 1, words, args, told)
    vars(record).update(facts)
    return logs.Plain().format(record)


def test_a_line_is_json_and_says_where_an_error_was_but_not_its_words():
    told = json.loads(line("Internal Server Error: %s", "/candidater/vous/",
                           error=IntegrityError(ROW), status_code=500))  # fmt: skip

    assert told["says"] == "Internal Server Error: /candidater/vous/"
    assert (told["status"], told["error"]) == (500, ["IntegrityError"])
    assert told["where"][-1].startswith("tests/start/test_logs.py:")
    assert "noemie" not in json.dumps(told)


def test_what_tells_somebody_is_veiled():
    said = logs.veiled(
        "Not Found: /conservation/eyJhbGciOiJIUzI1NiJ9.abc-def_123456789/ de zoe@exemple.fr, "
        "FR76 3000 6000 0112 3456 7890 189, 06 12 34 56 78, /recherche/?q=Perrin\nBcc: x@y.fr"
    )

    for word in ("eyJhbGciOiJIUzI1NiJ9", "zoe", "3000", "12 34", "Perrin", "x@y", "\n"):
        assert word not in said
    assert said.startswith("Not Found: /conservation/<jeton>")


def test_a_task_that_failed_is_named_without_its_error():
    told = json.loads(line("Task raised unexpected: %r", IntegrityError(ROW),
                           data={"name": "coopstudio.mail.tasks.deliver"}))  # fmt: skip

    assert told["says"] == "coopstudio.mail.tasks.deliver a échoué"


def test_ordinary_words_stay():
    assert logs.veiled("Le courrier n’est pas parti : 3 lettres attendent depuis 10 minutes") == (
        "Le courrier n’est pas parti : 3 lettres attendent depuis 10 minutes"
    )
