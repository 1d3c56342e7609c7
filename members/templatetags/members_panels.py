"""What this app shows on everybody's home: the invitation, the first days, the register."""

from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils import timezone

from members.models import MembershipRequest
from members.permissions import keeps_register
from members.states import Facet

register = template.Library()

FIRST_DAYS = timedelta(days=60)


@register.inclusion_tag("members/panels/joining.html")
def joining_panel(person):
    """For somebody invited, or whose request waits."""
    today = timezone.localdate()
    return {
        "invitation": person.invitations.open(on=today).select_related("by").first(),
        "waiting": person.requests.open().select_related("statutes").first(),
    }


@register.inclusion_tag("members/panels/first_days.html")
def first_days_panel(person):
    """For a new member, until all is done or two months have passed."""
    today = timezone.localdate()
    membership = person.membership
    is_new = membership and today - membership.started_on <= FIRST_DAYS
    steps = _first_steps(person) if is_new else []
    left = [step for step in steps if not step["done"]]
    return {"steps": steps if left else [], "left": len(left), "person": person}


@register.inclusion_tag("members/panels/register.html")
def register_panel(person):
    """For those who keep the register: the requests that wait, the oldest first."""
    waiting = MembershipRequest.objects.visible_to(person).open().select_related("person")
    waiting = waiting.order_by("requested_at", "pk")[:5] if keeps_register(person) else []
    return {"waiting": list(waiting)}


def _first_steps(person):
    """Five small things, each true or not by its facts."""
    profile, mine = reverse("members:profile"), reverse("members:member", args=[person.pk])
    return [
        _step("Entrer dans la maison", "C’est fait, puisque vous lisez ceci.", mine, True),
        _step(
            "Dire en une ligne ce que vous faites", "Elle se lira sous votre nom.", profile,
            bool(person.headline),
        ),
        _step(
            "Vous présenter en quelques mots", "Ce que vous aimez faire, vos limites.", profile,
            bool(person.about),
        ),
        _step(
            "Choisir comment on vous joint", "E-mail, téléphone, ou ni l’un ni l’autre.",
            reverse("members:showing"),
            person.shows(Facet.EMAIL) or person.shows(Facet.PHONE),
        ),
        _step(
            "Ajouter une clé d’accès", "L’empreinte de votre téléphone au lieu d’un code.",
            reverse("mfa_index"), person.has_second_factor,
        ),
    ]  # fmt: skip


def _step(name, why, address, done):
    return {"name": name, "why": why, "address": address, "done": done}
