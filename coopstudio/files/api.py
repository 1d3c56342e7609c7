"""Take in a file that somebody gives us, and hand it back to those who may read it."""

from coopstudio.refusals import Refused


class FileRefused(Refused):
    """The file cannot be kept; the message says why and what to do."""


def take_in(upload):
    """Check, rewrite and store an uploaded PDF; return its PrivateFile. Raises FileRefused."""
    raise NotImplementedError


def serve(file, *, by, as_attachment=True):
    """An HTTP answer with the file's bytes, sandboxed; the opening is logged."""
    raise NotImplementedError
