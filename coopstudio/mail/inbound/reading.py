"""A mail as it came (RFC 5322, 2045), read with the standard library; nothing in it is trusted."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import getaddresses, parseaddr

from django.conf import settings

from coopstudio.mail.inbound.addresses import asked_at, is_ours
from coopstudio.mail.inbound.pages import as_text
from coopstudio.mail.inbound.quotes import written
from coopstudio.mail.inbound.returns import Returned, returned

MOST_READ = 300_000  # signs in which the words are looked for
LONGEST = 10_000  # signs that are kept of what somebody wrote
CUT = "\n\n[…] La suite de ce message était trop longue pour être gardée."
LATIN = {"iso-8859-1", "latin-1", "latin1", "iso8859-1", "us-ascii", "ascii"}
LATIN_9 = {"iso-8859-15", "iso8859-15", "latin-9", "latin9"}  # where « € » and « œ » have a place
WINDOWS_ALONE = re.compile(rb"[\x80-\x9f]")  # letters for Windows, orders to machines for ISO
PROOFS = "Authentication-Results"
TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|ne-?pas-?repondre|bounces?)\b", re.IGNORECASE
)
AWAY = re.compile(
    r"^(?:r[ée]ponse automatique|automatic reply|auto(?:matic)?[- ]?reply|autoreply|"
    r"absen(?:t|te|ce) du bureau|out of (?:the )?office|undeliver|delivery status|mail delivery)",
    re.IGNORECASE,
)
SIGNED = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
}


class Unreadable(ValueError):  # noqa: N818 (a fact)
    """Not a mail that anybody wrote."""


@dataclass(frozen=True)
class Mail:
    """One mail: who wrote it, to which of our addresses, what it says above what it quotes.

    ``is_forged``: our own mail server found that it does not come from where it says.
    ``is_heavy``: too heavy to be fetched; its head alone was read. ``returned``: it says that a
    letter of ours came back.
    """

    message_id: str
    sender: str
    asked: tuple | None
    is_automatic: bool
    text: str
    papers: int
    is_forged: bool = False
    is_heavy: bool = False
    returned: Returned | None = None


def read(raw):
    """The Mail that these bytes are. Raises Unreadable."""
    try:
        message = message_from_bytes(raw)
        leaves = [part for part in message.walk() if not part.is_multipart()]
        text = _clean(_words(message))[:MOST_READ]
    except RecursionError as trouble:
        raise Unreadable("too many parts in parts") from trouble
    said = written(text)
    return Mail(
        message_id=_identity(message, raw),
        sender=parseaddr(_header(message, "From"))[1].lower()[:320],
        asked=_asked(message),
        is_automatic=_is_automatic(message),
        text=said if len(said) <= LONGEST else said[: LONGEST - len(CUT)] + CUT,
        papers=sum(_is_paper(part, leaves) for part in leaves),
        is_forged=_is_forged(message),
        returned=returned(message),
    )


def _identity(message, raw):
    """Its Message-ID; of what bears none, the print of its bytes."""
    told = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", _header(message, "Message-ID"))
    return told[:300] or f"<{hashlib.sha256(raw).hexdigest()}@sans-message-id>"


def _asked(message):
    """(kind, numbers) of the first of our reply addresses it was sent to."""
    told = [_header(message, name, rank) for name in TO for rank in range(_count(message, name))]
    addresses = (address for _name, address in getaddresses(told, strict=False))
    return next(filter(None, map(asked_at, addresses)), None)


def _is_automatic(message):
    """Whether a machine wrote it: an absence, a list, a letter that came back, ourselves."""
    sender = parseaddr(_header(message, "From"))[1]
    told = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    precedence = _header(message, "Precedence").lower().strip()
    returns = message.get("Return-Path")
    return bool(
        told not in {"", "no"}
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients"))
        or "List-Id" in message
        or (returns is not None and str(returns).strip() == "<>")
        or message.get_content_type() == "multipart/report"
        or not sender
        or MACHINES.match(sender)
        or is_ours(sender)
        or AWAY.match(_header(message, "Subject").strip())
    )


def _is_forged(message):
    """Whether the server that COOP_INBOUND_AUTHSERV names wrote that the proofs fail (RFC 8601):
    what any other server wrote proves nothing."""
    own = settings.INBOUND_AUTHSERV.lower()
    if not own:
        return False
    ranks = range(_count(message, PROOFS))
    told = [_header(message, PROOFS, rank).lower() for rank in ranks]
    ours = [words for words in told if re.split(r"[\s;]", words.strip())[0] == own]
    results = dict(re.findall(r"\b(dmarc|dkim|spf)\s*=\s*(\w+)", " ".join(ours)))
    if "dmarc" in results and results["dmarc"] not in {"none", "temperror"}:
        return results["dmarc"] != "pass"
    return "pass" not in results.values() and "fail" in results.values()


# --- words ---


def _words(part):
    """The text of a part: the plain one when a mail says the same in two ways."""
    if part.is_multipart():
        if part.get_content_type() in {"message/rfc822", "message/delivery-status"}:
            return ""
        texts = [(_kind(child), _words(child)) for child in part.get_payload()]
        if part.get_content_type() == "multipart/alternative":
            plain = [text for kind, text in texts if kind == "text/plain" and text.strip()]
            return plain[0] if plain else next((t for _, t in reversed(texts) if t.strip()), "")
        return "\n".join(text for _, text in texts if text.strip())
    if part.get_content_maintype() != "text" or _is_joined(part):
        return ""
    text = _decoded(part)
    if part.get_content_subtype() == "html":
        return as_text(text)
    is_plain = part.get_content_subtype() == "plain"
    return _unflowed(text, part) if is_plain else ""


def _kind(part):
    return part.get_content_type()


def _decoded(part):
    """The words of a text, whatever charset it says, does not say, or says wrongly."""
    content = part.get_payload(decode=True) or b""
    charset = (part.get_content_charset() or "utf-8").lower()
    asked = ["utf-8", "windows-1252"] if charset in LATIN else [charset, "utf-8", "windows-1252"]
    if charset in LATIN - {"us-ascii", "ascii"}:
        asked = ["windows-1252", "utf-8"]
    if charset in LATIN_9 and WINDOWS_ALONE.search(content):
        asked = ["windows-1252", "utf-8"]
    for name in asked:
        try:
            return content.decode(name)
        except (LookupError, UnicodeError):
            continue
    return content.decode("windows-1252", "replace")


def _unflowed(text, part):
    """Lines that were cut for the road are joined again (RFC 3676)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    glue = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines = []
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        flows = lines and lines[-1].endswith(" ") and lines[-1] != "-- "
        if flows and not lines[-1].startswith(">") and not line.startswith(">"):
            lines[-1] = lines[-1][:-1] + glue + line
        else:
            lines.append(line)
    return "\n".join(lines)


def _clean(text):
    """One kind of line end, composed letters, no sign that nobody sees."""
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\u200b", "")
    )
    text = unicodedata.normalize("NFC", text)
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )


# --- what is joined ---


def _is_joined(part):
    return part.get_content_disposition() == "attachment" or (
        part.get_filename() is not None and part.get_content_type() != "text/html"
    )


def _is_paper(part, leaves):
    """Whether somebody joined this; the picture of a signature and a seal are not papers."""
    kind = part.get_content_type()
    if kind in SIGNED or kind == "text/calendar":
        return False
    if part.get_content_maintype() == "text":
        return _is_joined(part)
    name = (part.get("Content-ID") or "").strip().strip("<>")
    return not (name and any(f"cid:{name}" in _decoded(page) for page in leaves if _is_page(page)))


def _is_page(part):
    return part.get_content_type() == "text/html"


# --- headers ---


def _count(message, name):
    return len(message.get_all(name, []))


def _header(message, name, rank=0):
    """The words of a header, decoded; never fails."""
    found = message.get_all(name, [])
    if len(found) <= rank:
        return ""
    try:
        words = str(make_header(decode_header(found[rank])))
    except (LookupError, UnicodeError, ValueError):
        words = str(found[rank])
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in words)
