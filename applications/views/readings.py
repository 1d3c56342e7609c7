"""Write one's own reading, blind; then read each other side by side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions import readings
from applications.crossing import Crossing
from applications.forms.readings import ReadingForm, SupplementForm
from applications.permissions import acts_for_foundation
from applications.states import State
from applications.views.dossiers import show
from applications.views.finding import application_of, done, dossier_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@requires(acts_for_foundation)
def reading(request, number):
    """Keep the draft, or finish one's own reading; what was typed stays when it is refused."""
    dossier = dossier_of(request, number)
    if request.method != "POST":
        return redirect(f"{dossier.application.get_absolute_url()}#ma-lecture")
    is_draft = request.POST.get("act") == "draft"
    form = ReadingForm(request.POST, reading=dossier.mine, is_draft=is_draft)
    if not form.is_valid():
        return show(request, dossier, form, status=422)
    told = {"by": request.user, "at": timezone.now(), "seen": request.POST.get("seen")}
    try:
        if is_draft:
            readings.save_reading(dossier.application, **told, **form.cleaned_data)
        else:
            told["warned"] = form.was_warned
            readings.write_reading(dossier.application, **told, **form.cleaned_data)
    except readings.WrittenElsewhere as refusal:
        dossier = dossier_of(request, number)
        form.add_error(
            None,
            f"{refusal} Ses mots sont montrés ci-dessous, les vôtres sont dans les champs : "
            "reprenez ce que vous voulez garder, puis terminez.",
        )
        form.elsewhere = dossier.mine
        return show(request, dossier, form, status=422)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:dossier", number)
    return _after(request, number, is_draft)


@never_cache
@requires(acts_for_foundation)
def supplement(request, number):
    """Add to one's written reading what the person's precisions change."""
    dossier = dossier_of(request, number)
    form = SupplementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "warned": form.was_warned}
        done(
            request,
            lambda: readings.supplement(dossier.application, **told, **form.cleaned_data),
            "Votre complément est écrit. Il s’ouvrira avec votre lecture.",
        )
        return redirect("applications:dossier", number)
    if not dossier.may_supplement:
        return redirect("applications:dossier", number)
    context = {"dossier": dossier, "application": dossier.application, "form": form}
    context["trail"] = [*dossier.trail, ("Compléter ma lecture", "")]
    status = 422 if form.errors else 200
    return render(request, "applications/dossiers/supplement.html", context, status=status)


@require_POST
@requires(acts_for_foundation)
def autosave(request, number):
    """Keep what is being typed; answers with the mark of this saving. 409: another window wrote."""
    application = application_of(request, number)
    form = ReadingForm(request.POST, is_draft=True)
    if not form.is_valid():
        why = next(f"{form[name].label} : {said[0]}" for name, said in form.errors.items())
        return HttpResponse(why, status=422, content_type="text/plain; charset=utf-8")
    seen = request.POST.get("seen", "")
    try:
        reading = readings.save_reading(
            application, by=request.user, at=timezone.now(), seen=seen, **form.cleaned_data
        )
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(readings.stamp(reading), content_type="text/plain; charset=utf-8")


@require_POST
@requires(acts_for_foundation)
def opening(request, number):
    """« Je lis » : say it to the person."""
    application = application_of(request, number)
    done(
        request,
        lambda: readings.start_reading(application, by=request.user, at=timezone.now()),
        "C’est dit : la personne voit que vous la lisez.",
    )
    return redirect(f"{application.get_absolute_url()}#ma-lecture")


@require_safe
@never_cache
@requires(acts_for_foundation)
def crossed(request, number):
    """The readings side by side, and what to talk about; nothing before all are written."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        messages.info(request, "Les lectures s’ouvrent ensemble, quand chacune est écrite.")
        return redirect("applications:dossier", number)
    context = {
        "dossier": dossier,
        "application": dossier.application,
        "crossing": Crossing(dossier.visible_readings),
        "earlier": dossier.earlier_readings,
        "trail": [*dossier.trail, ("Lectures croisées", "")],
        "can_meet": dossier.application.can_move_to(State.MEETING_PROPOSED),
        "has_met": dossier.application.state == State.MET,
        "can_decide": dossier.application.can_move_to(State.DECIDED),
    }
    return render(request, "applications/dossiers/readings.html", context)


def _after(request, number, is_draft):
    """Where one goes on: the notebook, the readings if they just crossed, else the dossier."""
    if is_draft:
        messages.success(request, "Votre brouillon est gardé. Personne d’autre ne le lit.")
    elif application_of(request, number).state == State.CROSSED:
        messages.success(request, "Toutes les lectures sont écrites : les voici côte à côte.")
        return redirect("applications:readings", number)
    else:
        messages.success(request, "Votre lecture est écrite. Elle s’ouvrira avec celle de l’autre.")
    return redirect("applications:dossier", number)
