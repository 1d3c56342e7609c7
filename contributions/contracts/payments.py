"""The payments that a contract writes: on a day of their own, or so many days from its force."""

from datetime import date, timedelta

from coopstudio.french import dates

WITHIN = 30
"""Days, from the entry into force, to pay what has no day of its own."""


def parts_of(pledge, on):
    """The parts that were promised, never before the contract's day; or the whole, in one go, once
    both sides have signed: nothing is paid before."""
    parts = [
        {"on": max(one.due_on, on).isoformat(), "cents": one.cents} for one in pledge.parts.all()
    ]
    return parts or [{"on": "", "days": WITHIN, "cents": pledge.cents}]


def when(part):
    """« 3 mars 2027 », or what the paper says of a day that nobody knows yet."""
    if part["on"]:
        return dates.short_day(part["on"])
    return f"dans les {part['days']} jours de l’entrée en vigueur"


def due_on(part, in_force_on):
    """Its day; one that had passed when the contract entered into force leaves the same days."""
    day = date.fromisoformat(part["on"]) if part["on"] else None
    if day and day >= in_force_on:
        return day
    return in_force_on + timedelta(days=part.get("days", WITHIN))
