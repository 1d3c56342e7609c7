"""Another day, taken back, entrusted, left there: how a proposal stops before its decision."""

from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from governance.actions import consents
from governance.forms.consents import PostponingForm, ReasonForm, ReferringForm
from governance.permissions import sees_governance
from governance.views.consents.finding import bound, found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def postponing(request, pk):
    """Take it up again another day."""
    proposal = found(request, pk)
    return bound(
        request,
        proposal,
        PostponingForm(request.POST or None),
        lambda form: consents.postpone(
            proposal, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        "postponing",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def withdrawal(request, pk):
    """Whoever carries it takes it back."""
    proposal = found(request, pk)
    return bound(
        request,
        proposal,
        ReasonForm(request.POST or None),
        lambda form: consents.withdraw(
            proposal, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        "withdrawal",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def referring(request, pk):
    """Ask the circle whether another one takes it up."""
    proposal = found(request, pk)
    return bound(
        request,
        proposal,
        ReferringForm(request.POST or None, circle=proposal.circle),
        lambda form: consents.refer(
            proposal, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        "referring",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def abandon(request, pk):
    """Ask the circle whether it leaves it there: a proposal of its own."""
    proposal = found(request, pk)
    return bound(
        request,
        proposal,
        ReasonForm(request.POST or None),
        lambda form: consents.propose_to_abandon(
            proposal, by=request.user, at=timezone.now(), why=form.cleaned_data["reason"]
        ),
        "abandon",
    )
