"""The acts that the law asks: drafted, signed, attached, and the register of the sole associate."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.files.api import FileRefused
from coopstudio.once import once
from coopstudio.refusals import Refused
from coopstudio.sheets.api import FORMS, form_of, sent
from governance import documents
from governance.actions import acts as deeds
from governance.forms.decisions import ActForm, UnbackedForm
from governance.models import Decision, LegalAct
from governance.permissions import sees_governance
from governance.register.keeping import circles_kept_by
from governance.states import Force
from governance.views.decisions import text_of


@require_safe
@never_cache
@requires(sees_governance)
def acts(request):
    """The acts that are awaited, the register of the sole associate, and the other acts."""
    today = timezone.localdate()
    signed = LegalAct.objects.select_related("decision__circle", "signed")
    awaited = Decision.objects.told_on(today).filter(force=Force.ACT_AWAITED)
    context = {
        "register": signed.of_the_sole_associate(),
        "others": signed.filter(register_number=None).order_by("-signed_on", "-pk"),
        "awaited": awaited.select_related("circle").order_by("adopted_at", "pk"),
        "may_enter": circles_kept_by(request.user, on=today).exists(),
        "forms": FORMS,
    }
    return render(request, "governance/acts/list.html", context)


@require_POST
@requires(sees_governance)
def paper(request):
    """The register of the sole associate as a PDF."""
    written = list(LegalAct.objects.of_the_sole_associate().select_related("decision__circle"))
    if not written:
        raise Http404
    document = deeds.take_register(written, by=request.user, at=timezone.now())
    return redirect("documents:document", document.pk)


@require_safe
@requires(sees_governance)
def sheet(request):
    """The same lines for a spreadsheet."""
    written = LegalAct.objects.of_the_sole_associate().select_related("decision__circle")
    rows = [documents.row_of(one) for one in written]
    stem = f"associe-unique-{timezone.localdate().isoformat()}"
    form = form_of(request.GET.get("forme"))
    return sent(form, stem, documents.ACT_HEAD, rows, title="Associé unique")


@require_POST
@requires(sees_governance)
@once
def draft(request, pk):
    """The act, filled in from the decision, as a PDF to read again and to sign."""
    text = text_of(request, pk)
    try:
        document = deeds.prepare(text.decision, by=request.user, at=text.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("governance:decision", pk)
    return redirect("documents:document", document.pk)


@never_cache
@requires(sees_governance)
def act(request, pk):
    """Attach the signed act, once."""
    text = text_of(request, pk)
    if not text.is_act_awaited or not text.keeps_papers:
        raise Http404
    form = ActForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.attach(text.decision, by=request.user, at=text.now, **form.cleaned_data)
        except (Refused, FileRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "L’acte est joint : le texte est en vigueur.")
            return redirect("governance:decision", pk)
    return _typed(request, "governance/acts/act.html", form, text=text)


@never_cache
@requires(sees_governance)
def unbacked(request):
    """Write down an act that no circle consented to: the register tells what is."""
    circles = circles_kept_by(request.user, on=timezone.localdate())
    if not circles.exists():
        raise Http404
    form = UnbackedForm(request.POST or None, request.FILES or None, circles=circles)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            deeds.enter_unbacked(told.pop("circle"), by=request.user, at=timezone.now(), **told)
        except (Refused, FileRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "L’acte est inscrit, et le cercle est saisi d’une tension.")
            return redirect("governance:acts")
    return _typed(request, "governance/acts/unbacked.html", form)


def _typed(request, template, form, **more):
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)
