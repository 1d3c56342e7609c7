"""The call has a newer version than the one a draft answers: see what changes, then choose."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions.call import versions
from applications.versions import changed_passages, newer_than, stand
from applications.views.holding import held
from coopstudio.doors import public
from coopstudio.refusals import Refused

DONE = {
    "move": "Vous répondez maintenant à la version {number}. Vos réactions sont venues avec vous.",
    "keep": "Vous restez sur la version que vous avez lue. C’est elle qui sera lue avec vous.",
}


@public
@never_cache
def newer_version(request):
    """What changed in the sections one reacted to, and what becomes of each reaction."""
    draft = held(request)
    newer = newer_than(draft) if draft else None
    if newer is None:
        return redirect("applications:start" if draft else "applications:call")
    if request.method == "POST" and (choice := request.POST.get("act")) in DONE:
        act = versions.move_to_version if choice == "move" else versions.keep_version
        try:
            act(draft, newer, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("applications:newer_version")
        messages.success(request, DONE[choice].format(number=newer.number))
        return redirect("applications:start")
    context = {"draft": draft, "newer": newer, **_compared(draft, newer)}
    return render(request, "applications/versions/choice.html", context)


def _compared(draft, newer):
    """The changes near the reactions, the others, and the reactions that follow or stay."""
    reactions = stand(draft.reactions.in_reading_order(), newer.pk)
    touched = {one.passage.section.title for one in reactions}
    beside = {one.here for one in reactions}
    near, far = [], []
    for change in changed_passages(draft.version, newer):
        is_near = change["section"] in touched or change["uid"] in beside
        (near if is_near else far).append(change)
    return {
        "near": near,
        "far": far,
        "following": [one for one in reactions if one.place],
        "staying": [one for one in reactions if not one.place],
    }
