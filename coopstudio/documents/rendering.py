"""From HTML to PDF, in a child process that may not take much: 20 s, 1 GiB, and no file at all.

Only a worker imports this room. WeasyPrint, our style sheet and our fonts are read once, in the
parent; each PDF is made by a fork of it and dies with its memory. The child may fetch nothing:
neither the network nor a file, whatever the words of a document pretend.
"""

import atexit
import logging
import os
import resource
import select
import signal
import struct
import time
from datetime import datetime
from functools import cache

from django.conf import settings

CPU = 20  # seconds of work
WALL = 40  # seconds of waiting
MEMORY = 1 << 30  # bytes above what the parent already holds
PATIENT = 10  # how far a paper steps back when somebody reads a page
LONGEST = 20 << 20  # bytes of a PDF
STYLE = settings.BASE_DIR / "static" / "css" / "sheet.css"
FONTS = settings.BASE_DIR / "static" / "vendor" / "fonts"
OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
ARCHIVE = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
DONE, FAILED = b"+", b"-"


class RenderFailed(Exception):  # noqa: N818 (a fact)
    """The document cannot be rendered within its limits."""


class Unavailable(Exception):  # noqa: N818 (a fact)
    """This machine lacks the libraries that WeasyPrint needs."""


def as_pdf(html, archive=None):
    """The bytes of a tagged PDF. Raises RenderFailed or Unavailable.

    ``archive``: {"mark": hex, "at": ISO, "files": {name: text}} makes it a PDF/A-3 that carries
    these files and says this hour: the same words, mark and files give the same bytes.
    """
    press = _press()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover (another process)
        try:
            os.close(reading)
            _print_in_child(press, (html, archive), writing)
        finally:
            os._exit(0)  # whatever happened: two workers must never come out of one
    os.close(writing)
    try:
        answer = _read(reading)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    return _verdict(answer, used)


def _verdict(answer, used):
    if answer[:1] == DONE:
        return answer[1:]
    if answer[:1] == FAILED:
        raise RenderFailed(answer[1:].decode(errors="replace"))
    if used.ru_utime + used.ru_stime >= CPU - 1:
        raise RenderFailed(f"plus de {CPU} secondes de calcul")
    raise RenderFailed("arrêté en chemin : trop long, ou trop de mémoire")


def _read(reading):
    """What the child says until it is silent or the clock runs out; whole answers only."""
    end, pieces = time.monotonic() + WALL, []
    while (left := end - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        piece = os.read(reading, 1 << 16)
        if not piece:
            break
        pieces.append(piece)
    said = b"".join(pieces)
    length = struct.unpack("!I", said[:4])[0] if len(said) > 4 else -1
    return said[4:] if length == len(said) - 4 else b""


def _print_in_child(press, told, writing):  # pragma: no cover (another process)
    try:
        _limit_myself()
        answer = DONE + press(*told)
        if len(answer) > LONGEST:
            answer = FAILED + b"le PDF serait trop lourd"
    except BaseException as failure:  # a child says what it died of
        answer = FAILED + f"{type(failure).__name__} {failure}"[:250].encode(errors="replace")
    with os.fdopen(writing, "wb") as out:
        out.write(struct.pack("!I", len(answer)) + answer)


def _limit_myself():  # pragma: no cover (another process)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    with open("/proc/self/statm") as held:
        memory = int(held.read().split()[0]) * resource.getpagesize() + MEMORY
    os.nice(PATIENT)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST, LONGEST))


@cache
def _press():
    """A function from HTML to PDF bytes, with our style sheet and fonts already read."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 (heavy, and lacks libraries somewhere)
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as lack:
        raise Unavailable(f"bibliothèques absentes : {lack}") from lack

    nothing, own_fonts = _fetchers(URLFetcher)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    style = CSS(filename=STYLE, font_config=fonts, url_fetcher=own_fonts)

    def press(html, archive=None):
        page = HTML(string=html, base_url="about:blank", url_fetcher=nothing)
        if archive is None:
            return page.write_pdf(stylesheets=[style], font_config=fonts, **OPTIONS)
        at = datetime.fromisoformat(archive["at"])
        os.environ["SOURCE_DATE_EPOCH"] = f"{at.timestamp():.0f}"  # the hour that fonts say
        made = page.render(stylesheets=[style], font_config=fonts, **ARCHIVE)
        made.metadata.created = made.metadata.modified = archive["at"]
        mark, carried = archive["mark"].encode(), _carried(archive, at)
        return made.write_pdf(pdf_identifier=mark, attachments=carried, **ARCHIVE)

    press(WARM_UP)
    atexit.register(_press.cache_clear)  # the fonts' folder goes while its module still lives
    return press


def _fetchers(fetcher):
    """What a document may fetch: nothing; what its style may: the font files of the house."""

    class Nothing(fetcher):
        def fetch(self, url, headers=None):
            raise ValueError(f"un document ne va rien chercher : {url[:100]}")

    class OwnFonts(fetcher):
        def fetch(self, url, headers=None):
            name = url.rpartition("/")[2]
            if url != (FONTS / name).as_uri():
                raise ValueError(f"seules nos polices : {url[:100]}")
            return super().fetch(url, headers)

    return Nothing(), OwnFonts(allowed_protocols=["file"])


def _carried(archive, at):
    """The files that a paper carries, at its hour."""
    from weasyprint import Attachment  # noqa: PLC0415

    return [
        Attachment(string=text, name=name, created=at, modified=at, relationship="Data")
        for name, text in archive["files"].items()
    ]


WARM_UP = "<html lang=fr><title>Essai</title><h1>Élan</h1><p><em>vers</em> <strong>demain</strong>"
