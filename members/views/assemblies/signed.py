"""The link of the letter: it shows the answer of one person and lets them give it, no more."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import public
from coopstudio.refusals import Refused
from members import signed
from members.actions.assemblies import answers
from members.forms.assemblies import AnswerForm


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signed_answer(request, token):
    """A GET shows; only the button writes, whatever a mail scanner opens."""
    try:
        mine = signed.convocation_behind(token)
    except signed.UnknownLink as refusal:
        context = {"refusal": str(refusal)}
        return render(request, "members/assemblies/lost_link.html", context, status=410)
    form = AnswerForm(request.POST if request.method == "POST" else None, convocation=mine)
    if request.method == "POST" and "rendre" in request.POST:
        return _handed_back(request, mine, token)
    if request.method == "POST" and form.is_valid():
        try:
            answers.answer(mine, by=mine.person, at=timezone.now(), **form.said)
            return redirect(f"{request.path}?merci=1")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, mine, form)


def _handed_back(request, mine, token):
    key = request.POST["rendre"]
    known = key.isascii() and key.isdecimal() and len(key) < 10
    proxy = mine.proxies.filter(pk=int(key) if known else 0).select_related("assembly").first()
    try:
        if proxy:
            answers.hand_back(proxy, by=mine.person, at=timezone.now())
    except Refused as refusal:
        form = AnswerForm(None, convocation=mine)
        return _show(request, mine, form, said=str(refusal))
    return redirect(f"{request.path}?merci=1")


def _show(request, mine, form, *, said=""):
    assembly = mine.assembly
    is_last = mine.round == assembly.round
    context = {
        "mine": mine,
        "assembly": assembly,
        "items": assembly.items.all(),
        "form": form,
        "said": said,
        "thanks": request.GET.get("merci") == "1" and not form.errors,
        "is_last": is_last,
        "may_answer": is_last and assembly.is_convened and timezone.now() < assembly.at,
        "carried": mine.proxies.select_related("person"),
    }
    status = 422 if form.errors or said else 200
    return render(request, "members/assemblies/signed.html", context, status=status)
