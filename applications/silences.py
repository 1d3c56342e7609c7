"""What is waited for and does not come, of one application: from which side, and since when.

Nobody waits without knowing why: the person is reminded once, after a week; the founders learn it
a week later. An answer that we promised and did not give is owned in a letter, once, and the
founders are told again each week. Silence refuses nobody. Source: specification 1.1, 2.2.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from applications.models import Application, Assent, Decision, Recall, Reserve, Settlement
from applications.states import OWED, Outcome, State
from coopstudio.french.dates import short_day
from members.models import Invitation

A_WEEK, TWO_DAYS = timedelta(days=7), timedelta(days=2)
Kind = Recall.Kind


@dataclass(frozen=True)
class Silence:
    """One wait. ``recall_on``: the day the person is written to; ``tell_on``: the day founders
    are told, whatever was written; None when a week after the person's letter. ``words``: what
    founders read of it."""

    kind: Kind
    about: str
    recall_on: date
    words: str
    thing: object = None
    tell_on: date | None = None


def concerned(*, today):
    """The applications in which something may be waited for; those of the erased are not."""
    proposed = Application._meta.get_field("pauses").related_model.objects.filter(
        application=OuterRef("pk"), began_at=None, ended_at=None
    )
    invited = Invitation.objects.filter(person=OuterRef("person"), used_at=None)
    found = Application.objects.filter(
        Q(state__in=[State.COMPLETING, State.MET, State.DECIDED])
        | Q(state__in=OWED, answer_by__lt=today)
        | Q(Exists(invited), state=State.INVITED)
        | Exists(proposed)
    )
    return found.select_related("person", "version").order_by("number")


def silences_of(application, *, today):
    """Every Silence of this application today."""
    asked = [_completion, _word, _invitation, _pause, _answer]
    return [one for ask in asked if (one := ask(application, today))]


def _completion(application, today):
    """Precisions asked and never sent; who writes them now is not silent."""
    if application.state != State.COMPLETING:
        return None
    asked = application.completions.filter(closed_at=None).exclude(questions="").first()
    if asked is None:
        return None
    since = timezone.localdate(max(asked.asked_at, asked.saved_at or asked.asked_at))
    words = f"les précisions demandées le {short_day(asked.asked_at)} ne sont pas venues"
    return Silence(Kind.COMPLETION, f"{asked.pk}", since + A_WEEK, words, asked)


def _word(application, today):
    """The person's word after a meeting; asked of everybody, whatever founders decide."""
    if application.state not in {State.MET, State.DECIDED} or not (met := application.last_met_at):
        return None
    said = Assent.objects.filter(application=application, cycle=application.cycle)
    held = Reserve.objects.of_the_person(application)
    if said.exists() or held.open().exists():
        return None
    lifted = Settlement.objects.filter(reserve__in=held.values("pk")).order_by("at").last()
    since = timezone.localdate(max(met, lifted.at if lifted else met))
    words = f"sa parole est attendue depuis le {short_day(since)}"
    return Silence(Kind.WORD, f"{application.cycle}:{since}", since + A_WEEK, words)


def _invitation(application, today):
    """An invitation that nobody used: a week before its end, then once it is over."""
    if application.state != State.INVITED or application.has_joined:
        return None
    invitation = application.person.invitations.filter(used_at=None).first()
    if invitation is None:
        return None
    end = invitation.expires_on
    return Silence(
        Kind.INVITATION, f"{invitation.pk}:{end}", end - A_WEEK,
        f"l’invitation à adhérer a pris fin le {short_day(end)}, sans bulletin",
        invitation, tell_on=end + timedelta(days=1),
    )  # fmt: skip


def _pause(application, today):
    """A day to wait until, to which nobody said yes or no; founders learn it when it lapses."""
    asked = application.pauses.filter(began_at=None, ended_at=None).first()
    if asked is None or not application.can_move_to(State.PAUSED):
        return None
    since = timezone.localdate(asked.asked_at)
    recall_on = min(since + A_WEEK, max(since + TWO_DAYS, asked.until - TWO_DAYS))
    words = f"la proposition d’attendre jusqu’au {short_day(asked.until)} reste sans réponse"
    lapsed = asked.until if asked.until <= today else None
    return Silence(Kind.PAUSE, f"{asked.pk}", recall_on, words, asked, tell_on=lapsed)


def _answer(application, today):
    """The day that we promised has passed, and it is for us to answer. ``thing``: the person's
    word, where it is awaited too."""
    promised = application.answer_by
    if application.state not in OWED or promised >= today:
        return None
    words, word = f"promise pour le {short_day(promised)}", _word(application, today)
    return Silence(Kind.ANSWER, f"{promised}", promised + timedelta(days=1), words, word)


def is_given_up(application):
    """Whether founders decided not to go on: then a word that does not come is no news to them."""
    return Decision.objects.of(application).filter(outcome=Outcome.DECLINE).exists()
