"""A text is looked at again: opened by anybody, lived by its circle, and always put to consent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import reviews
from governance.forms.decisions import (
    LaterForm,
    OpeningForm,
    OutcomeForm,
    ReviewForm,
    TogetherForm,
)
from governance.models import Circle, Decision
from governance.permissions import sees_governance
from governance.querysets.decisions import NEAR
from governance.register.fears import unmeasured
from governance.register.sharing import born_of, is_short
from governance.states import Outcome
from governance.views.decisions import text_of


@never_cache
@requires(sees_governance)
def opening(request, pk):
    """Ask for a review: at its date in one gesture, earlier with one's reason (V5)."""
    text = text_of(request, pk)
    if not text.stands or text.review:
        raise Http404
    form = OpeningForm(request.POST or None)
    form.fields["words"].required = not text.decision.is_to_review
    if _went(request, form, reviews.open_review, text.decision, text.now):
        messages.success(request, "La révision est ouverte.")
        return redirect("governance:review", pk)
    return _typed(request, "governance/reviews/opening.html", form, text=text)


@never_cache
@requires(sees_governance)
def review(request, pk):
    """What was lived of the text; the fear that it carries is asked first, with its figures."""
    text = text_of(request, pk)
    if text.review is None:
        raise Http404
    said = {name: getattr(text.review, name) for name in ("feared", "helped", "against", "better")}
    form = ReviewForm(request.POST or None, initial=said, carries_fear=bool(text.fears))
    if _went(request, form, reviews.write, text.review, text.now):
        messages.success(request, "C’est gardé. Dites maintenant ce que vous proposez au cercle.")
        return redirect(reverse("governance:review", args=[pk]) + "#suite")
    return _shown(request, text, form=form)


@never_cache
@requires(sees_governance)
def outcome(request, pk):
    """Renewed, changed, repealed or put off: a proposal, which the circle consents to or not."""
    text = text_of(request, pk)
    if text.review is None:
        raise Http404
    form = OutcomeForm(request.POST or None)
    if _went(request, form, reviews.propose, text.review, text.now):
        if form.cleaned_data["outcome"] == Outcome.SPLIT:
            messages.success(
                request, "Une proposition est écrite pour chaque part : coupez-y le texte."
            )
            return redirect(reverse("governance:review", args=[pk]) + "#suite")
        messages.success(request, "La proposition est écrite : mettez-la au panier du cercle.")
        text.review.refresh_from_db()
        return redirect(text.review.proposal)
    return _shown(request, text, outcome=form)


@never_cache
@requires(sees_governance)
def later(request, pk):
    """The secretary moves the review once; the second time the circle consents to it (V3)."""
    text = text_of(request, pk)
    if not text.stands or not text.keeps_papers or text.decision.review_moved_to:
        raise Http404
    form = LaterForm(request.POST or None)
    if _went(request, form, reviews.put_off, text.decision, text.now):
        messages.success(request, "La révision est reportée, une fois.")
        return redirect("governance:decision", pk)
    return _typed(request, "governance/reviews/later.html", form, text=text)


@never_cache
@requires(sees_governance)
def together(request):
    """Several texts that nobody would change: one subject, a decision for each."""
    now = timezone.now()
    today = timezone.localdate(now)
    mine = Circle.objects.living().of(request.user, on=today)
    due = Decision.objects.told_on(today).standing().filter(kept_by__in=mine)
    due = due.filter(due_on__lte=today + NEAR).select_related("circle").order_by("due_on", "pk")
    form = TogetherForm(request.POST or None, decisions=due)
    if _went(request, form, _together, None, now):
        messages.success(request, "Les propositions sont écrites : une décision pour chaque texte.")
        return redirect("governance:decisions")
    return _typed(request, "governance/reviews/together.html", form, due=due)


def _shown(request, text, *, form=None, outcome=None):
    said = {name: getattr(text.review, name) for name in ("feared", "helped", "against", "better")}
    form = form or ReviewForm(initial=said, carries_fear=bool(text.fears))
    outcome = outcome or OutcomeForm()
    born = born_of(text.review)
    context = {
        "text": text, "decision": text.decision, "review": text.review, "form": form,
        "outcome": outcome, "born": born,
        "is_answered": bool(born) and not is_short(born),
        "unmeasured": unmeasured(text.decision),
    }  # fmt: skip
    status = 422 if form.errors or outcome.errors else 200
    return render(request, "governance/reviews/review.html", context, status=status)


def _together(_nothing, *, decisions, **told):
    return reviews.renew_together(list(decisions), **told)


def _went(request, form, verb, thing, now):
    """Was the form sent, right, and taken? What is refused is said in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        verb(thing, by=request.user, at=now, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _typed(request, template, form, **more):
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)
