"""Amounts are integer cents everywhere; they are written here and nowhere else."""

THIN, HARD, MINUS = "\u202f", "\u00a0", "\u2212"


def euros(cents):
    """« 1 234,50 € » for 123450."""
    return f"{_figures(cents)}{HARD}€"


def short_euros(cents):
    """« 30 € » for 3000, « 30,50 € » for 3050: where the cents are seldom there."""
    return f"{_figures(cents).removesuffix(',00')}{HARD}€"


def typed(cents):
    """« 1234,50 », « 30 »: as a person would type it in a field."""
    return _figures(cents).removesuffix(",00").replace(THIN, "").replace(MINUS, "-")


def number(count):
    """« 12 345 »."""
    return f"{count:,}".replace(",", THIN).replace("-", MINUS)


def in_words(cents):
    """« deux cent mille euros et un centime » for 20000001. Raises ValueError below zero."""
    whole, rest = divmod(_checked(cents), 100)
    if whole < 0:
        raise ValueError("a negative amount is not written in words")
    said = f"{_words(whole)} {_unit(whole)}"
    if not rest:
        return said
    small = f"{_words(rest)} centime{'s' if rest > 1 else ''}"
    return f"{said} et {small}" if whole else small


def _figures(cents):
    whole, rest = divmod(abs(_checked(cents)), 100)
    return f"{MINUS if cents < 0 else ''}{number(whole)},{rest:02}"


def _checked(cents):
    if isinstance(cents, bool) or not isinstance(cents, int):
        raise TypeError(f"an amount is an integer number of cents, not {cents!r}")
    return cents


def _words(count):
    from num2words import num2words  # noqa: PLC0415 (60 languages, for a few papers)

    return num2words(count, lang="fr")


def _unit(count):
    if count and count % 1_000_000 == 0:
        return "d’euros"
    return "euros" if count > 1 else "euro"
