"""What this app shows on pages that belong to no app."""

from django import template
from django.utils import timezone

from applications.desk import Desk
from applications.models import Application, CallVersion
from applications.states import TO_READ, State
from members.models import Person
from members.states import Role

register = template.Library()

TASKS_SHOWN, WAITS_SHOWN = 5, 8
TASKS = {
    State.SUBMITTED: ("eye", "Écrire votre première lecture", ""),
    State.READING: ("eye", "Écrire votre première lecture", ""),
    State.CROSSED: ("speech", "Croiser vos lectures, puis proposer une rencontre", "lectures/"),
    State.MEETING_SET: ("calendar", "Noter que la rencontre a eu lieu", "rencontre/"),
    State.MET: ("consent", "Donner votre position", "position/"),
    State.DECIDED: ("letter", "Relire la lettre et l’envoyer", "position/"),
}


@register.simple_tag
def current_call():
    """The version of the call that visitors read, or None."""
    return CallVersion.objects.current()


@register.inclusion_tag("applications/candidate/panel.html")
def candidate_panel(person):
    """Where one's own application stands; nothing for who has none."""
    mine = list(Application.objects.filter(person=person).order_by("-started_at")[:5])
    sent = [one for one in mine if one.state != State.DRAFT]
    return {
        "application": sent[0] if sent else None,
        "draft": next((one for one in mine if one.state == State.DRAFT), None),
    }


@register.inclusion_tag("applications/dossiers/panel.html")
def founder_panel(person):
    """What this founder owes, the oldest promise first; then who waits, since when."""
    now = timezone.now()
    holding = Person.objects.holding(Role.FOUNDER, on=timezone.localdate(now))
    desk = Desk(person, list(holding.order_by("first_name", "pk")), {}, now=now)
    groups = {group["key"]: group["rows"] for group in desk.groups}
    waits = sorted(sum(groups.values(), []), key=lambda row: (row["answer_by"], row["number"]))
    return {
        "tasks": [_task(row) for row in groups["moi"][:TASKS_SHOWN]],
        "waits": waits[:WAITS_SHOWN],
    }


def _task(row):
    icon, title, place = TASKS[row["state"]]
    says_more = row["state"] in TO_READ or row["state"] == State.MEETING_SET
    return {
        "icon": icon,
        "title": title,
        "address": f"/candidatures/{row['number']}/{place}",
        "note": row["gesture"] if says_more else "",
        "row": row,
    }
