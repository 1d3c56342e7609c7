"""Certificates for oneself and by those who keep the register; the form to fill with a pen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members import documents
from members.actions import papers
from members.models import Membership
from members.permissions import is_member, keeps_papers, keeps_register


@require_safe
@never_cache
@requires(is_member)
def my_certificate(request):
    """One's own certificate: what it will say, and those that were made."""
    membership = _mine(request)
    context = {"membership": membership, "made": documents.attestations_of(membership)[:10]}
    return render(request, "members/register/certificate.html", context)


@require_POST
@requires(is_member)
def certify_me(request):
    """Make one's own certificate of today."""
    return _certified(request, _mine(request), "members:my_certificate")


@require_POST
@requires(keeps_register)
def certify(request, pk):
    """Make somebody's certificate of today."""
    found = Membership.objects.filter(person=pk).select_related("category", "person")
    latest = get_object_or_404(found.order_by("-started_on", "-pk")[:1])
    return _certified(request, latest, "members:life", pk)


@require_POST
@requires(keeps_papers)
def blank_form(request):
    """The membership form of the statutes in force, to print."""
    try:
        document = papers.blank_form(by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("members:association")
    return redirect("documents:document", document.pk)


def _mine(request):
    found = request.user.memberships.active(on=timezone.localdate())
    return get_object_or_404(found.select_related("category", "person"))


def _certified(request, membership, *back):
    try:
        document = papers.certify(membership, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(*back)
    return redirect("documents:document", document.pk)
