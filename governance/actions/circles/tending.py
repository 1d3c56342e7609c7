"""What the days bring to a circle by themselves: mandates near their end, people who have left the
association, links that are silent, circles of one."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.french.dates import short_day
from coopstudio.french.typography import de
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import tensions
from governance.actions.circles import belonging
from governance.circles.health import MISSED
from governance.college import secretary
from governance.models import Circle, CircleMember
from governance.states import Wish
from governance.tensions import REVIEW, key_of

RECALLED = (7, 30)
"""How many days before its end a mandate is recalled; its last day is told by its end."""
ALONE = timedelta(days=90)


class NotDue(Refused):
    message = "Rien n’est à rappeler aujourd’hui."


def recall(mandate, *, at):
    """Tell who holds it, and the secretary, that a mandate ends: a month before, a week before."""
    on = timezone.localdate(at)
    left = (mandate.until - on).days
    due = next((days for days in RECALLED if 0 < left <= days), None)
    if due is None or mandate.ended_on:
        raise NotDue
    emails.mandate_near(mandate, days=due, on=on)


def let_go(member, *, at):
    """Somebody has left the association: from the same day they are of no circle (D14)."""
    belonging.leave(member, by=None, at=at, why="L’adhésion à l’association a pris fin.")


def welcome_back(decision, *, at):
    """The time of a departure that was asked is over: the place is offered again, once (CVC)."""
    proposal, circle = decision.proposal, decision.circle
    left = CircleMember.objects.filter(circle=circle, person=proposal.about_person).last()
    if not circle.is_open or decision.term_on > timezone.localdate(at) or left is None:
        raise NotDue
    by = secretary(circle, on=timezone.localdate(at)) or proposal.carrier
    planned = belonging.plan(circle, left.person, by=by, at=at, standing=left.standing)
    belonging.send(planned, at=at, decision=decision)


def say_silent(link, *, at):
    """A link missed three meetings of the parent: both secretaries are told, once."""
    emails.link_silent(link, missed=MISSED, on=timezone.localdate(at))


def feel_alone(circle, *, at):
    """Somebody has been alone in a circle for three months: the parent circle talks of it."""
    tensions.drop(
        circle.parent,
        by=None,
        at=at,
        subject=f"{circle} : une personne seule depuis trois mois"[:160],
        words=f"Le cercle {circle.bare} ne compte plus qu’une personne, et le double lien y est "
        "impossible. La rejoindre, en faire un rôle, ou reprendre son domaine ?",
        wish=Wish.EXPLORE,
        key=f"alone:{circle.pk}:{circle.since:%Y%m%d}",
    )


def speak_of_tutoring(review, *, at):
    """A review of a tutorship stayed silent after its one reminder: the circle where both sit talks
    of it. Not a word of what anybody feels, which nobody said."""
    walk, on = review.tutorship, timezone.localdate(at)
    theirs = Circle.objects.living().of(walk.newcomer, on=on)
    circle = theirs.filter(pk__in=Circle.objects.of(walk.tutor, on=on).values("pk")).first()
    if circle is None:
        raise NotDue
    tensions.drop(
        circle,
        by=None,
        at=at,
        subject=f"Le tutorat {de(walk.newcomer)} et {de(walk.tutor)} attend une parole"[:160],
        words=f"Le point prévu le {short_day(review.due_on)} est resté sans réponse, et l’appui "
        "continue. De quoi ces deux personnes ont-elles besoin pour se le dire ?",
        wish=Wish.UNDERSTAND,
        key=key_of(REVIEW, review),
    )


def remember_the_end(circle, *, at):
    """A support circle has reached its last day: its parent hears what it recommends."""
    tensions.drop(
        circle.parent,
        by=None,
        at=at,
        subject=f"Le cercle de soutien {circle.bare} arrive à son terme"[:160],
        words=f"{circle.referent} rapporte ce que le cercle recommande ; puis il se clôt, ou le "
        "cercle lui donne un autre jour.",
        wish=Wish.UNDERSTAND,
        key=f"term:{circle.pk}:{circle.ends_on:%Y%m%d}",
    )
