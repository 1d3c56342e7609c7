"""An application as one line of a list: its words, its two reading discs, its pearls of days."""

from functools import cache, lru_cache
from types import SimpleNamespace

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Q,
    Value,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from applications import identity
from applications.models import Meeting, Pause, Reading
from applications.states import OPEN, TO_READ, State
from coopstudio.french.dates import short_moment
from coopstudio.french.workdays import working_days_between
from coopstudio.prepared import Among, prepared

COLUMNS = (
    "pk", "number", "first_name", "last_name", "town", "state", "answer_by", "submitted_at",
    "line", "crossed_at", "turn",
)  # fmt: skip
OVER = frozenset(State) - OPEN
BADGES = {
    State.SUBMITTED: ("badge--warning", "", "À lire"),
    State.READING: ("badge--warning", "badge__dot--doing", "Première lecture"),
    State.COMPLETING: ("badge--info", "badge__dot--doing", "À compléter"),
    State.CROSSED: ("badge--accent", "", "Lectures croisées"),
    State.MEETING_PROPOSED: ("badge--info", "badge__dot--doing", "Créneaux proposés"),
    State.MEETING_SET: ("badge--success", "badge__dot--done", "Rencontre fixée"),
    State.MET: ("badge--accent", "badge__dot--doing", "À décider"),
    State.DECIDED: ("badge--accent", "badge__dot--done", "Lettre à envoyer"),
    State.INVITED: ("badge--success", "badge__dot--done", "Invitée à adhérer"),
    State.DECLINED: ("", "", "Sans suite"),
    State.WITHDRAWN: ("", "", "Retirée"),
    State.PAUSED: ("badge--info", "", "En attente"),
    State.ERASED: ("", "", "Effacée"),
}
GESTURES = {
    State.COMPLETING: "la personne complète sa candidature",
    State.CROSSED: "croiser, puis proposer une rencontre",
    State.MEETING_PROPOSED: "la personne choisit son heure",
    State.MET: "donner votre position",
    State.DECIDED: "relire et envoyer la lettre",
    State.INVITED: "le bulletin est chez elle",
    State.DECLINED: "la réponse est partie",
    State.WITHDRAWN: "à sa demande",
    State.PAUSED: "elle dort jusqu’au jour convenu",
    State.ERASED: "il n’en reste que des dates",
}
PAST = "dire si elle a eu lieu"
DISCS = {"w": "lecture écrite", "d": "brouillon", "n": "pas encore lue"}
PEARLS = settings.ANSWER_PROMISE_DAYS
NEAR = 2  # days before the promise when the pearls change colour


def dressed(found, *, founder, founders, now):
    """The rows of ``found`` (tuples of COLUMNS) as dictionaries whose every word is ready."""
    rows = [dict(zip(COLUMNS, values, strict=True)) for values in found]
    keys = [row["pk"] for row in rows]
    marks, knowing, meetings, pauses = _facts(keys, timezone.localdate(now))
    for row in rows:
        row["folded"] = row["crossed_at"] is None and (row["pk"], founder.pk) not in knowing
    return [
        _dress(row, marks.get(row["pk"], {}), meetings.get(row["pk"]), founder, founders, now)
        | {"pause_until": pauses.get(row["pk"]) if row["state"] in OPEN else None}
        for row in rows
    ]


def _dress(row, marks, meeting, founder, founders, now):
    state, mine, folded = State(row["state"]), marks.get(founder.pk, "n"), row["folded"]
    others = [one.first_name for one in founders if marks.get(one.pk, "n") != "w"]
    badge, dot, word = BADGES[state]
    is_past = state == State.MEETING_SET and bool(meeting and meeting[0]) and meeting[0] < now
    who = row["first_name"], row["last_name"]
    days = waited_for(row["submitted_at"], row["answer_by"], timezone.localdate(now))
    return row | {
        "name": f"Candidature {row['number']:03}" if folded else _name(row),
        "initials": f"{row['number']}" if folded else _initials(row),
        "hue": 1 + row["number"] % 6,
        "line": _snippet(_folded(row["line"], *who) if folded else row["line"]),
        "discs": discs(tuple((one.first_name, marks.get(one.pk, "n")) for one in founders)),
        "badge": badge,
        "dot": dot,
        "word": "Rencontre passée" if is_past else word,
        "is_past": is_past,
        "gesture": PAST if is_past else _gesture(state, mine, meeting, others, row["turn"]),
        "days": None if state in OVER else days,
        "pearls": pearls(min(days, PEARLS)),
    }


