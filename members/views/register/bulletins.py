"""A bulletin that came on paper: entered, then joined as it was signed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import bulletins, memberships
from members.actions.data.freezing import refuse_if_frozen
from members.forms.bulletins import SOMEBODY_ELSE, ContactForm, PaperForm, ScanForm
from members.models import Category, MembershipRequest, Person, Statutes
from members.permissions import enters_bulletins
from members.rules import said_on
from members.views.finding import unless_frozen


@never_cache
@requires(enters_bulletins)
def paper(request):
    """Copy what somebody signed; those who resemble are shown before anything is written."""
    today = timezone.localdate()
    statutes = Statutes.objects.in_force(on=today)
    if statutes is None:
        messages.error(request, "Inscrivez d’abord une version des statuts.")
        return redirect("members:association")
    form = PaperForm(
        request.POST or None, statutes=statutes, categories=list(Category.objects.open(on=today)),
        rules=said_on(today, statutes),
    )  # fmt: skip
    twins = _twins(form) if request.method == "POST" else []
    form.ask_who(twins)
    if request.method == "POST" and form.is_valid() and (asked := _entered(request, form, twins)):
        return redirect("members:request", asked.pk)
    context = {"form": form, "twins": twins, "statutes": statutes}
    status = 422 if form.errors else 200
    return render(request, "members/requests/paper.html", context, status=status)


@require_POST
@requires(enters_bulletins)
def scan(request, pk):
    """Join the signed paper, once the request is there."""
    found, form = _found(request, pk), ScanForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            bulletins.join_scan(found, by=request.user, upload=form.cleaned_data["scan"])
            messages.success(request, "Le bulletin signé est joint.")
        else:
            messages.error(request, form.errors["scan"][0])
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:request", pk)


@require_POST
@requires(enters_bulletins)
def withdrawal(request, pk):
    """Somebody who asked on paper takes their request back, and says so to a keeper."""
    try:
        memberships.take_back(_found(request, pk), by=request.user)
        messages.success(request, "La demande est retirée.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:request", pk)


@never_cache
@requires(enters_bulletins)
def contact(request, pk):
    """How to reach somebody without e-mail; the others say it themselves."""
    person = get_object_or_404(Person.objects.known_to_register().unproved(), pk=pk)
    refuse_if_frozen(person)
    names = "street", "postcode", "town", "phone", "email"
    known = {name: getattr(person, name) for name in names}
    form = ContactForm(request.POST or None, person=person, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            bulletins.change_contact(
                person, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, "Ses coordonnées sont à jour.")
            return redirect("members:life", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    context = {"form": form, "person": person}
    return render(request, "members/register/contact.html", context, status=status)


def _twins(form):
    """Those of the register whom this paper resembles, whatever else is wrong with it."""
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    if not said.get("first_name"):
        return []
    return bulletins.twins(said)


def _entered(request, form, twins):
    """The request, once it is known who signed; None when something is to be said first."""
    who = form.cleaned_data["who"]
    if twins and not who:
        form.add_error("who", "Dites s’il s’agit d’une personne que le registre connaît déjà.")
        return None
    person = next((one for one in twins if f"{one.pk}" == who and who != SOMEBODY_ELSE), None)
    try:
        asked = bulletins.enter(
            person, by=request.user, at=timezone.now(), seen=twins, **form.told, **form.asked
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, "Le bulletin est saisi : la demande attend l’organe d’admission.")
    return asked


def _found(request, pk):
    seen = MembershipRequest.objects.visible_to(request.user).on_paper()
    return unless_frozen(seen.select_related("person", "scan"), pk)
