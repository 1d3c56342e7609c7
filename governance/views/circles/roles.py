"""What a circle entrusts, who holds it and until when; giving it back."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.once import once
from governance.actions import mandates
from governance.actions.circles import roles as roles_
from governance.college import has_a_voice
from governance.forms.circles import GivingBackForm, RoleForm
from governance.models import Mandate
from governance.permissions import sees_governance
from governance.views.circles.finding import bound, found


@require_safe
@never_cache
@requires(sees_governance)
def roles(request, pk):
    """Each role with who holds it, what comes next, who held it before."""
    circle, today = found(pk), timezone.localdate()
    context = {
        "circle": circle,
        "roles": list(circle.roles.standing().told_on(today)),
        "has_my_voice": has_a_voice(request.user, circle, on=today),
        "today": today,
    }
    return render(request, "governance/circles/roles.html", context)


@never_cache
@requires(sees_governance)
@once
def new_role(request, pk):
    """A role that the circle will entrust, with what is expected."""
    circle = found(pk, closed_at=None)
    if not has_a_voice(request.user, circle, on=timezone.localdate()):
        raise Http404
    form = RoleForm(request.POST or None)

    def act(facts):
        roles_.describe(circle, by=request.user, at=timezone.now(), **facts)
        return f"/cercles/{circle.pk}/roles/"

    return bound(
        request,
        "governance/circles/new_role.html",
        form,
        act,
        said="Le rôle est décrit. Le cercle y consent quand il élit qui le tient.",
        circle=circle,
    )


@never_cache
@requires(sees_governance)
def giving_back(request, pk):
    """To give a role back before its day."""
    mine = Mandate.objects.filter(person=request.user).on(timezone.localdate())
    mandate = get_object_or_404(mine.select_related("role", "circle"), pk=pk)
    form = GivingBackForm(request.POST or None)

    def act(facts):
        mandates.give_back(mandate, by=request.user, at=timezone.now(), **facts)
        return mandate.circle

    return bound(
        request,
        "governance/circles/giving_back.html",
        form,
        act,
        said="C’est rendu. Merci de l’avoir tenu.",
        circle=mandate.circle,
        mandate=mandate,
    )
