"""The first of the six steps, told by its facts: one writes, one is read, one meets."""

from django import template
from django.urls import reverse

from applications.models import Application, Meeting
from applications.states import OPEN, State
from coopstudio.design.templatetags.thread import Fact
from coopstudio.french.dates import short_day, short_moment
from coopstudio.french.typography import plural

register = template.Library()
TITLE = "Se rencontrer"
STOPPED = {State.DECLINED, State.WITHDRAWN}


@register.simple_tag
def first_step(person):
    """What this person has written, and where it stands; done once they are invited, or inside."""
    if person.acts_for_foundation:
        return _met()
    if person.is_member:
        return Fact(TITLE, "C’est fait", done=True, more=["Vous êtes de la maison."])
    mine = list(Application.objects.filter(person=person).order_by("-started_at")[:5])
    sent = next((one for one in mine if one.state not in {State.DRAFT, State.ERASED}), None)
    begins_again = mine and mine[0].state == State.DRAFT
    if sent and not (begins_again and sent.state in STOPPED):
        return _sent(sent)
    if begins_again:
        words = f"Votre brouillon date du {short_day(mine[0].touched_at.date())}"
        return Fact(TITLE, words, link=("Le reprendre", reverse("applications:start")))
    return Fact(
        TITLE,
        "Vous n’avez pas encore écrit",
        more=["Lisez l’appel : vous pourrez y réagir, et garder vos notes pour vous."],
        link=("Lire l’appel", reverse("applications:call")),
    )


def _met():
    """For who welcomes the others: how far everybody's first step has come."""
    open_, held = Application.objects.filter(state__in=OPEN).count(), Meeting.objects.held().count()
    words = f"{open_} candidature{plural(open_)} en cours"
    met = f"{held} rencontre{plural(held)} faite{plural(held)}."
    return Fact(
        TITLE, words, done=True, more=[met], link=("Les lire", reverse("applications:dossiers"))
    )


def _sent(application):
    link = ("Voir où elle en est", reverse("applications:status_of", args=[application.number]))
    more = [f"Envoyée le {short_day(application.submitted_at.date())}."]
    if application.state == State.MEETING_SET:
        meeting = application.meetings.open().first()
        more.append(f"Rencontre {short_moment(meeting.at)}." if meeting and meeting.at else "")
    elif application.state in OPEN:
        more.append(f"Réponse promise avant le {short_day(application.answer_by)}.")
    return Fact(
        TITLE,
        application.public_state,
        done=application.state == State.INVITED,
        rests=application.state in STOPPED,
        more=[line for line in more if line],
        link=link,
    )
