"""Entering by an address that somebody else wrote: who holds it says who they are."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import unproved
from members.forms.proving import ProofForm
from members.models import Person
from members.permissions import keeps_register


@never_cache
def proof(request):
    """Say who I am; the page itself says nothing of whom the house expects."""
    person = request.user
    if person.unproved_since is None:
        return redirect("home")
    form = ProofForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            unproved.prove(person, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Merci, votre espace est ouvert.")
            return redirect("home")
        except Refused as refusal:
            person.refresh_from_db()
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    context = {"form": form, "is_proving": person.is_proving}
    return render(request, "members/profile/proof.html", context, status=status)


@require_POST
def denial(request):
    """It is not me: the secretary is told, and this session ends."""
    try:
        unproved.deny(request.user, at=timezone.now())
        logout(request)
        messages.success(request, "Merci. Le secrétariat est prévenu, et vérifie cette adresse.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("welcome")


@require_POST
@requires(keeps_register)
def vouching(request, pk):
    """A keeper checked it otherwise."""
    person = get_object_or_404(Person.objects.known_to_register().unproved(), pk=pk)
    try:
        unproved.vouch(person, by=request.user)
        messages.success(request, "C’est noté : cette adresse ouvre désormais son espace.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:life", pk)
