"""How long a closed application is kept: the rule, as dates. Pure; the clock is given.

Without an accord, three months after the end, to explain an answer; with the accord KEEP, two
years after the person's own last gesture, or a year from the day they chose it. What became a
membership is closed when the membership ends: three months later it goes, with the readings, notes
and answers; an accord given before does not hold it, for it spoke of another end. Two notices come
before. How long is dated (``coopstudio.durations``): a longer duration is not for what had ended
already, a shorter one is for all, and a notice counts only for the day that it told. A request
about their data that waits for us holds everything still. Sources: CNIL, guide
du recrutement (2023), by analogy; specification 5.2.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from applications.states import State
from coopstudio.durations.api import Kind


class Why(StrEnum):
    """On what ground a closed application is still there."""

    EXPLAIN = "pour expliquer notre réponse"
    AGREED = "avec un accord pour la garder"
    CHOSEN = "la personne a choisi un an de plus"
    NEVER_JOINED = "invitée, sans demande d’adhésion"
    FORMER = "l’adhésion a pris fin"
    MEMBER_CV = "le CV d’une personne devenue membre"
    FICHE = "la fiche d’une adhésion finie"
    DECEASED = "la fiche d’une personne décédée"

    @property
    def to_them(self):
        """The same, said to the person."""
        return TO_THEM[self]


TO_THEM = {
    Why.EXPLAIN: "pour pouvoir vous expliquer notre réponse",
    Why.AGREED: "avec votre accord pour la garder",
    Why.CHOSEN: "vous avez choisi un an de plus",
    Why.NEVER_JOINED: "notre invitation est restée sans demande d’adhésion de votre part",
    Why.FORMER: "votre adhésion a pris fin",
    Why.MEMBER_CV: "votre CV, devenu inutile une fois membre",
    Why.FICHE: "votre adhésion a pris fin",
}


class Stay(StrEnum):
    """What holds everything still for the moment."""

    HELD = "retenue pour litige"
    FROZEN = "gelée à la demande de la personne"
    ASKED = "une demande de la personne attend notre réponse"
    PROCEDURE = "une procédure est ouverte"
    OWES = "une cotisation reste à régler"
    GIVE_BACK = "une avance reste à rendre"
    OFFICE = "la personne tient encore une fonction"
    RETURNS = "la personne demande à revenir"
    POST = "un avis attend d’être posté"
    DOSSIER = "sa candidature ou ses questions sont encore gardées"
    NOTHING = ""

    @property
    def to_them(self):
        """The same, said to the person."""
        return STAY_TO_THEM.get(self, f"{self}")


STAY_TO_THEM = {
    Stay.HELD: "un différend est ouvert : rien ne s’efface pour le moment",
    Stay.FROZEN: "vous avez gelé vos données : rien ne s’efface avant que le gel soit levé",
    Stay.ASKED: "vous nous avez demandé quelque chose sur vos données : "
    "rien ne s’efface avant notre réponse",
    Stay.OWES: "une cotisation reste à régler",
    Stay.GIVE_BACK: "nous devons vous rendre une avance",
    Stay.OFFICE: "vous tenez encore une fonction",
    Stay.RETURNS: "vous demandez à revenir",
    Stay.POST: "une lettre à ce sujet attend d’être postée",
    Stay.DOSSIER: "votre candidature ou vos questions sont encore gardées",
}


class Step(StrEnum):
    """What is due today."""

    FIRST = "premier avis"
    LAST = "dernier avis"
    ERASE = "effacement"
    ERASE_CV = "effacement du CV"
    NOTHING = ""


SHORT = (timedelta(days=30), timedelta(days=7))
LONG = (timedelta(days=60), timedelta(days=30))
"""How long before the day the two notices leave: for three months, for years."""

AT_LEAST = timedelta(days=2)
"""Between the last notice and the day, however late the house was."""


@dataclass(frozen=True)
class Plan:
    """What becomes of one application, and when."""

    why: Why
    rule_on: date
    erase_on: date
    step: Step
    notices: tuple = SHORT
    stay: Stay = Stay.NOTHING

    @property
    def is_held(self):
        """Whether a dispute holds it."""
        return self.stay == Stay.HELD

    @property
    def is_told(self):
        """Whether two notices come before: the CV of a member goes without a word, and nothing is
        written to the dead."""
        return self.why not in {Why.MEMBER_CV, Why.DECEASED}

    @property
    def today(self):
        """What the report says of today: what holds it still, what is due, or « rien »."""
        return self.stay or self.step or "rien"

    @property
    def next_on(self):
        """The day of the next step."""
        return {Step.FIRST: self.rule_on - self.notices[0]}.get(self.step, self.erase_on)


def plan(facts, *, today, durations):
    """The Plan of one application; None when nothing is ever due.

    ``facts``: an Application with what ``Application.objects.resting()`` knows of it.
    """
    if facts.state == State.INVITED and facts.joined_on:
        cv = _plan_cv(facts, today, durations)
        if facts.left_on is None or facts.has_asked or (cv and cv.step):
            return cv
    elif facts.state == State.INVITED and (facts.has_asked or not facts.invited_until):
        return None
    why, rule_on, notices = _rule(facts, durations, today)
    erase_on, step = steps(facts, rule_on, notices, today)
    stay = _stay(facts)
    return Plan(why, rule_on, erase_on, Step.NOTHING if stay else step, notices, stay)


def add_months(day, months):
    """The same day of the month so many months later; the last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rule(facts, durations, today):
    """(why, day, notices) as the rule says it."""
    why, end = _end(facts)
    explained = add_months(end, durations.promised(Kind.CLOSED, since=end, today=today))
    if not _has_agreed(facts, why, end):
        return why, explained, SHORT
    if facts.kept_until:
        return Why.CHOSEN, max(facts.kept_until, explained), LONG
    last = timezone.localdate(max(facts.spoke_at, facts.agreed_at))
    years = durations.promised(Kind.AGREED, since=last, today=today)
    kept = add_months(last, 12 * years)
    return Why.AGREED, max(kept, explained), LONG


