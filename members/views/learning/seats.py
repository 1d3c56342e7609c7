"""A seat in a session, who was there, and what one can do now."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from members.actions.learning import attendance as attending
from members.actions.learning import seats
from members.forms.learning.sessions import AttendanceForm, LearntForm
from members.models import LearningSession, Seat
from members.permissions import learns
from members.views.learning.answering import attempted, done


@require_POST
@requires(learns)
def seat(request, pk):
    """A seat for me, or my turn."""
    return done(
        request,
        lambda: seats.take(_session(request, pk), by=request.user, at=timezone.now()),
        "C’est noté. Une lettre part vous le confirmer.",
        "members:session",
        pk,
    )


@require_POST
@requires(learns)
def leaving(request, pk):
    """I give it back."""
    return done(
        request,
        lambda: seats.leave(_session(request, pk), by=request.user, at=timezone.now()),
        "Votre place est rendue. Merci de l’avoir dit.",
        "members:session",
        pk,
    )


@never_cache
@requires(learns)
def attendance(request, pk):
    """Who was there, noted by those who taught."""
    led = LearningSession.objects.visible_to(request.user).led_by(request.user)
    session = get_object_or_404(led, pk=pk)
    seated = list(session.seats.taken().select_related("person").order_by("taken_at", "pk"))
    form = AttendanceForm(request.POST if request.method == "POST" else None, seats=seated)
    if request.method == "POST" and form.is_valid():
        noted = attempted(
            form,
            lambda: attending.note(
                session,
                by=request.user,
                at=timezone.now(),
                present=set(form.cleaned_data["present"]),
            ),
        )
        if noted:
            messages.success(request, "C’est noté. Chaque personne présente dira ce qu’elle sait.")
            return redirect("members:session", pk)
    context = {"session": session, "form": form, "seats": seated}
    return _shown(request, "members/learning/sessions/attendance.html", context)


@never_cache
@requires(learns)
def learnt(request, pk):
    """What I can do now: one line, and my level if I say that it changed."""
    found = Seat.objects.kept().of(request.user).filter(attended=True)
    mine = get_object_or_404(found.select_related("session"), session=pk)
    form = LearntForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = attempted(
            form,
            lambda: attending.confirm(
                mine, by=request.user, at=timezone.now(), **form.cleaned_data
            ),
        )
        if confirmed:
            messages.success(request, "C’est écrit. Bravo, et merci de l’avoir dit.")
            return redirect("members:session", pk)
    context = {"seat": mine, "session": mine.session, "form": form}
    return _shown(request, "members/learning/sessions/learnt.html", context)


def _shown(request, template, context):
    status = 422 if context["form"].errors else 200
    return render(request, template, context, status=status)


def _session(request, pk):
    return get_object_or_404(LearningSession.objects.visible_to(request.user), pk=pk)
