"""Take up a draft again by the link sent to its address: a GET shows a button, a POST opens."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications import limits, links
from applications.actions import drafts
from applications.forms.applications import ResumeForm
from applications.models import Application
from applications.views.holding import is_elsewhere
from coopstudio.doors import public
from members import candidates

ENOUGH = (
    "Assez de lettres sont parties pour aujourd’hui. "
    "Regardez aussi dans les indésirables, ou revenez demain."
)


@public
def ask_link(request):
    """Ask for a link: the answer is the same whether a draft is known at this address or not."""
    if "other" in request.POST:  # somebody else, at the same machine
        request.session.pop("draft", None)
        return redirect("applications:start")
    form, status = ResumeForm(request.POST or None), 200
    if request.method == "POST" and not limits.may_ask(request):
        return render(request, "429.html", status=429)
    if request.method == "POST":
        status = 422
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if limits.may_write_to(email):
            _send_if_known(email)
            return render(request, "applications/candidate/link_sent.html", {"email": email})
        form.add_error("email", ENOUGH)
        status = 429
    context = {"form": form, "elsewhere": is_elsewhere(request)}
    return render(request, "applications/candidate/ask_link.html", context, status=status)


@public
@never_cache
def resume(request, token):
    """The link of the letter. Mail scanners may look at it; only a person presses the button."""
    try:
        draft = links.draft_behind(token)
        if request.method != "POST":
            return render(request, "applications/candidate/resume.html", {"draft": draft})
        person = candidates.known_at(
            draft.email, first_name=draft.first_name, last_name=draft.last_name
        )
        draft = drafts.confirm(draft, person=person, at=timezone.now())
    except links.StaleLink as refusal:
        context = {"form": ResumeForm(), "stale": str(refusal)}
        return render(request, "applications/candidate/ask_link.html", context, status=410)
    request.session["draft"] = draft.pk
    if not candidates.sign_in(request, person):
        messages.info(request, "Votre brouillon vous attend. Connectez-vous pour le reprendre.")
        return redirect("account_login")
    messages.success(request, "Votre adresse est confirmée, et voici votre brouillon.")
    return redirect("applications:start")


def _send_if_known(email):
    """A draft whose address is confirmed comes first: anybody may type anybody's address."""
    drafts_here = Application.objects.drafts().select_related("version").filter(email__iexact=email)
    first = F("confirmed_at").desc(nulls_last=True)
    if draft := drafts_here.order_by(first, "-touched_at").first():
        drafts.send_link(draft, at=timezone.now())
