"""The last two of the six steps, told by their facts: the money is gathered, the company works."""

from django import template
from django.urls import reverse
from django.utils import timezone

from contributions.models import CompanyFact
from contributions.permissions import sees_plan
from contributions.plan.coverage import Coverage
from contributions.states import CompanyStep
from coopstudio.design.templatetags.thread import Fact, later
from coopstudio.french.dates import short_day
from coopstudio.french.money import euros

register = template.Library()
MONEY, COMPANY = "Réunir l’argent", "Ouvrir l’atelier"


@register.simple_tag
def last_steps(person):
    return [later(_money, person), later(_company, person)]


def _money(person):
    """Done when what every member may be told to have come in covers the needs: the same truth for
    everybody, and no sum to those who do not read the plan."""
    plan = Coverage(None, on=timezone.localdate())
    if not plan.needs:
        more = ["Les besoins du projet ne sont pas encore chiffrés."]
        return Fact(MONEY, "Pas encore ouvert", more=more)
    is_done = plan.cashed is not None and plan.cashed >= plan.needed
    if not sees_plan(person):
        words = "C’est réuni" if is_done else "Le plan de financement est ouvert"
        more = ["Il se lit entre membres. Un apport n’est jamais une condition pour venir."]
        return Fact(MONEY, words, done=is_done, more=more)
    link = ("Lire le plan", reverse("contributions:plan"))
    return Fact(MONEY, _sums(plan), done=is_done, more=_cashed(plan), link=link)


def _sums(plan):
    if plan.apports.is_hidden:
        return f"{euros(plan.needed)} à réunir"
    return f"{euros(plan.engaged)} engagés sur {euros(plan.needed)}"


def _cashed(plan):
    if plan.cashed is None or plan.apports.is_hidden:
        return ["Ce qui est arrivé se dira quand trois personnes auront versé."]
    return [f"{euros(plan.cashed)} encaissés."]


def _company(person):
    """Done once it is registered and has invoiced; each fact with its day."""
    standing = CompanyFact.objects.select_related("written_by").standing()
    registered, invoiced = (standing.get(step) for step in CompanyStep)
    more = [_told(one, person) for one in (registered, invoiced) if one]
    link = ("La société", reverse("contributions:company")) if sees_plan(person) else ()
    if invoiced:
        words = f"Première prestation facturée le {short_day(invoiced.on)}"
        return Fact(COMPANY, words, done=True, more=more, link=link)
    if registered:
        words = f"Société immatriculée le {short_day(registered.on)}"
        return Fact(COMPANY, words, more=[*more, "Aucune prestation n’est encore facturée."],
                    link=link)  # fmt: skip
    more = ["La société n’est pas encore immatriculée, rien n’est encore facturé."]
    return Fact(COMPANY, "Un jour", more=more, link=link)


def _told(fact, person):
    said = f"{fact.get_step_display().capitalize()}, le {short_day(fact.on)}"
    if not sees_plan(person):
        return f"{said}."
    return f"{said}, pièce n° {fact.reference}, inscrite par {fact.written_by}."
