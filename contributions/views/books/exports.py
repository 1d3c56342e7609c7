"""What leaves the books: the file of entries and its notice, plain text, sheets, the archive."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from contributions import beancount
from contributions.actions.books import exports
from contributions.archive import writing as archive
from contributions.archive.tables import COMES_BACK
from contributions.books import holders
from contributions.books.periods import earlier_open
from contributions.fec import notice
from contributions.fec.checking import check
from contributions.fec.reading import content_of, digest_at_closing, faults_of, name_of
from contributions.fec.rules import RULES, told
from contributions.fec.sheet import HEAD, rows_of
from contributions.fec.writing import written
from contributions.forms.years import FileForm
from contributions.models import FiscalYear
from contributions.permissions import keeps_books, reads_books
from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from coopstudio.sheets.api import FORMS, form_of, sent

NO_SIREN = (
    "Il manque à ce fichier son nom : le SIREN de l’association. La personne qui administre la "
    "maison l’inscrit dans ses faits (house.toml, ligne « siren »). Prenez la feuille en attendant."
)


@never_cache
@require_safe
@requires(reads_books)
def fec(request, pk):
    """The file of an exercice: take it, read it again, and what each rule is for."""
    year = _year(pk)
    faults = content = None
    if request.GET.get("relire") == "oui":
        faults, content = faults_of(year), content_of(year)
    context = {
        "content": content,
        "kept": digest_at_closing(year),
        "year": year,
        "name": name_of(year),
        "siren": settings.HOUSE.siren,
        "rules": RULES,
        "faults": faults,
        "told": told(faults or []),
        "papers": documents_of(year),
        "earlier": earlier_open(year),
        "forms": FORMS,
        "may_write": keeps_books(request.user),
        "tab": "exercices",
    }
    return render(request, "contributions/years/fec.html", context)


@require_GET
@requires(reads_books)
def fec_file(request, pk):
    """The file itself, under the name that the law gives it."""
    year = _year(pk)
    if not settings.HOUSE.siren:
        messages.error(request, NO_SIREN)
        return redirect("contributions:fec", pk)
    exports.take(year, "fec", by=request.user)
    kind = "text/plain; charset=iso-8859-15"
    return _given(StreamingHttpResponse(written(year), kind), name_of(year))


@require_GET
@requires(reads_books)
def fec_notice(request, pk):
    """The notice as a plain file."""
    year = _year(pk)
    answer = HttpResponse(notice.text_of(year), "text/plain; charset=iso-8859-15")
    return _given(answer, f"notice-{year.code}.txt")


@require_POST
@requires(keeps_books)
def fec_paper(request, pk):
    """The notice as a paper (PDF)."""
    exports.ask_notice(_year(pk), by=request.user)
    messages.success(request, "La notice se prépare : elle sera sur cette page dans un instant.")
    return redirect("contributions:fec", pk)


@require_GET
@requires(reads_books)
def apports_sheet(request, pk):
    """Whose is each contract, and what it stands at on the last day: it goes with the file."""
    year, form = _year(pk), form_of(request.GET.get("forme"))
    exports.take(year, "apports", by=request.user)
    stem = f"etat-des-apports-{year.code}"
    return sent(form, stem, holders.HEAD, holders.rows_of(year), title="Apports")


@never_cache
@require_http_methods(["GET", "POST"])
@requires(reads_books)
def fec_check(request):
    """Read a file that somebody gives; it is told, and not kept."""
    form, faults = FileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        faults = check(file.read(), file.name, starts_on=form.cleaned_data["starts_on"])
    context = {
        "form": form, "faults": faults, "told": told(faults or []), "rules": RULES,
        "tab": "exercices",
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "contributions/years/check.html", context, status=status)


@require_GET
@requires(reads_books)
def plain_text(request, pk):
    """The exercice in the plain text of beancount."""
    year = _year(pk)
    exports.take(year, "beancount", by=request.user)
    answer = StreamingHttpResponse(beancount.written(year), "text/plain; charset=utf-8")
    return _given(answer, f"comptes-{year.code}.beancount")


@require_GET
@requires(reads_books)
def entries_sheet(request, pk):
    """Each line of the exercice, for a spreadsheet."""
    year, form = _year(pk), form_of(request.GET.get("forme"))
    exports.take(year, form, by=request.user)
    return sent(form, f"ecritures-{year.code}", HEAD, rows_of(year), title="Écritures")


@transaction.non_atomic_requests  # the archive opens a transaction of its own: one instant
@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def whole(request):
    """All that proves the apports, in one file that an empty house can read again."""
    last = FiscalYear.objects.order_by("-ends_on").first()
    if request.method == "POST" and last:
        exports.take(last, "archive", by=request.user)
        stem = f"archive-apports-{timezone.localdate():%Y-%m-%d}.zip"
        try:
            return FileResponse(archive.made(at=timezone.now()), as_attachment=True, filename=stem)
        except Refused as refused:
            messages.error(request, str(refused))
    context = {
        "last": last, "due": archive.due(), "comes_back": COMES_BACK, "tab": "exercices",
    }  # fmt: skip
    return render(request, "contributions/years/archive.html", context)


def _given(answer, name):
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _year(pk):
    return get_object_or_404(FiscalYear, pk=pk)