def _end(facts):
    """(why it is still there, the day from which that counts)."""
    if facts.state != State.INVITED:
        return Why.EXPLAIN, timezone.localdate(facts.ended_at)
    if facts.joined_on:
        return Why.FORMER, facts.left_on
    return Why.NEVER_JOINED, facts.invited_until


def _has_agreed(facts, why, end):
    """Whether an accord holds it; a former member's counts from the end of their membership on."""
    if facts.agreed_at is None:
        return False
    is_of_today = facts.kept_until or timezone.localdate(facts.agreed_at) >= end
    return why != Why.FORMER or bool(is_of_today)


def _stay(facts):
    if facts.is_held:
        return Stay.HELD
    if facts.frozen_since:
        return Stay.FROZEN
    return Stay.ASKED if facts.is_owed else Stay.NOTHING


def steps(facts, rule_on, notices, today):
    """(the day it goes, what is due today). A notice counts for the rule that it told."""
    was_told = facts.told_on is not None and facts.told_rule_on == rule_on
    if not was_told:
        is_due = today >= rule_on - notices[0]
        return max(rule_on, today + notices[1]), Step.FIRST if is_due else Step.NOTHING
    if facts.last_notice_at is None:
        is_due = today >= facts.told_on - notices[1]
        is_due = is_due and timezone.localdate(facts.first_notice_at) < today
        return max(facts.told_on, rule_on), Step.LAST if is_due else Step.NOTHING
    is_due = today >= facts.told_on and timezone.localdate(facts.last_notice_at) < today
    return facts.told_on, Step.ERASE if is_due else Step.NOTHING


def _plan_cv(facts, today, durations):
    if not facts.cv_id:
        return None
    joined = facts.joined_on
    day = add_months(joined, durations.promised(Kind.MEMBER_CV, since=joined, today=today))
    stay = _stay(facts)
    is_due = today >= day and not stay
    step = Step.ERASE_CV if is_due else Step.NOTHING
    return Plan(Why.MEMBER_CV, day, day, step, stay=stay)
