"""A sheet of members is given, its columns are said, it is tried, then written by a worker."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.refusals import Refused
from coopstudio.sheets.api import FORMS, TYPE, sent
from members.actions import imports
from members.forms.imports import ColumnsForm, SheetForm
from members.importing.columns import OF_TEMPLATE
from members.importing.report import Report, sheet_of, template_head
from members.models import Detail, Import
from members.permissions import imports_members
from members.states import Answer, ImportState

HERE = ("Association", "/association/")
TRAIL = [HERE, ("Importer des membres", "")]
SHOWN = 20


@never_cache
@requires(imports_members)
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request):
    """The imports there were, and the place where a sheet is given."""
    is_given = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if is_given else SheetForm()
    if is_given and form.is_valid():
        told = form.cleaned_data
        try:
            taken = imports.receive(
                told["file"], by=request.user, at=timezone.now(), sheet=told["sheet"]
            )
            return redirect("members:import_page", taken.pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "trail": TRAIL, "forms": FORMS, "columns": OF_TEMPLATE,
               "asked": Detail.objects.open(),
               "imports": Import.objects.select_related("by")[:SHOWN]}  # fmt: skip
    return render(request, "members/imports/list.html", context, status=422 if form.errors else 200)


@require_safe
@requires(imports_members)
def template(request, form):
    """An empty sheet with the titles that are recognised, to fill in."""
    head = template_head(Detail.objects.open())
    return sent(_known(form), "modele-membres", head, [], title="Membres")


@never_cache
@requires(imports_members)
@require_safe
def page(request, pk):
    """Where an import stands: its columns, its progress, or its report."""
    found = _found(pk)
    if found.state == ImportState.RECEIVED:
        return redirect("members:import_columns", found.pk)
    context = {"found": found, "trail": _trail(found)}
    if found.is_running:
        return render(request, "members/imports/running.html", context)
    if found.state == ImportState.UNREAD:
        context["form"] = SheetForm(initial={"sheet": found.sheet})
        return render(request, "members/imports/unread.html", context)
    context |= {"report": Report(found, request.GET), "forms": FORMS, "answers": Answer,
                "history": history(found)}  # fmt: skip
    return render(request, "members/imports/report.html", context)


@never_cache
@requires(imports_members)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, pk):
    """What each column says; by POST, it is tried."""
    found = _found(pk)
    if not found.is_open:
        return redirect("members:import_page", found.pk)
    form = ColumnsForm(request.POST or None, import_=found)
    if request.method == "POST" and form.is_valid():
        try:
            imports.say_columns(
                found, by=request.user, at=timezone.now(), columns=form.said, **form.defaults
            )
            return redirect("members:import_page", found.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"found": found, "form": form, "trail": _trail(found)}
    status = 422 if form.errors else 200
    return render(request, "members/imports/columns.html", context, status=status)


@never_cache
@requires(imports_members)
@require_safe
def progress(request, pk):
    """The fragment that tells how far the worker is; once it is done, the page comes anew."""
    found = _found(pk)
    if not found.is_running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "members/imports/progress.html", {"found": found})


@require_safe
@never_cache
@requires(imports_members)
def report(request, pk, form):
    """The whole report as a sheet, with the lines as they were given."""
    found = _found(pk)
    stem = f"rapport-import-{found.pk}"
    return sent(_known(form), stem, *sheet_of(found), title="Rapport")


@require_POST
@requires(imports_members)
def confirmation(request, pk):
    """Write what is ready."""
    return _done(request, pk, imports.confirm, "L’inscription commence.")


@require_POST
@requires(imports_members)
def dropping(request, pk):
    """Give the import up, and its lines with it."""
    return _done(
        request, pk, imports.drop, "Cet import est abandonné, et ses lignes sont effacées."
    )


@require_POST
@requires(imports_members)
def line(request, pk, number):
    """Say whether a line is somebody whom the house knows."""
    found = _found(pk)
    one = get_object_or_404(found.lines.select_related("import_of"), number=number)
    answer = request.POST.get("reponse")
    if answer not in Answer.values:
        raise Http404
    try:
        imports.settle(one, by=request.user, at=timezone.now(), answer=answer)
        messages.success(request, f"Ligne {number} : {Answer(answer).label}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"/association/import/{found.pk}/?verdict=twin")


def _done(request, pk, verb, said):
    found = _found(pk)
    try:
        verb(found, by=request.user, at=timezone.now())
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:import_page", found.pk)


def _found(pk):
    return get_object_or_404(Import.objects.select_related("by", "category"), pk=pk)


def _known(form):
    if form not in TYPE:
        raise Http404
    return form


def _trail(found):
    return [HERE, ("Importer des membres", "/association/import/"), (found.name, "")]
