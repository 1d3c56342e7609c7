"""What this app shows on pages that belong to no app."""

from django import template
from django.utils import timezone

from applications.desk.home import Home
from applications.following import Following
from applications.models import Application, Conversation
from applications.states import UNDER_WAY, State
from applications.versions import read_today
from coopstudio.french.order import in_order
from members.models import Person

register = template.Library()


@register.simple_tag
def current_call():
    """The version of the call that visitors read, or None."""
    return read_today()


@register.simple_tag
def own_way(request):
    """What the button of the masthead says and opens: begin, take up again, or see where it is."""
    if request.session.get("draft"):
        return {"word": "Reprendre", "address": "/candidater/"}
    person = request.user
    is_of_the_house = person.is_authenticated and (person.is_member or person.roles)
    if not person.is_authenticated or is_of_the_house:
        return {"word": "Candidater", "address": "/candidater/"}
    if Application.objects.filter(person=person, state__in=UNDER_WAY).exists():
        return {"word": "Ma candidature", "address": "/ma-candidature/"}
    if thread := _thread_to_follow(person):
        return {"word": "Candidater", "address": f"/ma-question/{thread}/#t-cand"}
    return {"word": "Candidater", "address": "/candidater/"}


def _thread_to_follow(person):
    """The last question of somebody who has not applied: from there, it follows what they send."""
    asked = Conversation.objects.confirmed().filter(person=person, application=None)
    return asked.order_by("-last_at", "-pk").values_list("pk", flat=True).first()


@register.inclusion_tag("applications/candidate/panel.html")
def candidate_panel(person):
    """Where one's own application stands; nothing for who has none."""
    mine = list(Application.objects.filter(person=person).order_by("-started_at")[:5])
    sent = [one for one in mine if one.state != State.DRAFT]
    return {
        "application": sent[0] if sent else None,
        "following": Following(sent[0], now=timezone.now()) if sent else None,
        "draft": next((one for one in mine if one.state == State.DRAFT), None),
    }


@register.simple_tag
def founders_home(person):
    """What awaits this founder, and who waits since when (see ``Home``)."""
    now = timezone.now()
    holding = Person.objects.of_foundation(on=timezone.localdate(now))
    return Home(person, list(holding.order_by(in_order("first_name"), "pk")), now=now)
