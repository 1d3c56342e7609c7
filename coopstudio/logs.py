"""What the programs of the house write when something is wrong: one line of JSON, nobody in it.

An exception tells its kind and where it happened, never its words: PostgreSQL quotes the row it
refused. Addresses, numbers of accounts and telephones, tokens and searches are veiled.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

HOUSE = f"{Path(__file__).resolve().parents[1]}/"
FRAMES = 12
VEILS = [
    (re.compile(r"[^\s@<>()\"'=]+@[^\s@<>()\"']+"), "<adresse>"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b"), "<compte>"),
    (re.compile(r"(?:\+\d{2} ?|\b0)[1-9](?:[ .-]?\d{2}){4}\b"), "<téléphone>"),
    (re.compile(r"\?\S*=\S*"), "?<recherche>"),
    (re.compile(r"\)=\([^)]*\)"), ")=(<valeur>)"),
    (re.compile(r"(?=[\w:.=-]*\d)[\w:.=-]{24,}"), "<jeton>"),
]


class Plain(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record):
        told = {
            "at": f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "level": record.levelname,
            "logger": record.name,
            "says": said(record),
        }
        if status := getattr(record, "status_code", None):
            told["status"] = status
        if record.exc_info and record.exc_info[0]:
            told["error"], told["where"] = _error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def said(record):
    """Its words, veiled; of a task that failed (Celery quotes the error), its name alone."""
    task = getattr(record, "data", None)
    if isinstance(task, dict) and "name" in task:
        return f"{task['name']} a échoué"
    return veiled(record.getMessage())


def veiled(words):
    """The same words without what tells somebody, on one line."""
    for found, shown in VEILS:
        words = found.sub(shown, words)
    return " ".join(words.split())[:500]


def _error(error):
    """The kinds of an exception and of its causes, and the last places that it went through."""
    kinds, frames = [], traceback.extract_tb(error.__traceback__)[-FRAMES:]
    while error is not None and len(kinds) < FRAMES:
        kinds.append(type(error).__qualname__)
        error = error.__cause__ or error.__context__
    places = [f"{one.filename.removeprefix(HOUSE)}:{one.lineno} {one.name}" for one in frames]
    return kinds, places


OUT = {"handlers": ["out"], "level": "WARNING"}
CONFIG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "coopstudio.logs.Plain"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": OUT,
    "loggers": {
        "django": OUT | {"propagate": False},
        "gunicorn.error": OUT | {"propagate": False},
    },
}
"""The same for the pages, the workers, and the server that carries them."""
