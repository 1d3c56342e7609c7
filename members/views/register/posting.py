"""What goes by post: letters to people without e-mail, printed and posted by a person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.documents.api import file_name
from coopstudio.documents.models import Document
from coopstudio.doors import requires
from coopstudio.files.api import sandboxed
from coopstudio.journal.api import history
from coopstudio.mail.actions import note_posted
from coopstudio.mail.layout import blocks_of
from coopstudio.refusals import Refused
from members import posting
from members.forms.bulletins import PostingForm
from members.permissions import enters_bulletins

PAGE = 25


@require_safe
@never_cache
@requires(enters_bulletins)
def letters(request):
    """Those to post, the oldest first; or those that left, the latest first."""
    is_posted = request.GET.get("vue") == "postees"
    found = posting.posted() if is_posted else posting.to_post()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": posting.addressed(page), "is_posted": is_posted}
    return render(request, "members/posting/letters.html", context)


@require_safe
@never_cache
@requires(enters_bulletins)
def letter(request, pk):
    """One letter as it is folded into its envelope."""
    return _show(request, _found(pk))


@require_safe
@never_cache
@requires(enters_bulletins)
def enclosure(request, pk):
    """The PDF that goes into the same envelope."""
    found = Document.objects.filter(letters=_found(pk), state="issued")
    paper = get_object_or_404(found)
    answer = HttpResponse(bytes(paper.content), content_type="application/pdf")
    return sandboxed(answer, file_name(paper), inline=True)


@require_POST
@requires(enters_bulletins)
def leaving(request, pk):
    """It was posted, or given by hand."""
    found, form = _found(pk), PostingForm(request.POST)
    if form.is_valid():
        try:
            note_posted(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "C’est noté : la lettre est partie.")
            return redirect("members:to_post")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, found, form=form, status=422)


def _show(request, found, *, form=None, status=200):
    [(found, person)] = posting.addressed([found])
    context = {
        "letter": found,
        "person": person,
        "blocks": [block for block in blocks_of(found.text) if "address" not in block],
        "form": form or PostingForm(initial={"on": timezone.localdate()}),
        "history": history(found),
        "today": timezone.localdate(),
    }
    return render(request, "members/posting/letter.html", context, status=status)


def _found(pk):
    """One that goes by post, left or not: letters by e-mail are not read here."""
    return get_object_or_404(posting.by_post(), pk=pk)
