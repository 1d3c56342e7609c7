"""What is kept and until when: the person's choice by a link, the founders' table, the archive."""

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications import choosing, records, resting
from applications.actions.keeping import erasing, retention
from applications.forms.my_data import ArchiveForm, HoldForm
from applications.keeping import add_months
from applications.models import ArchiveOpening, Hold, Proof, RetentionRound, Skeleton
from applications.naming import names_for
from applications.permissions import acts_for_foundation
from applications.states import Ending
from applications.views.finding import application_of
from coopstudio.doors import public, requires
from coopstudio.durations.api import Kind, read
from coopstudio.french.dates import digits, short_day
from coopstudio.personal_data import kept_for
from coopstudio.refusals import Refused
from members.models import Membership

SHOWN = 60
TRAIL = [("Candidatures", "/candidatures/")]
HEADS = ["candidature", "état", "fin", "effacement prévu le", "à faire aujourd’hui", "pourquoi"]


@public
@never_cache
def choice(request, token):
    """The link of a notice: one looks, then keeps a year more or erases now."""
    try:
        kept = choosing.keeping_behind(token)
    except choosing.StaleChoice as refusal:
        context = {"stale": str(refusal)}
        return render(request, "applications/data/choice.html", context, status=410)
    until = retention.longer_until(timezone.localdate())
    words = f"Gardez mon dossier jusqu’au {short_day(until)}, pour me recontacter."
    if request.method == "POST":
        return _choose(request, kept, words)
    context = {"kept": kept, "words": words, "until": until}
    return render(request, "applications/data/choice.html", context)


def _choose(request, kept, words):
    application, now = kept.application, timezone.now()
    done = "keep" if request.POST.get("choice") == "keep" else "erase"
    try:
        if done == "keep":
            retention.keep_longer(application, at=now, text=words)
        elif request.POST.get("choice") == "erase":
            erasing.erase(application, by=application.person, at=now)
        else:
            return redirect(request.path)
    except Refused as refusal:
        context = {"stale": str(refusal)}
        return render(request, "applications/data/choice.html", context, status=409)
    return render(request, "applications/data/chosen.html", {"done": done})


@require_safe
@never_cache
@requires(acts_for_foundation)
def retained(request):
    """Who will be told or erased, when and why; what is held; what the last rounds did."""
    today = timezone.localdate()
    rows = rows_for(request.user, today=today)
    context = {
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
        "fiches": fiches_for(request.user, today=today)[:SHOWN],
        "lives": _lives(request.user),
        "holds": _holds(request.user),
        "rounds": RetentionRound.objects.eventful()[:7],
        "last_round": RetentionRound.objects.order_by("-at").first(),
        "counted": [
            (m, d, Ending(e).label, n) for m, d, e, n in Skeleton.objects.tallied()[:SHOWN]
        ],
        "proofs": Proof.objects.count(),
        "trail": [*TRAIL, ("Conservation", "")],
    }
    return render(request, "applications/data/retained.html", context)


@require_safe
@never_cache
@requires(acts_for_foundation)
def retained_table(request):
    """The same as a table for a spreadsheet: numbers, no name."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="conservation.csv"'
    answer.write("\ufeff")
    out = csv.writer(answer, delimiter=";")
    out.writerow(HEADS)
    for row in rows_for(request.user, today=timezone.localdate()):
        one, plan = row["application"], row["plan"]
        out.writerow(
            [one.reference, one.get_state_display(), digits(one.ended_at), digits(plan.erase_on)]
            + [plan.today, plan.why]
        )
    for person, plan in fiches_for(request.user, today=timezone.localdate()):
        told = [f"fiche {person.pk}", "membre de la maison avant", digits(person.left_on)]
        out.writerow([*told, digits(plan.erase_on), plan.today, plan.why])
    return answer


@never_cache
@requires(acts_for_foundation)
def archive(request):
    """The closed archive: one says whom and why, and it stays written."""
    form, found, more = ArchiveForm(request.POST or None), None, 0
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found, more = retention.open_archive(
                told["words"], by=request.user, at=timezone.now(), why=told["why"]
            )
        except Refused as refusal:
            form.add_error("words", str(refusal))
    last = ArchiveOpening.objects.select_related("by").order_by("-at")[:20]
    context = {"form": form, "found": found, "last": last, "kept": kept_for("proof")}
    context |= {"more": more, "most": retention.MOST_SHOWN}
    context["trail"] = [*TRAIL, ("Conservation", reverse("applications:retained")), ("Archive", "")]
    status = 422 if form.errors else 200
    return render(request, "applications/data/archive.html", context, status=status)


@never_cache
@requires(acts_for_foundation)
def hold(request, number):
    """Hold a dossier, with a reason that its person reads; or lift it."""
    application = application_of(request, number)
    standing = application.holds.filter(lifted_at=None).select_related("by").first()
    form = HoldForm(request.POST or None) if standing is None else None
    if request.method == "POST":
        try:
            if standing:
                retention.release(standing, by=request.user, at=timezone.now())
                messages.success(
                    request, "La retenue est levée : les jours recommencent à compter."
                )
                return redirect("applications:retained")
            if form.is_valid():
                told = {"why": form.cleaned_data["why"], "warned": form.was_warned}
                retention.hold(application, by=request.user, at=timezone.now(), **told)
                messages.success(
                    request, "Le dossier est retenu. La personne le voit, et pourquoi."
                )
                return redirect("applications:retained")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("applications:hold", number)
    name = names_for([application], request.user)[application.pk]
    context = {"application": application, "name": name, "standing": standing, "form": form}
    context["trail"] = [*TRAIL, ("Conservation", reverse("applications:retained")), (name, "")]
    status = 422 if form and form.errors else 200
    return render(request, "applications/data/hold.html", context, status=status)


def rows_for(founder, *, today):
    """Closed applications but one's own, those that go first before the others; folded names."""
    plans = [pair for pair in resting.plans(today=today) if pair[0].person_id != founder.pk]
    plans.sort(key=lambda pair: (pair[1].erase_on, pair[0].number))
    names = names_for([one for one, _ in plans[:SHOWN]], founder)
    return [
        {"application": one, "plan": plan, "name": names.get(one.pk, one.reference)}
        for one, plan in plans
    ]


def fiches_for(founder, *, today):
    """(person, Plan) of the former members whose fiche is still there; not one's own."""
    return [pair for pair in records.plans(today=today) if pair[0].pk != founder.pk]


def _lives(founder):
    """The ended memberships whose words will go, the soonest first; not one's own."""
    found = resting.unheld(Membership.objects.wordy()).exclude(person=founder)
    today, durations = timezone.localdate(), read()
    return [
        {"person": one.person, "ended": one.ended_on, "goes": _goes(one.ended_on, durations, today)}
        for one in found[:SHOWN]
    ]


def _goes(ended_on, durations, today):
    years = durations.promised(Kind.LIFE, since=ended_on, today=today)
    return add_months(ended_on, 12 * years)


def _holds(founder):
    standing = Hold.objects.filter(lifted_at=None).exclude(application__person=founder)
    found = list(standing.select_related("by", "application").order_by("-placed_at"))
    names = names_for([one.application for one in found], founder)
    return [{"hold": one, "name": names[one.application_id]} for one in found]
