"""A browser without a screen: it asks the house for a page, through every one of its layers."""

import time
from functools import cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from members.candidates import BACKEND

KEPT = (
    "wsgi.", "SERVER_", "HTTP_HOST", "HTTP_X_FORWARDED", "HTTP_USER_AGENT", "HTTP_ACCEPT",
    "REMOTE_ADDR", "SCRIPT_NAME",
)  # fmt: skip
"""What is true of the newcomer's request as of the founder's: the same place, the same door."""


class Visitor:
    """Asks from where ``request`` came, as somebody else."""

    def __init__(self, request):
        self.request = request

    def session(self, *, person=None, draft=None):
        """The key of a session that holds this draft and, once they are known, this person."""
        session = SessionStore()
        if draft:
            session["draft"] = draft.pk
        if person:
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = BACKEND
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session["opened_at"] = session["seen_at"] = time.time()
        session.save()
        return session.session_key

    def asks(self, path, session):
        """The response to a GET of ``path``."""
        theirs = self.request.environ
        same = {name: value for name, value in theirs.items() if name.startswith(KEPT)}
        theme = self.request.COOKIES.get("theme", "")
        cookies = {settings.SESSION_COOKIE_NAME: session, **({"theme": theme} if theme else {})}
        environ = {
            **same,
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        return _house().get_response(WSGIRequest(environ))


@cache
def _house():
    handler = BaseHandler()
    handler.load_middleware()
    return handler
