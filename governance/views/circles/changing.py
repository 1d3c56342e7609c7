"""What changes a circle is proposed: it is drafted here, and goes its way like any proposal."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coopstudio.doors import requires
from coopstudio.once import once
from governance.actions.circles import founding as founding_
from governance.actions.circles import proposing
from governance.circles.inversion import inversion_of
from governance.college import has_a_voice
from governance.forms.circle_changes import (
    AimForm,
    CircleForm,
    ExclusionForm,
    InversionForm,
    LinkForm,
    MoveForm,
    RecallForm,
    TransferForm,
    WelcomeForm,
)
from governance.forms.circles import FoundingForm
from governance.models import Circle, Mandate
from governance.permissions import sees_governance
from governance.views.circles.finding import bound, found

DRAFTED = "C’est un brouillon : relisez-le, puis mettez-le au panier du cercle."


@never_cache
@requires(sees_governance)
def founding(request):
    """The first circle: nobody decides before it."""
    if not request.user.is_founder or Circle.objects.exists():
        raise Http404
    form = FoundingForm(request.POST or None)

    def act(facts):
        return founding_.open_founding(by=request.user, at=timezone.now(), **facts)

    said = "Le cercle fondateur est ouvert : chaque personne répond à son invitation."
    return bound(request, "governance/circles/founding.html", form, act, said=said)


def _change(request, circle, form, template, act, **context):
    """A form that drafts a proposal of somebody who has a voice in the circle, or above it."""

    def draft(facts):
        return act(by=request.user, at=timezone.now(), **facts)

    page = f"governance/circles/changing/{template}.html"
    return bound(request, page, form, draft, said=DRAFTED, circle=circle, **context)


def _voiced(request, pk):
    """(the circle, in which circle the viewer proposes): itself, else its parent."""
    circle, today = found(pk, closed_at=None), timezone.localdate()
    for place in (circle, circle.parent):
        if place and has_a_voice(request.user, place, on=today):
            return circle, place
    raise Http404


@never_cache
@requires(sees_governance)
@once
def new_circle(request, pk):
    """A circle inside this one, or a support circle, with its people and its domain."""
    circle = get_object_or_404(Circle.objects.living(), pk=pk)
    if not has_a_voice(request.user, circle, on=timezone.localdate()):
        raise Http404
    form = CircleForm(request.POST or None, parent=circle)
    return _change(
        request, circle, form, "new_circle", lambda **facts: founding_.propose(circle, **facts)
    )


@never_cache
@requires(sees_governance)
def aim(request, pk):
    """The aim or the domain: both circles consent."""
    circle, place = _voiced(request, pk)
    form = AimForm(request.POST or None, circle=circle, on=timezone.localdate())
    return _change(
        request, circle, form, "aim", lambda **facts: proposing.aim(place, circle, **facts)
    )


@never_cache
@requires(sees_governance)
def move(request, pk):
    """Another parent: three circles consent."""
    circle, place = _voiced(request, pk)
    if circle.is_first:
        raise Http404
    form = MoveForm(request.POST or None, circle=circle)
    return _change(
        request,
        circle,
        form,
        "move",
        lambda **facts: proposing.move(place, circle, **facts),
    )


@never_cache
@requires(sees_governance)
def transfer(request, pk):
    """A subject passes to a circle beside: both consent, and their parent."""
    circle, place = _voiced(request, pk)
    if circle.is_first:
        raise Http404
    form = TransferForm(request.POST or None, circle=circle, on=timezone.localdate())
    return _change(
        request,
        circle,
        form,
        "transfer",
        lambda **facts: proposing.transfer(place, circle, **facts),
    )


@never_cache
@requires(sees_governance)
def inversion(request, pk):
    """« Le point d’inversion »: the circle of everybody becomes a circle of links."""
    circle, place = _voiced(request, pk)
    form = InversionForm(request.POST or None)
    return _change(
        request,
        circle,
        form,
        "inversion",
        lambda **facts: proposing.inversion(place, circle, **facts),
        inversion=inversion_of(circle, on=timezone.localdate()),
    )


@never_cache
@requires(sees_governance)
def welcome(request, pk):
    """To make room for somebody."""
    circle, place = _voiced(request, pk)
    if place != circle:
        raise Http404
    form = WelcomeForm(request.POST or None)
    return _change(
        request, circle, form, "welcome", lambda **facts: proposing.welcome(circle, **facts)
    )


@never_cache
@requires(sees_governance)
def exclusion(request, pk):
    """To ask that somebody leaves the circle, for a time."""
    circle, place = _voiced(request, pk)
    if place != circle:
        raise Http404
    form = ExclusionForm(
        request.POST or None, circle=circle, viewer=request.user, on=timezone.localdate()
    )
    return _change(
        request, circle, form, "exclusion", lambda **facts: proposing.exclusion(circle, **facts)
    )


@never_cache
@requires(sees_governance)
def recall(request, pk):
    """To ask that a mandate ends before its term; who holds it gives it back instead."""
    today = timezone.localdate()
    held = Mandate.objects.on(today).exclude(person=request.user)
    mandate = get_object_or_404(held.select_related("role", "circle", "person"), pk=pk)
    if not has_a_voice(request.user, mandate.circle, on=today):
        raise Http404
    form = RecallForm(request.POST or None)

    def act(**facts):
        return proposing.recall(mandate, **facts)

    return _change(request, mandate.circle, form, "recall", act, mandate=mandate)


@never_cache
@requires(sees_governance)
def link(request, pk):
    """The parent circle welcomes somebody who was entrusted with a link, or takes it back."""
    child = get_object_or_404(Circle.objects.living().exclude(parent=None), pk=pk)
    if not has_a_voice(request.user, child.parent, on=timezone.localdate()):
        raise Http404
    form = LinkForm(request.POST or None, child=child, on=timezone.localdate())
    return _change(
        request,
        child,
        form,
        "link",
        lambda **facts: proposing.link(child.parent, child, **facts),
        parent=child.parent,
    )
