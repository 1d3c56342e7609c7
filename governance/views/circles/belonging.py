"""To answer an invitation, to be away, to leave, to ask a guest in: each for oneself."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions.circles import belonging
from governance.circles.entrusted import held_by
from governance.college import belongs, has_a_voice
from governance.forms.circles import GuestForm, LeaveForm, LeavingForm
from governance.models import CircleInvitation, CircleMember, Leave
from governance.permissions import sees_governance
from governance.views.circles.finding import bound, done, found


@require_POST
@requires(sees_governance)
def answer(request, pk):
    """« J’accepte », or « pas cette fois »."""
    mine = CircleInvitation.objects.waiting().filter(circle=pk, person=request.user)
    invitation = get_object_or_404(mine.select_related("circle"))
    comes = request.POST.get("reponse") == "oui"
    act = belonging.accept if comes else belonging.decline
    said = "Vous voilà dans le cercle." if comes else "C’est noté, et le cercle le sait."
    return done(
        request,
        lambda: act(invitation, by=request.user, at=timezone.now()),
        said=said,
        to=invitation.circle,
    )


@never_cache
@requires(sees_governance)
def leave(request, pk):
    """To be away from the circle, from a day to a day."""
    circle = found(pk)
    if not belongs(request.user, circle, on=timezone.localdate()):
        raise Http404
    form = LeaveForm(request.POST or None)

    def act(facts):
        belonging.take_leave(circle, by=request.user, at=timezone.now(), **facts)
        return circle

    return bound(
        request,
        "governance/circles/leave.html",
        form,
        act,
        said="C’est noté. À votre retour, le cercle vous dira ce qui s’est passé.",
        circle=circle,
    )


@require_POST
@requires(sees_governance)
def coming_back(request, pk):
    """Back sooner than said."""
    today = timezone.localdate()
    mine = Leave.objects.filter(circle=pk, person=request.user).on(today)
    away = get_object_or_404(mine.select_related("circle"))
    return done(
        request,
        lambda: belonging.come_back(away, by=request.user, at=timezone.now()),
        said="Vous revoilà : les prochains tours vous attendent.",
        to=away.circle,
    )


@never_cache
@requires(sees_governance)
def leaving(request, pk):
    """To leave the circle, with a word if one likes."""
    today = timezone.localdate()
    mine = CircleMember.objects.filter(circle=pk, person=request.user).on(today)
    member = get_object_or_404(mine.select_related("circle"))
    form = LeavingForm(request.POST or None)

    def act(facts):
        belonging.leave(member, by=request.user, at=timezone.now(), **facts)
        return member.circle

    return bound(
        request,
        "governance/circles/leaving.html",
        form,
        act,
        said="C’est fait. Merci de ce que vous avez porté ici.",
        circle=member.circle,
        held=held_by(request.user, member.circle, on=today),
    )


@never_cache
@requires(sees_governance)
def guests(request, pk):
    """To invite somebody who is heard, and has no position."""
    circle = found(pk, closed_at=None)
    if not has_a_voice(request.user, circle, on=timezone.localdate()):
        raise Http404
    form = GuestForm(request.POST or None)

    def act(facts):
        belonging.invite_guest(circle, facts["person"], by=request.user, at=timezone.now())
        return circle

    return bound(
        request,
        "governance/circles/guests.html",
        form,
        act,
        said="L’invitation est partie : la personne répond quand elle veut.",
        circle=circle,
    )
