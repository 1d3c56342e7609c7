"""What learning leaves to each member, to those who keep the association, and to who leaves it.

A review that nobody answered, after its one reminder, comes on the agenda of the circle where both
sit; of those who share none, on the secretary's desk. What it says stays between the two; only the
silence is told. A need that was drawn from an encounter leads to those who could meet it.
"""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coopstudio.french.dates import short_day
from members.carrying import Carried, carries
from members.home import Task, awaits
from members.learning.home import reviews_of
from members.learning.tutoring import untutored
from members.leaving import Open, keeps_back
from members.models import LearningSession, OutsideTraining, Review, Tutorship
from members.permissions import sees_learning
from members.querysets.frozen import unfrozen
from members.states import Fruit, Role
from members.waiting import SHOWN, Wait, pile, waits_for

SPOKEN_OF = []
SILENCE = timedelta(days=7)
"""After its reminder."""


def speaks_of_reviews(told):
    """Register ``told()``: the condition on a review that somebody talks of it elsewhere already.

    A decorator, for an app of a floor above, which has circles and their agendas.
    """
    SPOKEN_OF.append(told)
    return told


def silent_reviews(*, on):
    """Points of a tutorship that stayed without an answer a week after their reminder, and that are
    on nobody's agenda yet. Of whom the data rest, nobody's silence is told."""
    found = Review.objects.open().silent().filter(reminded_at__date__lte=on - SILENCE)
    found = found.filter(unfrozen("tutorship__newcomer"), unfrozen("tutorship__tutor"))
    for told in SPOKEN_OF:
        found = found.exclude(told())
    return found.order_by("reminded_at", "pk")


@waits_for(Role.SECRETARY)
def silences(person, on):
    """For the agenda: the two names and the date, not a word of what anybody feels."""
    rows = silent_reviews(on=on).select_related("tutorship__newcomer", "tutorship__tutor")
    desk = reverse("members:tutorships")
    return pile("Tutorats dont on ne parle plus", "speech", desk, rows, _silence)


@waits_for(Role.SECRETARY)
def newcomers(person, on):
    """Those who came in the last months, and beside whom nobody walks."""
    rows = untutored(on=on).exclude(pk=person.pk).order_by("since", "pk")
    return pile("Arrivées sans tutorat", "hand", reverse("members:tutorships"), rows, _alone)


@waits_for(Role.SECRETARY)
def trainings(person, on):
    """Trainings asked for outside, that no organ has decided."""
    rows = OutsideTraining.objects.waiting().order_by("asked_at", "pk").select_related("asked_by")
    desk = reverse("members:outside")
    return pile("Formations demandées à l’extérieur", "leaf", desk, rows, _asked)


def _silence(review):
    return Wait(
        who=f"{review.tutorship.newcomer} et {review.tutorship.tutor}",
        why="point de tutorat resté sans réponse, à mettre à l’ordre du jour du cercle",
        url=reverse("members:tutorship", args=[review.tutorship_id]),
        since=review.due_on,
    )


def _alone(newcomer):
    return Wait(
        who=f"{newcomer}",
        why="personne ne marche à ses côtés",
        url=f"{reverse('members:new_tutorship')}?pour={newcomer.pk}",
        since=newcomer.since,
    )


def _asked(training):
    return Wait(
        who=f"{training.asked_by}",
        why=f"{training.get_craft_display()}, {training.organisation}",
        url=reverse("members:outside_training", args=[training.pk]),
        since=timezone.localdate(training.asked_at),
    )


@carries(Fruit.NEED)
def needs(rows, person):
    """Needs of a craft: who wants to learn it, who teaches it, what is planned."""
    if not sees_learning(person):
        return {}
    where = Carried(
        "Qui veut l’apprendre, qui peut le transmettre", reverse("members:learning_needs")
    )
    return {one.pk: where for one in rows if one.craft}


@keeps_back
def led(person, on):
    """Sessions to come that this person alone leads, and those beside whom they walk."""
    sessions = LearningSession.objects.standing().filter(trainers=person, held_at=None)
    sessions = sessions.filter(at__date__gte=on).order_by("at")
    found = [
        Open(
            f"animer la séance « {one.title} »",
            reverse("members:session", args=[one.pk]),
            "vous, ou la personne qui la reprend",
        )
        for one in sessions
    ]
    beside = Tutorship.objects.open().filter(tutor=person).select_related("newcomer")
    return found + [
        Open(
            f"accompagner {one.newcomer}",
            reverse("members:tutorship", args=[one.pk]),
            "le secrétariat propose quelqu’un d’autre",
        )
        for one in beside
    ]


@awaits(lambda person, now: reviews_of(person), most=SHOWN)
def review(one, person):
    """A point of a tutorship that waits for my word."""
    return Task(
        "Dire où vous en êtes de votre tutorat",
        f"Avec {one.tutorship.other(person)} : trop, juste ou trop peu de sécurité ?",
        reverse("members:tutorship", args=[one.tutorship_id]),
        "mirror",
        f"point du {short_day(one.due_on)}",
    )


def _named(person, now):
    mine = Q(newcomer=person, newcomer_agreed_at=None) | Q(tutor=person, tutor_agreed_at=None)
    found = Tutorship.objects.filter(mine, state="named").select_related("newcomer", "tutor")
    return found.order_by("named_at")


@awaits(_named, most=SHOWN)
def tutorship(one, person):
    """One that waits for my yes or my no."""
    return Task(
        "Répondre à une proposition de tutorat",
        f"Avec {one.other(person)}. Un appui qui s’efface, si vous le voulez tous les deux.",
        reverse("members:tutorship", args=[one.pk]),
        "hand",
        f"depuis le {short_day(timezone.localtime(one.named_at))}",
    )


def _led(person, now):
    return LearningSession.objects.to_note(now).filter(trainers=person).order_by("at")


@awaits(_led, most=SHOWN)
def attendance(one, person):
    """A session that I led, of which I have not said who came."""
    return Task(
        f"Noter qui était là : {one.title}",
        "Chaque personne présente dira ensuite ce qu’elle sait faire maintenant.",
        reverse("members:attendance", args=[one.pk]),
        "people",
        short_day(timezone.localtime(one.at)),
    )