def _facts(keys, today):
    """Of each application: each reader's mark in this cycle (written, draft); the pairs
    (application, reader) of those who know the name, having written or unfolded in any cycle; the
    open meeting (its hour, whether it is handed back to founders); the day until which one
    proposed to wait, while it is not answered."""
    marks, knowing, meetings, pauses = {}, set(), {}, {}
    for application, reader, first, second, is_now in _read_and_met(keys=keys):
        if reader is None and not is_now:
            if first.date() > today:
                pauses[application] = first.date()
            continue
        if reader is None:
            meetings[application] = first, second is not None
            continue
        if is_now:
            marks.setdefault(application, {})[reader] = "w" if first else "d"
        if first or second:
            knowing.add((application, reader))
    return marks, knowing, meetings, pauses


@prepared
def _read_and_met():
    """Readings, open meetings and proposals to wait in one question: (application, reader, written,
    unfolded, in this cycle); a meeting has no reader, but its hour, and when it was handed back; a
    proposal has its day, and is no matter of a cycle."""
    is_now = ExpressionWrapper(Q(cycle=F("application__cycle")), output_field=BooleanField())
    readings = Reading.objects.filter(Among("application", "keys")).values_list(
        "application_id", "reader_id", "written_at", "unfolded_at", is_now
    )
    nobody = Cast(Value(None), BigIntegerField())
    meetings = (
        Meeting.objects.open()
        .filter(Among("application", "keys"))
        .values_list(
            "application_id", nobody, "at", Coalesce("countered_at", "released_at"), Value(True)
        )
    )
    pauses = Pause.objects.filter(Among("application", "keys"), began_at=None, ended_at=None)
    moment = DateTimeField()
    pauses = pauses.values_list(
        "application_id", nobody, Cast("until", moment), Cast(Value(None), moment), Value(False)
    )
    return readings.union(meetings, pauses, all=True)


@lru_cache(maxsize=200)
def discs(marks):
    """The disc of each reader, from ((first name, mark), …)."""
    return format_html_join(
        "",
        '<span class="ca-read ca-read--{0}" title="{1}"><span aria-hidden="true">{2}</span>'
        '<span class="visually-hidden">{1}.</span></span>',
        ((mark, f"{name} : {DISCS[mark]}", name[:1]) for name, mark in marks),
    )


def _gesture(state, mine, meeting, others, turn):
    if state in TO_READ:
        theirs = f"{' et '.join(others)} {'lit' if len(others) == 1 else 'lisent'}"
        said = {"n": "ouvrir la lecture", "d": "reprendre votre brouillon", "w": theirs}
        return said[mine]
    hour, is_handed_back = meeting or (None, False)
    if is_handed_back:
        return "répondre sur l’heure" if hour else "proposer d’autres heures"
    if state == State.MEETING_SET and hour:
        return short_moment(hour)
    if turn == "autre" and state == State.MET:
        return "sa position est attendue"
    if turn == "personne" and state == State.DECIDED:
        return "son consentement est attendu"
    return GESTURES.get(state, "")


@cache
def pearls(days):
    """Ten pearls, one a working day that has passed; the last two have their own colour."""
    near = " ca-beads__near" if days >= PEARLS - NEAR else ""
    drawn = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="8" r="5"/>',
        (
            (f"ca-beads__on{near}" if rank < days else "ca-beads__off", 7 + 14 * rank)
            for rank in range(PEARLS)
        ),
    )
    return format_html(
        '<svg class="ca-beads" width="{0}" height="16" viewBox="0 0 {0} 16" aria-hidden="true">'
        "{1}</svg>",
        14 * PEARLS,
        drawn,
    )


def waited_for(submitted_at, answer_by, today):
    """Working days since it was sent; since it was taken up again, if the promise began anew."""
    since_promised = PEARLS - working_days_between(today, answer_by)
    return max(min(waited(submitted_at, today), since_promised), 0)


def waited(submitted_at, today):
    """Working days since an application was sent."""
    return max(working_days_between(timezone.localdate(submitted_at), today), 0)


def _name(row):
    return f"{row['first_name']} {row['last_name']}".strip()


def _initials(row):
    return f"{row['first_name'][:1]}{row['last_name'][:1]}".upper() or "?"


@lru_cache(maxsize=2000)
def _folded(text, first_name, last_name):
    """Somebody may have signed in their first sentence."""
    named = SimpleNamespace(first_name=first_name, last_name=last_name, email="")
    return identity.folded(text, identity.names_of(named))


def _snippet(text):
    """The first words, cut between two of them."""
    line = " ".join(text.split())
    return line if len(line) < 140 else f"{line[:140].rsplit(' ', 1)[0]}…"
