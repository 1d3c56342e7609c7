"""What a personal diary holds: the meetings of one's circles, and the days that count on one.

It asks of several nouns, which it finds by their names: querysets stand below the models.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import BooleanField, Func, Q, Value
from django.utils import timezone

from governance.states import MeetingState, OfficeKind

BEHIND, AHEAD = timedelta(days=60), timedelta(days=500)


@dataclass(frozen=True)
class Dated:
    """A day of the diary: of which kind and key, its title, the page where the rest is read."""

    kind: str
    key: int
    on: date
    title: str
    url: str


def meetings_of(person, *, at):
    """Those of my circles, from two months ago on; those that were called off say so."""
    mine = _model("Circle").objects.of(person, on=timezone.localdate(at)).values("pk")
    found = _model("Meeting").objects.filter(
        Q(convened_at__isnull=False) | Q(opened_at__isnull=False),
        circle__in=mine,
        at__gte=at - BEHIND,
        at__lte=at + AHEAD,
    )
    return found.exclude(state=MeetingState.PREPARED).select_related("circle").order_by("at", "pk")


def dates_of(person, *, at):
    """Ends of my mandates, reviews of texts I answer for, my actions, steps of my circles."""
    on = timezone.localdate(at)
    found = [*_mandates(person, on), *_reviews(person, on), *_deeds(person), *_steps(person, on)]
    return sorted(found, key=lambda one: (one.on, one.kind, one.key))


def _mandates(person, on):
    held = _model("Mandate").objects.filter(person=person).on(on)
    for one in held.select_related("role__circle"):
        title = f"Fin de mandat : {one.role.name}, {one.role.circle.name}"
        yield Dated("mandate", one.pk, one.until, title, one.role.circle.get_absolute_url())


def _reviews(person, on):
    kept = _model("Mandate").objects.filter(person=person, kind=OfficeKind.SECRETARY).on(on)
    followed = Func("pk", Value(on), function="decision_is_followed", output_field=BooleanField())
    found = _model("Decision").objects.dated().annotate(is_followed=followed)
    found = found.filter(
        Q(version__responsible=person) | Q(kept_by__in=kept.values("circle")),
        is_followed=False, due_on__isnull=False, repealed_by=None,
    )  # fmt: skip
    for one in found.select_related("circle"):
        yield Dated("review", one.pk, one.due_on, f"Révision, {one.code}", one.get_absolute_url())


def _deeds(person):
    for one in _model("Deed").objects.open().of(person).select_related("circle"):
        title = f"Une action est attendue, {one.circle.name}"
        yield Dated("deed", one.pk, one.due_on, title, "/mes-actions/")


def _steps(person, on):
    mine = _model("Circle").objects.of(person, on=on).living().values("pk")
    found = _model("Step").objects.filter(circle__in=mine, done_at=None).select_related("circle")
    for one in found:
        url = f"{one.circle.get_absolute_url()}etapes/"
        yield Dated("step", one.pk, one.due_on, f"Une étape, {one.circle.name}", url)


def _model(name):
    return apps.get_model("governance", name)
