"""Rounds of repayments: the list, one round, and each gesture that brings it further."""

from hashlib import sha256

from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import opt_outs, rounds
from contributions.bank.transfers import bank_day
from contributions.forms.batches import BatchForm
from contributions.forms.rounds import (
    CancelForm,
    DrawForm,
    PostForm,
    PrepareForm,
    RuleForm,
    SourceForm,
)
from contributions.models import Contract, RepaymentRound, Source
from contributions.permissions import confirms_money, keeps_books, reads_books, sees_plan
from contributions.rounds.page import RoundPage
from contributions.rounds.proof import proof_of, worked_again
from contributions.views.answers import attempted, did
from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.prepared import Given, hang, prepared
from governance.models import Circle

WHOLE = (
    "proposal__circle", "decision__circle", "decision__version", "entry__seal", "prepared_by",
    "posted_by", "confirmed_by",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
@requires(sees_plan)
def rounds_page(request):
    """Every round, the latest first; who keeps the books begins another."""
    keeps = keeps_books(request.user)
    form = PrepareForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and keeps and form.is_valid():
        made = attempted(form, lambda: rounds.prepare(**_who(request), **form.cleaned_data))
        if made:
            return redirect("contributions:round", made.pk)
    tours = RepaymentRound.objects.visible_to(request.user).summed().latest_first()
    context = {
        "tours": tours.select_related("decision__circle", "decision__version"),
        "form": form if keeps else None,
    }
    status = 422 if keeps and form.errors else 200
    return render(request, "contributions/rounds/list.html", context, status=status)


@never_cache
@require_safe
@requires(sees_plan)
def round_page(request, pk):
    return _page(request, _tour(request, pk))


@require_POST
@requires(keeps_books)
def rule(request, pk):
    """Choose how it is shared."""
    tour, form = _tour(request, pk), RuleForm(request.POST)
    if form.is_valid() and attempted(
        form, lambda: rounds.choose(tour, by=request.user, **form.choice)
    ):
        return redirect("contributions:round", pk)
    return _page(request, tour, rule_form=form, status=422)


@require_POST
@requires(keeps_books)
def sources(request, pk):
    """Declare another resource."""
    tour, form = _tour(request, pk), SourceForm(request.POST)
    if form.is_valid() and attempted(
        form, lambda: rounds.add_source(tour, by=request.user, **form.cleaned_data)
    ):
        return redirect("contributions:round", pk)
    return _page(request, tour, source_form=form, status=422)


@require_POST
@requires(keeps_books)
def source(request, pk, source):
    """Draw another amount from a source, or nothing."""
    found = get_object_or_404(Source.objects.select_related("round"), pk=source, round=pk)
    if "retirer" in request.POST:
        said = "Cette ressource reste pour un autre tour."
        return did(
            request, lambda: rounds.drop_source(found, by=request.user), said,
            "contributions:round", pk,
        )  # fmt: skip
    form = DrawForm(request.POST)
    if form.is_valid() and attempted(
        form, lambda: rounds.draw(found, by=request.user, **form.cleaned_data)
    ):
        return redirect("contributions:round", pk)
    found.draw_form = form
    return _page(request, _tour(request, pk), drawn=found, status=422)


@require_POST
@requires(keeps_books)
def computing(request, pk):
    said = "La base est figée, chaque part est calculée."
    return _did(request, pk, rounds.compute, said)


@require_POST
@requires(keeps_books)
def reopening(request, pk):
    return _did(request, pk, rounds.reopen, "La préparation reprend : rien n’est plus calculé.")


@require_POST
@requires(keeps_books)
def proposal(request, pk):
    """Bring it before a circle."""
    tour = _tour(request, pk)
    asked = request.POST.get("cercle", "")
    mine = Circle.objects.living().of(request.user, on=timezone.localdate())
    circle = get_object_or_404(mine, pk=typed.key(asked))
    said = "La proposition est dans la corbeille du cercle."
    return did(
        request, lambda: rounds.propose(tour, circle, **_who(request)), said,
        "contributions:round", pk,
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def posting(request, pk):
    return _did(request, pk, rounds.post, "Vous avez signé : une autre personne confirme.")


@require_POST
@requires(confirms_money)
def confirmation(request, pk):
    """The second person writes the entry."""
    tour, form = _tour(request, pk), PostForm(request.POST)
    if form.is_valid() and attempted(
        form, lambda: rounds.confirm(tour, **_who(request), **form.cleaned_data)
    ):
        messages.success(request, "L’écriture est passée : chaque avis part.")
        return redirect("contributions:round", pk)
    return _page(request, tour, post_form=form, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def cancelling(request, pk):
    """Give a round up, with its reason."""
    tour = _tour(request, pk)
    form = CancelForm(request.POST or None, initial={"on": timezone.localdate()})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempted(form, lambda: rounds.cancel(tour, **_who(request), **form.cleaned_data))
    ):
        messages.success(request, "Le tour est annulé.")
        return redirect("contributions:round", pk)
    status = 422 if form.errors else 200
    context = {"tour": tour, "form": form}
    return render(request, "contributions/rounds/cancel.html", context, status=status)


@require_POST
@requires(sees_plan)
def part(request, pk, contract):
    """Let it pass, or come back, for one's own apport."""
    tour = _tour(request, pk)
    mine = get_object_or_404(Contract.objects.of(request.user), pk=contract)
    if "prendre" in request.POST:
        act, said = lambda: opt_outs.take_part(tour, mine, by=request.user), "Vous y prenez part."
    else:
        act = lambda: opt_outs.pass_round(tour, mine, **_who(request))  # noqa: E731
        said = "Vous laissez passer ce tour : votre droit reste entier."
    return did(request, act, said, "contributions:round", pk)


@never_cache
@require_safe
@requires(sees_plan)
def proof(request, pk):
    """Work the round out again from the books: the same to the byte, or not."""
    tour = _tour(request, pk)
    kept, again = proof_of(tour), worked_again(tour)
    context = {
        "page": RoundPage(tour, request.user, now=timezone.now()), "is_same": kept == again,
        "length": len(kept), "kept": _digest(kept), "again": _digest(again),
        "reads": reads_books(request.user),
    }  # fmt: skip
    return render(request, "contributions/rounds/proof.html", context)


@never_cache
@require_safe
@requires(reads_books)
def proof_file(request, pk):
    """The whole working, for who answers for the books."""
    tour = _tour(request, pk)
    answer = HttpResponse(worked_again(tour), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="tour-{tour}.json"'
    return answer


def _tour(request, pk):
    """The round as far as this person may see it; 404 otherwise."""
    found = _found(reads_books(request.user), pk=pk, me=request.user.pk)
    if not found:
        raise Http404
    hang("sources", found, _sources_of(pk=pk), by="round_id")
    return found[0]


@prepared
def _sources_of():
    return Source.objects.filter(round=Given("pk", BigIntegerField()))


@prepared
def _found(reads_all=False):  # noqa: FBT002 (a shape)
    every, me = RepaymentRound.objects, Given("me", BigIntegerField())
    seen = every.all() if reads_all else every.open_to(me)
    seen = seen.filter(pk=Given("pk", BigIntegerField())).with_rules()
    return seen.select_related(*WHOLE)


def _page(request, tour, *, status=200, drawn=None, **forms):
    as_circle = request.GET.get("comme") == "cercle"
    page = RoundPage(tour, request.user, now=timezone.now(), as_circle=as_circle)
    for one in page.sources if page.is_prepared_here else []:
        again = drawn is not None and drawn.pk == one.pk
        one.draw_form = drawn.draw_form if again else DrawForm(
            initial={"cents": one.cents}, prefix=None, auto_id=f"source-{one.pk}-%s"
        )  # fmt: skip
    today = {"on": timezone.localdate()}
    context = {
        "page": page,
        "tour": tour,
        "rule_form": RuleForm(initial={"rule": tour.rule, "minimum": tour.minimum or None}),
        "source_form": SourceForm(),
        "batch_form": BatchForm(initial={"on": bank_day(today["on"])}),
        "post_form": PostForm(initial=today),
        "history": history(tour) if page.sees_amounts else [],
    } | forms
    context["wrong"] = next((one for one in forms.values() if one.errors), None) or (
        drawn.draw_form if drawn else None
    )
    return render(request, "contributions/rounds/round.html", context, status=status)


def _did(request, pk, verb, said):
    tour = _tour(request, pk)
    return did(request, lambda: verb(tour, **_who(request)), said, "contributions:round", pk)


def _who(request):
    return {"by": request.user, "at": timezone.now()}


def _digest(content):
    return sha256(content).hexdigest()
