"""Who holds which office; two people change it, and each gives back their own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import offices as acts
from members.forms.offices import OfficeForm
from members.models import Office, OfficeChange
from members.permissions import confirms_offices, proposes_offices, reads_offices
from members.states import Role


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(reads_offices)
def offices(request):
    """Those of today by office, what waits for a second person, and a form to propose."""
    today, may = timezone.localdate(), proposes_offices(request.user)
    is_sent = request.method == "POST" and may
    form = OfficeForm(request.POST if is_sent else None, initial={"on": today}, today=today)
    if is_sent and form.is_valid():
        said = form.cleaned_data
        if _done(
            request,
            lambda: acts.propose(by=request.user, at=timezone.now(), **said),
            "C’est proposé. Une autre personne de la fondation confirme, et la lettre est partie.",
            form,
        ):
            return redirect("members:offices")
    every = Office.objects.exclude(role=Role.BOARD).select_related("person")
    waiting = OfficeChange.objects.open().select_related("person", "proposed_by").order_by("pk")
    context = {
        "form": form if may else None,
        "held": sorted(every.held_on(today).order_by("started_on", "pk")[:100], key=_rank),
        "before": every.filter(ended_on__lt=today).order_by("-ended_on", "-pk")[:25],
        "waiting": [(one, _may_answer(request.user, one)) for one in waiting[:25]],
    }
    status = 422 if form.errors else 200
    return render(request, "members/offices/page.html", context, status=status)


@require_POST
@requires(proposes_offices)
def office_answer(request, pk):
    """Confirm what another proposed, or leave it."""
    change = get_object_or_404(OfficeChange, pk=pk)
    now, by = timezone.now(), request.user
    if request.POST.get("confirm"):
        if not confirms_offices(by):
            messages.error(request, str(acts.NotTheSecond()))
        else:
            _done(request, lambda: acts.confirm(change, by=by, at=now), "C’est fait, et écrit.")
    else:
        _done(request, lambda: acts.decline(change, by=by, at=now), "C’est laissé là.")
    return redirect("members:offices")


@require_POST
def office_end(request, role):
    """My own, given back today."""
    _done(
        request,
        lambda: acts.give_back(request.user, role, at=timezone.now()),
        "C’est noté : votre fonction est rendue aujourd’hui. Merci de l’avoir tenue.",
    )
    return redirect("members:profile")


def _rank(office):
    return list(Role).index(office.role)


def _may_answer(person, change):
    is_other = person.pk not in {change.proposed_by_id, change.person_id}
    return {
        "confirm": is_other and confirms_offices(person),
        "leave": person.pk != change.person_id and proposes_offices(person),
    }


def _done(request, act, said, form=None):
    try:
        act()
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True
