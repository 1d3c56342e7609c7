"""Where one's application stands, in words made for its person; what happens next, and by when."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications import resting
from applications.documents import contents
from applications.following import Following
from applications.views.holding import held
from applications.views.mine import mine, my_application


@require_safe
@never_cache
def status(request):
    """One's latest application; else the draft; else an invitation to write."""
    latest = mine(request).order_by("-number").first()
    if latest:
        return redirect("applications:status_of", latest.number)
    draft = held(request)
    may_leave = bool(draft) and draft.version.call.takes_drafts(on=timezone.localdate())
    context = {"draft": draft, "may_leave": may_leave}
    return render(request, "applications/candidate/none.html", context)


@require_safe
@never_cache
def status_of(request, number):
    """Where this application stands, what depends on its person, and every gesture possible now."""
    return show(request, my_application(request, number))


def show(request, application, status=200, **more):
    """The page itself; ``more``: what was typed there and not taken."""
    following = Following(application, now=timezone.now())
    context = {
        "application": application,
        "following": following,
        "kept": resting.plan_of(application, today=following.today),
        "others": mine(request).exclude(pk=application.pk).order_by("-number"),
        **more,
    }
    return render(request, "applications/candidate/status.html", context, status=status)


@require_safe
@never_cache
def sent(request, number):
    """What was sent, as it was sent: the latest revision, frozen."""
    application = my_application(request, number)
    latest = application.revisions.last()
    copy = latest.contents if latest else contents(application)
    context = {"application": application, "copy": copy}
    return render(request, "applications/candidate/sent.html", context)
