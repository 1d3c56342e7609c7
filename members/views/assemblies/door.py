"""Answers as they come back, presence at the door, lists and sheets."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.french.order import in_order
from coopstudio.french.typography import de
from coopstudio.refusals import Refused
from members.actions.assemblies import answers, convening, papers, presence
from members.attending import Attendance
from members.forms.assemblies import AnswerForm
from members.permissions import keeps_register
from members.views.assemblies.finding import found


@require_safe
@never_cache
@requires(keeps_register)
def attendance(request, pk):
    """Who said what, who is here."""
    one = found(request, pk)
    context = {
        "assembly": one,
        "attendance": Attendance(one, request.GET),
        "is_the_day": one.is_convened and timezone.localdate() >= one.day,
    }
    return render(request, "members/assemblies/attendance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def answer(request, pk, convened):
    """What somebody said on paper, by telephone or at the door."""
    one, theirs = _theirs(request, pk, convened)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, convocation=theirs, is_for_other=True
    )
    if request.method == "POST" and form.is_valid():
        try:
            now = timezone.now()
            answers.answer(theirs, by=request.user, at=now, for_other=True, **form.said)
            messages.success(request, f"La réponse {de(theirs.person)} est notée.")
            return redirect("members:assembly_attendance", one.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"assembly": one, "theirs": theirs, "form": form}
    status = 422 if form.errors else 200
    return render(request, "members/assemblies/answer.html", context, status=status)


@require_POST
@requires(keeps_register)
def here(request, pk, convened):
    """The person is here, or is not after all."""
    one, theirs = _theirs(request, pk, convened)
    try:
        if request.POST.get("la") == "non":
            presence.note_gone(theirs, by=request.user)
            messages.success(
                request, f"La présence {de(theirs.person)} n’est plus notée.{_without(theirs)}"
            )
        else:
            before = presence.note_present(theirs, by=request.user, at=timezone.now())
            fell = f" Son pouvoir à {before.person} tombe." if before else ""
            messages.success(request, f"{theirs.person} est là.{fell}")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, one))


@require_POST
@requires(keeps_register)
def sheet(request, pk):
    """The attendance sheet to print and sign, as answers stand now."""
    one = found(request, pk)
    made = papers.print_attendance(one)
    return redirect("documents:document", made[0].pk) if len(made) == 1 else redirect(one)


@require_POST
@requires(keeps_register)
def convened_list(request, pk):
    """Everybody convened, with an address to write to by hand."""
    return redirect("documents:document", papers.print_list(found(request, pk)).pk)


@require_POST
@requires(keeps_register)
def closing(request, pk):
    """The assembly was held: its sheet is closed for ever."""
    one = found(request, pk)
    try:
        convening.close(one, by=request.user, at=timezone.now())
        messages.success(request, "La feuille est close, et sa copie se prépare en PDF.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(one)


@require_POST
@requires(keeps_register)
def latecomers(request, pk):
    """Those who became members since the letters left are convened as well."""
    one = found(request, pk)
    try:
        came = convening.convene_latecomers(one, by=request.user, at=timezone.now())
        messages.success(request, f"C’est à jour : {came} lettre{'s' if came > 1 else ''} de plus.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(one)


def _without(holder):
    """Whose proxies count no more, now that who holds them is not here."""
    given = holder.proxies.filter(present_at=None).select_related("person")
    names = [f"{one.person}" for one in given.order_by(in_order("person__last_name"), "pk")]
    if not names:
        return ""
    if len(names) == 1:
        return f" Sans cette personne, le pouvoir donné par {names[0]} ne compte pas."
    given_by = ", ".join(names)
    return f" Sans cette personne, les pouvoirs donnés par {given_by} ne comptent pas."


def _theirs(request, pk, convened):
    one = found(request, pk)
    rows = one.convocations.current().select_related("person", "proxy_to__person")
    theirs = get_object_or_404(rows, pk=convened)
    theirs.assembly = one
    return one, theirs


def _back(request, one):
    """The same page of the list; nothing else is read from what is asked."""
    return reverse("members:assembly_attendance", args=[one.pk]) + Attendance(one, request.GET).here
