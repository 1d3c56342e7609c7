"""Sessions: the list, opening one, its page, its changes, its file for diaries."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from members.actions.learning import sessions
from members.forms.learning.sessions import SessionForm
from members.learning import diary as diaries
from members.learning.sessions import Listed, Seen
from members.models import LearningSession
from members.permissions import learns, sees_learning
from members.states import Craft
from members.views.learning.answering import attempted, done


@require_safe
@never_cache
@requires(sees_learning)
def listed(request):
    """What comes, or what has been."""
    page = Listed(request.user, request.GET, now=timezone.now())
    return render(request, "members/learning/sessions/list.html", {"page": page})


@never_cache
@requires(learns)
def new(request):
    """Open a session: a title, a day, a place."""
    asked = request.GET.get("savoir-faire", "")
    initial = {"craft": asked if asked in Craft.values else ""}
    form = SessionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        session = attempted(
            form,
            lambda: sessions.open_session(by=request.user, now=timezone.now(), **form.cleaned_data),
        )
        if session:
            messages.success(request, "La séance est ouverte. Qui veut l’apprendre en sera averti.")
            return redirect("members:session", session.pk)
    return _typed(request, form)


@require_safe
@never_cache
@requires(sees_learning)
def session(request, pk):
    """What one will learn, with whom, when, where; my seat."""
    seen = Seen(_visible(request, pk), request.user, now=timezone.now())
    return render(request, "members/learning/sessions/session.html", {"seen": seen})


@never_cache
@requires(learns)
def change(request, pk):
    """Another hour, place, title or number of seats."""
    found = get_object_or_404(_visible_all(request).led_by(request.user), pk=pk)
    form = SessionForm(request.POST or None, session=found)
    if request.method == "POST" and form.is_valid():
        changed = attempted(
            form,
            lambda: sessions.change(
                found, by=request.user, now=timezone.now(), **form.cleaned_data
            ),
        )
        if changed:
            messages.success(request, "C’est changé, et les agendas suivent.")
            return redirect("members:session", pk)
    return _typed(request, form, session=found)


@require_POST
@requires(learns)
def calling_off(request, pk):
    """It will not take place."""
    found = get_object_or_404(_visible_all(request).led_by(request.user), pk=pk)
    return done(
        request,
        lambda: sessions.call_off(found, by=request.user, now=timezone.now()),
        "La séance est annulée, et chaque personne en est avertie.",
        "members:session",
        pk,
    )


@require_POST
@requires(learns)
def leading(request, pk):
    """I teach it as well."""
    return done(
        request,
        lambda: sessions.lead_too(_visible(request, pk), by=request.user, now=timezone.now()),
        "Vous animez aussi cette séance.",
        "members:session",
        pk,
    )


@require_safe
@never_cache
@requires(learns)
def diary(request, pk):
    """The session as a file for one's diary."""
    found = get_object_or_404(_visible_all(request).standing(), pk=pk)
    text = diaries.published(found, at=timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer["Content-Disposition"] = f'attachment; filename="seance-{pk}.ics"'
    return answer


def _typed(request, form, **context):
    status = 422 if form.errors else 200
    context |= {"form": form}
    return render(request, "members/learning/sessions/form.html", context, status=status)


def _visible_all(request):
    return LearningSession.objects.visible_to(request.user)


def _visible(request, pk):
    return get_object_or_404(_visible_all(request), pk=pk)
