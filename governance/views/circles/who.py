"""« Qui décide de quoi ? »: one subject, one circle, the people, and always a way to weigh in."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from governance.circles.deciding import Answer
from governance.permissions import sees_governance

LONGEST = 120


@require_safe
@never_cache
@requires(sees_governance)
def who_decides(request):
    """One subject, in one's own words."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    answer = Answer(words, request.user, on=timezone.localdate())
    context = {"words": words, "answer": answer}
    return render(request, "governance/circles/who_decides.html", context)
