"""Threads on pages that belong to another noun, and the FAQ where strangers read it."""

from django import template
from django.utils import timezone

from applications.conversations import Thread
from applications.conversations import conversation_of as thread_of
from applications.forms.conversations import MessageForm
from applications.models import FaqEntry
from coopstudio.prepared import prepared

register = template.Library()


@register.inclusion_tag("applications/conversations/of_application.html", takes_context=True)
def conversation_of(context, application, there_is=True):
    """The thread of a candidature, where it is read: in the dossier, on the person's own page.
    ``there_is``: False when the page knows already that nothing was written. What was typed and not
    taken (``typed`` in the page) stays in the field, beside its reason."""
    request = context["request"]
    said = thread_of(application) if there_is else None
    thread = Thread(said, request.user, now=timezone.now())
    thread.is_mine = application.person_id == request.user.pk
    return {
        "thread": thread,
        "application": application,
        "request": request,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
        "form": MessageForm(
            context.get("typed"),
            auto_id="mot_%s",
            label="Écrivez-nous" if thread.is_mine else "Écrivez à la personne",
        ),
    }


@register.simple_tag
def published_answers():
    """The questions already answered that everybody may read."""
    return _published_answers()


@prepared
def _published_answers():
    return FaqEntry.objects.read_by_all()
