"""What is asked of each request of somebody signed in: an open session, a second factor."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect

SEEN_EVERY = 30  # seconds between two notes of a session's last page
OPENED_AT, SEEN_AT = "opened_at", "seen_at"
WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


class SessionLimits:
    """A session closes some time after its sign-in, and sooner when nobody uses it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._watch(request, time.time())
        return self.get_response(request)

    def _watch(self, request, now):
        session = request.session
        longest, idle = limits_of(request.user)
        opened_at = session.setdefault(OPENED_AT, now)
        seen_at = session.get(SEEN_AT, now)
        if now - opened_at > longest or now - seen_at > idle:
            logout(request)
            messages.info(request, "Votre session s’est refermée. Entrez à nouveau pour reprendre.")
        elif SEEN_AT not in session or now - seen_at >= SEEN_EVERY:
            session[SEEN_AT] = now


def limits_of(person):
    """The longest session of ``person`` and the longest pause in it, in seconds."""
    return settings.SESSION_LIMITS["privileged" if person.is_privileged else "others"]


PROOF = {"members:address_proof", "members:address_denial", "account_logout"}


class ProvedAddress:
    """An address that somebody else wrote opens one page before its holder has said who they are.

    Whatever way they came: a code, a password, a link. On public pages they are a visitor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_unproved = request.user.is_authenticated and request.user.unproved_since
        if not is_unproved or request.resolver_match.view_name in PROOF:
            return None
        if getattr(view, "login_required", True):
            return redirect("members:address_proof")
        request.user = AnonymousUser()
        return None


class SecondFactor:
    """Founders, treasurer and administrator go nowhere private before they have a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.PRIVILEGED_NEED_SECOND_FACTOR or not lacks_second_factor(request.user):
            return None
        is_public = not getattr(view, "login_required", True)
        if is_public or request.resolver_match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        return redirect("mfa_index")


def lacks_second_factor(person):
    return person.is_authenticated and person.is_privileged and not person.has_second_factor


class RefusedForms:
    """A page of allauth that shows a refused form says so in its status, like our own: 422."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        form = (response.context_data or {}).get("form")
        if response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response
