"""The register of the members, on any day; what is taken from it is written down."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.sheets.api import FORMS, form_of, sent
from members.actions import papers
from members.permissions import reads_lives, reads_register
from members.roll import Roll


@require_safe
@never_cache
@requires(reads_register)
def register(request):
    """Who belongs, who takes part in decisions, who came, who left; on the day one asks."""
    roll = Roll(request.GET, today=timezone.localdate())
    context = {"roll": roll, "may_open": reads_lives(request.user), "forms": FORMS}
    return render(request, "members/register/roll.html", context)


@require_POST
@requires(reads_register)
def extract(request):
    """The same lines as a PDF."""
    roll = Roll(request.GET, today=timezone.localdate())
    document = papers.take_extract(roll, by=request.user, at=timezone.now())
    return redirect("documents:document", document.pk)


@require_POST
@requires(reads_register)
def sheet(request):
    """The same lines for a spreadsheet, in the form one chose."""
    roll = Roll(request.GET, today=timezone.localdate())
    papers.note_taken(roll, by=request.user, at=timezone.now())
    form = form_of(request.POST.get("forme"))
    stem = f"registre-{roll.view}-{roll.on.isoformat()}"
    return sent(form, stem, roll.HEAD, roll.lines(), title="Registre")
