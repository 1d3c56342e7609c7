"""Whether a PDF is a paper of the house, unchanged: from the file alone, and nothing is kept.

Three answers. Its bytes are those that were issued, or the seal of the house holds all of it:
unchanged. It bears the mark or the seal of the house and its bytes are others: changed. Otherwise
it is unknown: we cannot say anything of it.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from coopstudio.documents import sealing
from coopstudio.documents.models import Document
from coopstudio.files.gate import done_apart

EXAMINER = Path(__file__).parent / "examining.py"
MARK = re.compile(rb"/ID\s*\[\s*(?:\(([0-9a-f]{32})\)|<((?:3[0-9]|6[1-6]){32})>)")
UNCHANGED, CHANGED, UNKNOWN = "unchanged", "changed", "unknown"


@dataclass(frozen=True)
class Verdict:
    """What the file says of itself. ``digest``: SHA-256 of its bytes; ``on``: its day, if known."""

    word: str
    digest: str
    on: object = None
    is_sealed: bool = False


def verdict(content):
    """What can be said of these bytes."""
    digest = hashlib.sha256(content).hexdigest()
    issued = Document.objects.filter(sha256=digest).without_bytes().first()
    seals = _our_seals(content)
    holds = any(one["is_whole"] and one["covers_all"] for one in seals)
    if issued or holds:
        on = timezone.localdate(issued.issued_at) if issued else None
        return Verdict(UNCHANGED, digest, on, holds)
    if seals or _bears_our_mark(content):
        return Verdict(CHANGED, digest)
    return Verdict(UNKNOWN, digest)


def _our_seals(content):
    if b"/ByteRange" not in content:
        return []
    _, report = done_apart(EXAMINER, content)
    ours = sealing.fingerprints()
    return [one for one in report.get("seals", ()) if one["certificate"] in ours]


def _bears_our_mark(content):
    """The number of a document of ours stands in the file, in clear or in hexadecimal."""
    found = {
        UUID((clear or bytes.fromhex(coded.decode())).decode())
        for clear, coded in MARK.findall(content)[:8]
    }
    return Document.objects.filter(pk__in=found).exists()
