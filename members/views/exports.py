"""The register or the directory as a sheet: what leaves is chosen, and noted."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from coopstudio.sheets.api import sent
from members.actions.exports import note_export
from members.exporting import Which
from members.forms.exports import ExportForm
from members.permissions import exports_members

TRAIL = [("Association", "/association/"), ("Exporter", "")]


@never_cache
@requires(exports_members)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request):
    """Choose the list and its columns; by POST, the file. ``?liste=annuaire`` is the other list."""
    which = _which(request.GET.get("liste", Which.REGISTER))
    form = ExportForm(request.POST or None, which=which)
    if request.method == "POST" and form.is_valid():
        try:
            taken, kind = form.export, form.cleaned_data["form"]
            note_export(taken, by=request.user, form=kind)
            stem = f"{which}-{timezone.localdate():%Y-%m-%d}"
            return sent(kind, stem, taken.head, taken.rows(), title=which.capitalize())
        except Refused as refusal:
            form.add_error("on", str(refusal))
    context = {"form": form, "which": which, "lists": Which, "trail": TRAIL}
    status = 422 if form.errors else 200
    return render(request, "members/exports/export.html", context, status=status)


def _which(said):
    if said not in Which.values:
        raise Http404
    return Which(said)
