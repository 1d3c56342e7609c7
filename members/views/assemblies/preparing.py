"""The secretary prepares an assembly, convenes it, moves it, calls it off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.once import once
from coopstudio.refusals import Refused
from members.actions.assemblies import convening, preparing
from members.forms.assemblies import AssemblyForm, CallOffForm, MoveForm
from members.models import Statutes
from members.permissions import keeps_register
from members.views.assemblies.finding import found

FACTS = ("kind", "title", "at", "minutes", "place", "words", "items")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
@once
def new_assembly(request):
    """Begin one: nothing leaves until it is convened."""
    today = timezone.localdate()
    form = AssemblyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = preparing.prepare(by=request.user, on=today, **form.cleaned_data)
            return redirect(made)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, Statutes.objects.in_force(on=today))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def preparation(request, pk):
    """Write again what is prepared."""
    assembly = found(request, pk)
    known = {name: getattr(assembly, name) for name in FACTS[:-1]}
    known["items"] = "\n".join(item.words for item in assembly.items.all())
    form = AssemblyForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            preparing.change(assembly, by=request.user, **form.cleaned_data)
            messages.success(request, "C’est repris. Rien n’est encore parti.")
            return redirect(assembly)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, assembly.statutes, assembly)


@require_POST
@requires(keeps_register)
def giving_up(request, pk):
    """Throw away what was only prepared."""
    try:
        preparing.give_up(found(request, pk), by=request.user)
        messages.success(request, "C’est jeté. Personne n’avait été convoqué.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:assemblies")


@require_POST
@requires(keeps_register)
def convocation(request, pk):
    """The letters leave, if the statutes' notice is kept; else the page says how to go on."""
    assembly = found(request, pk)
    try:
        convening.convene(assembly, by=request.user, at=timezone.now())
        messages.success(request, "La convocation est partie. Les réponses arriveront ici.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(assembly)


@require_POST
@requires(keeps_register)
def later(request, pk):
    """The way out of a late convocation: the first day that the statutes allow, same hour."""
    assembly = found(request, pk)
    try:
        preparing.put_off(assembly, by=request.user, at=timezone.now())
        messages.success(request, "La date est déplacée : relisez, puis convoquez.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(assembly)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def moving(request, pk):
    """Another day, another hour, or only another place."""
    assembly = found(request, pk)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={n: getattr(assembly, n) for n in ("at", "minutes", "place")},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        told["to"] = told.pop("at")
        try:
            convening.move(assembly, by=request.user, at=timezone.now(), **told)
            messages.success(request, "C’est déplacé. Chaque personne convoquée en reçoit l’avis.")
            return redirect(assembly)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _act(request, assembly, form, "members/assemblies/moving.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def calling_off(request, pk):
    """It will not be held, or never was; everybody convened is told why."""
    assembly, now = found(request, pk), timezone.now()
    form = CallOffForm(request.POST if request.method == "POST" else None)
    act = convening.never_was if assembly.at <= now else convening.call_off
    if request.method == "POST" and form.is_valid():
        try:
            act(assembly, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, "L’annulation part à chaque personne convoquée.")
            return redirect(assembly)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _act(request, assembly, form, "members/assemblies/calling_off.html")


def _form(request, form, statutes, assembly=None):
    today = timezone.localdate()
    context = {"form": form, "statutes": statutes, "assembly": assembly}
    if statutes:
        days = timezone.timedelta
        context["general_from"] = today + days(days=statutes.assembly_notice_days)
        context["board_from"] = today + days(days=statutes.board_notice_days)
    status = 422 if form.errors else 200
    return render(request, "members/assemblies/preparing.html", context, status=status)


def _act(request, assembly, form, template):
    context = {
        "assembly": assembly,
        "form": form,
        "earliest": assembly.earliest_day(timezone.localdate()),
        "is_begun": assembly.at <= timezone.now(),
        "convened": assembly.convocations.current().count(),
    }
    return render(request, template, context, status=422 if form.errors else 200)
