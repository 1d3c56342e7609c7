"""What no page should have to think of: requests that make no sense, or weigh too much."""

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig

from coopstudio import errors
from coopstudio.refusals import Refused

METHODS = {"GET", "HEAD", "POST"}


class SensibleRequests:
    """Refuse, before any page, what no browser of a person sends.

    NUL in an address or its query cannot be asked of PostgreSQL (400); a body beyond every form's
    limit is not even read (413); methods other than GET, HEAD and POST do not exist here (405).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return errors.not_allowed(request)
        if _length(request) > settings.BODY_LIMIT:
            raise RequestDataTooBig("a body beyond the limit of every form")
        if "\0" in request.path_info or _has_nul(request.GET):
            raise BadRequest("NUL in the address")
        response = self.get_response(request)
        is_blank = response.status_code == 405 and not response.content
        return errors.not_allowed(request) if is_blank else response

    def process_exception(self, request, exception):
        """A refusal that no page told in its own place has a page of its own."""
        return errors.refused(request, exception) if isinstance(exception, Refused) else None


def _length(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _has_nul(query):
    return any("\0" in part for name, parts in query.lists() for part in [name, *parts])
