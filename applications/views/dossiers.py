"""What founders see of applications: the list, then one dossier."""

from django.contrib import messages
from django.db.models import DateField
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions import readings
from applications.actions.keeping import openings
from applications.desk import Desk
from applications.desk.choosing import GESTURES
from applications.forms.readings import ReadingForm
from applications.permissions import acts_for_foundation
from applications.views.finding import done, dossier_of
from coopstudio.doors import requires
from coopstudio.files.api import NotYetChecked, serve
from coopstudio.french.order import in_order
from coopstudio.prepared import Given, prepared
from members.models import Person


@require_safe
@requires(acts_for_foundation)
def dossiers(request):
    """Who waits, and whose turn it is."""
    desk = Desk(request.user, founders(), request.GET, now=timezone.now())
    context = {"desk": desk, "gestures": GESTURES}
    return render(request, "applications/dossiers/list.html", context)


@require_safe
@never_cache
@requires(acts_for_foundation)
def dossier(request, number):
    """The call as the person read it, what they answered, and one's own notebook. The person sees
    that it was opened."""
    dossier = dossier_of(request, number)
    if not dossier.hangs.opened:
        openings.note(dossier.application, by=request.user, at=dossier.now)
    return show(request, dossier, notebook_of(dossier))


@require_POST
@requires(acts_for_foundation)
def unfolding(request, number):
    """See the name and the CV before having written: noted, and shown to the person."""
    dossier = dossier_of(request, number)
    done(
        request,
        lambda: readings.unfold(dossier.application, by=request.user, at=timezone.now()),
        "Le nom et le parcours sont dépliés. C’est noté, et la personne le voit.",
    )
    return redirect("applications:dossier", number)


@require_safe
@never_cache
@requires(acts_for_foundation)
def cv(request, number):
    """The CV, once it is unfolded; each opening is noted and shown to the person."""
    dossier = dossier_of(request, number)
    file = dossier.application.cv
    if file is None:
        raise Http404
    if dossier.is_folded:
        messages.info(request, "Le CV est replié jusqu’à votre lecture : dépliez-le d’abord.")
        return redirect(f"{dossier.application.get_absolute_url()}#cv")
    try:
        return serve(file, by=request.user, inline="lire" in request.GET)
    except NotYetChecked as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{dossier.application.get_absolute_url()}#cv")


def notebook_of(dossier):
    """One's own reading, while it is to be written; or None."""
    return ReadingForm(reading=dossier.mine) if dossier.may_write else None


def show(request, dossier, form, status=200, **more):
    """The dossier with the notebook as ``form`` has it."""
    context = {"dossier": dossier, "application": dossier.application, "form": form, **more}
    return render(request, "applications/dossiers/dossier.html", context, status=status)


def founders():
    """The founders of today, in the order of their first names."""
    return _founders(today=timezone.localdate())


@prepared
def _founders():
    found = Person.objects.of_foundation(on=Given("today", DateField()))
    return found.order_by(in_order("first_name"), "pk")
