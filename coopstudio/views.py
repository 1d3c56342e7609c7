"""Pages that belong to no app: they compose panels, each app shows its own."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from coopstudio import guide, processing
from coopstudio.design.templatetags.design import THEMES
from coopstudio.doors import public, requires
from coopstudio.sheets.api import FORMS, form_of, sent

A_YEAR = 365 * 24 * 3600
ROBOTS = """User-agent: *
Disallow: /accueil/
Disallow: /candidater/
Disallow: /candidatures/
Disallow: /compte/
Disallow: /membres/
Disallow: /fichiers/
Disallow: /documents/
"""


@public
@require_safe
def welcome(request):
    """The public home: what a candidate sees first."""
    return render(request, "welcome.html", _known())


@require_safe
def home(request):
    """The page of the person who is signed in: one panel per app."""
    return render(request, "home.html", {"today": timezone.localdate()})


@require_safe
def steps(request):
    """The six steps of the call, as far as this person's own facts have come."""
    if not settings.HOUSE.is_forming:
        raise Http404
    return render(request, "steps.html")


@public
@require_safe
def guide_page(request, name=guide.FIRST):
    """A chapter of the user guide."""
    try:
        chapter = guide.chapter(name)
    except KeyError:
        raise Http404 from None
    context = {"chapter": chapter, "chapters": guide.chapters()}
    return render(request, "pages/guide.html", context)


@require_safe
@requires(processing.keeps_register)
def register_of_processing(request):
    """What is done with data, treatment by treatment, as the code declares it."""
    context = {
        "treatments": processing.treatments(),
        "processors": processing.processors(),
        "forms": FORMS,
        "trail": _back_from_register(request.user),
        **_known(),
    }
    return render(request, "pages/processing.html", context)


def _back_from_register(person):
    """Founders come from what is kept; others from their own space."""
    founder = "founder" in person.roles
    back = ("Conservation", "applications:retained") if founder else ("Mon espace", "home")
    return [(back[0], reverse(back[1])), ("Registre des traitements", "")]


@require_safe
@requires(processing.keeps_register)
def processing_sheet(request):
    """The same, as a file to keep or to hand over."""
    stem = f"registre-des-traitements-{timezone.localdate().isoformat()}"
    form = form_of(request.GET.get("forme"))
    return sent(form, stem, processing.HEAD, processing.rows(), title="Traitements")


@public
@require_safe
def page(request, template):
    """A page of plain words: confidentialité, mentions légales, accessibilité, aide."""
    return render(request, template, _known())


@public
@require_POST
def theme(request):
    """Remember light or dark on this device; anything else gives the choice back to it."""
    there = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        there = "/"
    response = redirect(there)
    if request.POST.get("theme") in THEMES:
        response.set_cookie(
            "theme",
            request.POST["theme"],
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@public
@require_safe
@cache_control(max_age=24 * 3600, public=True)
def robots(request):
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@public
@require_safe
def favicon(request):
    """Browsers ask here by habit; ours is a drawing."""
    return redirect(static("favicon.svg"))


def _known():
    """What pages of plain words say of the house."""
    return {
        "contact": settings.CONTACT_EMAIL,
        "promise": settings.ANSWER_PROMISE_DAYS,
        "hosted_by": settings.HOSTED_BY,
    }
