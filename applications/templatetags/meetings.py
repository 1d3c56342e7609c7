"""What other pages show of meetings: the person's card, the trame under the crossed readings."""

from django import template
from django.utils import timezone

from applications import trame
from applications.actions.meeting.guides import guide_of as kept_guide_of
from applications.guiding import lines_of
from applications.talks import Talks

register = template.Library()


@register.inclusion_tag("applications/meetings/card.html", takes_context=True)
def meeting_of(context, application):
    """The meeting of one's own application, with what there is to do now."""
    talks = Talks(application, context["request"].user, now=timezone.now())
    meeting, token = talks.current, context.get("csrf_token")
    return {"application": application, "talks": talks, "meeting": meeting, "csrf_token": token}


@register.inclusion_tag("applications/meetings/guide.html")
def guide_of(dossier):
    """The trame as it stands, for a founder who may read the crossed readings."""
    application = dossier.application
    lines = lines_of(application, kept_guide_of(application), dossier.visible_readings)
    return {"application": application, "parts": list(trame.parts(lines))}
