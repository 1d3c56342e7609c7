"""The list as a file for a spreadsheet: what it will hold is said first, taking it is noted."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions.desk.exports import note_export
from applications.desk.asking import VIEWS, Asked
from applications.desk.choosing import numbers_in
from applications.desk.exports import COLUMNS, Export, of_numbers
from applications.desk.listing import chosen_by
from applications.permissions import acts_for_foundation
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from coopstudio.sheets.api import FORMS, form_of, sent

TRAIL = [("Candidatures", "/candidatures/"), ("Exporter", "")]


@never_cache
@requires(acts_for_foundation)
def export(request):
    """What the file will hold; by POST, the file. The same address says which candidatures."""
    list_ = _asked_for(request)
    rows, folded = list_.counted()
    if request.method == "POST":
        form = form_of(request.POST.get("forme"))
        try:
            note_export(request.user, rows=rows, folded=folded, form=form)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("applications:dossiers")
        return _file(list_, form)
    numbers, asked = numbers_in(request.GET), Asked.read(request.GET)
    context = {"rows": rows, "folded": folded, "columns": COLUMNS, "trail": TRAIL, "forms": FORMS,
               "what": "" if numbers else VIEWS[asked.view][0]}  # fmt: skip
    return render(request, "applications/desk/export.html", context)


def _asked_for(request):
    """The chosen numbers, or everything that the list would show for this address."""
    query = QueryDict(request.META.get("QUERY_STRING", ""))
    founder = request.user
    if numbers := numbers_in(query):
        return Export(of_numbers(founder, numbers), founder)
    asked = Asked.read(query)
    return Export(chosen_by(asked, founder=founder.pk, now=timezone.now()), founder)


def _file(list_, form):
    stem = f"candidatures-{timezone.localdate():%Y-%m-%d}"
    return sent(form, stem, COLUMNS, list_.rows(), title="Candidatures")
