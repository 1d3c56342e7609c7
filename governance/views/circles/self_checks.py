"""How a circle works together: asked once a year, read by all of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import self_checks
from governance.circles.principles import FEWEST, picture
from governance.college import has_a_voice
from governance.forms.self_checks import SelfCheckForm
from governance.models import SelfCheckPlace
from governance.permissions import sees_governance
from governance.views.circles.finding import found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def self_check(request, pk):
    """The last picture, and one's own answer while it is awaited."""
    circle = found(pk)
    place = _my_place(request.user, circle)
    form = SelfCheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = get_object_or_404(SelfCheckPlace, pk=place and place.pk)
        try:
            facts = {"by": request.user, "at": timezone.now(), "marks": form.marks}
            self_checks.answer(place.check_of, **facts)
            messages.success(request, "Votre réponse est sous scellé.")
            return redirect("governance:self_check", circle.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "circle": circle,
        "form": form,
        "place": place,
        "fewest": FEWEST,
        "may_open": has_a_voice(request.user, circle, on=timezone.localdate()),
        **_told(circle),
    }
    status = 422 if form.errors else 200
    return render(request, "governance/circles/self_check.html", context, status=status)


@require_POST
@requires(sees_governance)
def self_check_opening(request, pk):
    """Somebody of the circle asks everybody in it."""
    circle = found(pk)
    try:
        self_checks.open_one(circle, by=request.user, at=timezone.now())
        messages.success(request, "Chaque personne du cercle est invitée à répondre.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("governance:self_check", circle.pk)


def _my_place(person, circle):
    open_ones = SelfCheckPlace.objects.filter(check_of__circle=circle, check_of__closed_at=None)
    return open_ones.filter(person=person).select_related("check_of").first()


def _told(circle):
    """The open one and how many have answered; the last that may be read, beside the one before."""
    going = circle.self_checks.open().first()
    last, before = [*circle.self_checks.read()[:2], None, None][:2]
    return {
        "going": going,
        "answered": going.places.filter(has_answered=True).count() if going else 0,
        "asked": going.places.count() if going else 0,
        "last": last,
        "before": before,
        "petals": picture(_marks(last), _marks(before)),
    }


def _marks(check):
    return list(check.answers.values_list("marks", flat=True)) if check else []
