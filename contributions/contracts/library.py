"""The articles of the house, read from ``clauses.toml``: a draft until a lawyer validates it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contributions.states import TAKEN_BACK, Form

HERE = Path(__file__).with_name("clauses.toml")
FOR = {
    "": frozenset(Form),
    "right": TAKEN_BACK,
    "no_right": frozenset(Form) - TAKEN_BACK,
    **{form.value: frozenset([form]) for form in Form},
}
"""To which forms of apport an article goes, by what its ``only_for`` says."""


@dataclass(frozen=True)
class Article:
    """One article as the house words it."""

    code: str
    title: str
    text: str
    rank: int
    only_for: str = ""
    is_mandatory: bool = True


@cache
def articles():
    """All of them, in the order of the contract."""
    told = tomllib.loads(HERE.read_text(encoding="utf-8"))["clause"]
    return tuple(
        Article(
            one["code"], one["title"], one["text"].strip(), rank * 10, one.get("only", ""),
            one.get("mandatory", True),
        )
        for rank, one in enumerate(told, start=1)
    )  # fmt: skip


def suits(clause, form):
    """Whether an article goes to this form of apport."""
    return form in FOR[clause.only_for]


def required(form):
    """The codes without which no contract of this form leaves, whatever was ended since."""
    return {one.code for one in articles() if one.is_mandatory and suits(one, form)}
