"""A tutor beside a newcomer: proposed, agreed, reviewed, faded."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio import typed
from coopstudio.doors import requires
from members.actions.learning import reviews, tutoring
from members.forms.learning.tutoring import TutorshipForm
from members.learning.tutoring import Beside, Tutorships
from members.models import Person, Tutorship
from members.permissions import keeps_register, sees_learning
from members.states import Safety
from members.views.learning.answering import attempted, done


@require_safe
@never_cache
@requires(sees_learning)
def listed(request):
    """Mine; and for those who keep the register, who walks beside whom, and who has nobody."""
    page = Tutorships(request.user, request.GET, on=timezone.localdate())
    return render(request, "members/learning/tutoring/list.html", {"page": page})


@never_cache
@requires(keeps_register)
def new(request):
    """Propose that two people walk together for a time."""
    today = timezone.localdate()
    newcomer = _asked_for(request, today)
    form = TutorshipForm(request.POST or None, on=today, newcomer=newcomer)
    if request.method == "POST" and form.is_valid():
        facts = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
        made = attempted(form, lambda: tutoring.name_tutor(**facts))
        if made:
            messages.success(request, "C’est proposé aux deux personnes, qui répondent librement.")
            return redirect("members:tutorships")
    status = 422 if form.errors else 200
    return render(request, "members/learning/tutoring/form.html", {"form": form}, status=status)


@require_safe
@never_cache
@requires(sees_learning)
def tutorship(request, pk):
    """The plan, the reviews, and what each said once both have."""
    beside = Beside(_visible(request, pk), request.user, on=timezone.localdate())
    return render(request, "members/learning/tutoring/tutorship.html", {"beside": beside})


@require_POST
@requires(sees_learning)
def agreement(request, pk):
    """My yes, or not between us two."""
    agrees = request.POST.get("says") == "yes"
    act = tutoring.agree if agrees else tutoring.not_take
    said = "C’est oui." if agrees else "C’est noté, sans raison à donner."
    return done(
        request,
        lambda: act(_own(request, pk), by=request.user, at=timezone.now()),
        said,
        "members:tutorship",
        pk,
    )


@require_POST
@requires(sees_learning)
def review(request, pk):
    """« Trop », « juste », « trop peu »."""
    beside = Beside(_own(request, pk), request.user, on=timezone.localdate())
    says = request.POST.get("says", "")
    if beside.review is None:
        raise Http404
    if says not in Safety.values:
        messages.error(request, "Choisissez une des trois réponses.")
        return redirect("members:tutorship", pk)
    return done(
        request,
        lambda: reviews.say(beside.review, by=request.user, at=timezone.now(), says=says),
        "C’est dit.",
        "members:tutorship",
        pk,
    )


@require_POST
@requires(sees_learning)
def stopping(request, pk):
    """One of the two stops before the plan does."""
    return done(
        request,
        lambda: tutoring.stop(_own(request, pk), by=request.user, at=timezone.now()),
        "Le tutorat s’arrête ici.",
        "members:tutorship",
        pk,
    )


def _asked_for(request, today):
    """The newcomer that the list was pressed for, if any."""
    key = request.GET.get("pour", "")
    return Person.objects.members(on=today).filter(pk=typed.key(key)).first()


def _visible(request, pk):
    found = Tutorship.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("newcomer", "tutor", "named_by"), pk=pk)


def _own(request, pk):
    """Nobody answers for one of the two."""
    found = Tutorship.objects.visible_to(request.user).of(request.user)
    return get_object_or_404(found.select_related("newcomer", "tutor"), pk=pk)
