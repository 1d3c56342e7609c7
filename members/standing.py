"""Where a membership stands on a day: pure, from its dates and its facts. Nothing is stored.

``facts`` are those of this membership, in any order, each with ``pk``, ``kind``, ``since``,
``until`` and ``answers_id``. A reader who may not see some facts gets the truth of the others: an
exclusion hidden from them leaves « ancienne », which is true as well.
"""

from datetime import date

from members.states.memberships import ENDINGS, PAUSES, FactKind, Standing

ENDED_BY = {
    FactKind.RESIGNED: Standing.RESIGNED,
    FactKind.REMOVED: Standing.REMOVED,
    FactKind.EXCLUDED: Standing.EXCLUDED,
    FactKind.DIED: Standing.DECEASED,
}
PAUSED_BY = {FactKind.LEAVE: Standing.ON_LEAVE, FactKind.SUSPENSION: Standing.SUSPENDED}
ANSWERED_BY = {
    FactKind.LEAVE_ASKED: {FactKind.LEAVE, FactKind.LEAVE_DECLINED},
    FactKind.LEAVE: {FactKind.RESUMED},
    FactKind.SUSPENSION: {FactKind.RESUMED},
    FactKind.NOTICE: {FactKind.SETTLED, FactKind.REMOVED},
    FactKind.RESIGNED: {FactKind.KEPT},
    FactKind.ACCUSED: {FactKind.CLEARED, FactKind.EXCLUDED},
}
"""What closes what."""


def standing_of(membership, facts, day):
    """The ``Standing`` on that day; None before the organ decided."""
    life = holding(facts)
    if day < membership.decided_on:
        return None
    death = _first(life, {FactKind.DIED})
    if death and day > death.until:
        return Standing.DECEASED
    end = last_day(membership, facts)
    if end is not None and day > end:
        return _ended_by(life, end)
    if membership.awaits == "fee" or day < membership.started_on:
        return Standing.ADMITTED
    return _while_it_lasts(life, day)


def last_day(membership, facts):
    """The last day of the membership, as its facts say today; None while nothing ends it."""
    ends = [one.until for one in endings(facts)]
    return min([*ends, membership.ended_on or date.max]) if ends else membership.ended_on


def endings(facts):
    """What ends the membership, and was neither taken back nor kept by the organ."""
    life = holding(facts)
    kept = {one.answers_id for one in life if one.kind == FactKind.KEPT}
    return [one for one in life if one.kind in ENDINGS and one.pk not in kept]


def holding(facts):
    """The facts that no reversal takes back, in the order of their days."""
    facts = list(facts)
    reversed_ = {one.answers_id for one in facts if one.kind == FactKind.REVERSED}
    standing = [one for one in facts if one.kind != FactKind.REVERSED and one.pk not in reversed_]
    return sorted(standing, key=lambda one: (one.since, one.pk))


def open_on(facts, kinds, day):
    """Those of ``kinds`` that began, and that nothing closed yet on that day; the latest last."""
    life = holding(facts)
    return [one for one in life if one.kind in kinds and _is_open(one, life, day)]


def is_paused(facts, day):
    """Suspended or on leave on that day."""
    return bool(open_on(facts, PAUSES, day))


def overlapping(facts, kinds, since, until):
    """Those of ``kinds`` that hold on a day between these two; without an end, for ever."""
    life = holding(facts)
    paused = [one for one in life if one.kind in kinds and one.since <= (until or date.max)]
    return [one for one in paused if _is_open(one, life, max(since, one.since))]


def _is_open(fact, life, day):
    if fact.since > day or (fact.kind in PAUSES and fact.until and fact.until < day):
        return False
    closing = ANSWERED_BY.get(fact.kind, set())
    return not any(
        one.answers_id == fact.pk and one.kind in closing and one.since <= day for one in life
    )


def _while_it_lasts(life, day):
    """The most telling of what is open: what ends first, then what changes rights."""
    for kind, standing in (
        (FactKind.RESIGNED, Standing.RESIGNING),
        (FactKind.SUSPENSION, Standing.SUSPENDED),
        (FactKind.LEAVE, Standing.ON_LEAVE),
        (FactKind.ACCUSED, Standing.ACCUSED),
        (FactKind.NOTICE, Standing.UNDER_NOTICE),
    ):
        if any(one.kind == kind and _is_open(one, life, day) for one in life):
            return standing
    return Standing.ACTIVE


def _ended_by(life, end):
    first = [one for one in endings(life) if one.until == end]
    return ENDED_BY[first[0].kind] if first else Standing.FORMER


def _first(life, kinds):
    return next((one for one in life if one.kind in kinds), None)
