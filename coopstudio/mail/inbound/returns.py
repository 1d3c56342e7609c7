"""A letter of ours that came back undelivered (RFC 3464): which one, from which address, why."""

import re
from dataclasses import dataclass
from email import message_from_string
from uuid import UUID

OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
REASONS = {
    "5.1.1": "cette adresse n’existe pas",
    "5.1.2": "ce domaine n’existe pas",
    "5.1.10": "ce domaine ne reçoit pas de courrier",
    "5.2.1": "cette boîte est fermée",
    "5.2.2": "cette boîte est pleine",
}
LONGEST = 200


@dataclass(frozen=True)
class Returned:
    """Which letter (its ``message_id``), to whom it did not come, and why, in French."""

    letter: UUID
    address: str
    reason: str


def returned(message):
    """The Returned that a parsed mail tells of; None for any other mail, and for a mere delay."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    letter = next(filter(None, map(_letter, message.get_payload())), None)
    failed = next(filter(None, map(_failure, message.get_payload())), None)
    return Returned(letter, *failed) if letter and failed else None


def _letter(part):
    """The name of the letter whose head, or whole, is joined."""
    kind, content = part.get_content_type(), part.get_payload()
    if kind == "message/rfc822" and isinstance(content, list):
        head = content[0]
    elif kind == "text/rfc822-headers" and isinstance(content, str):
        head = message_from_string(content)
    else:
        return None
    found = OURS.search(str(head.get("Message-ID", "")))
    return UUID(found[1]) if found else None


def _failure(part):
    """(address, reason) of the first reader whom it will never reach."""
    blocks = part.get_payload()
    if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
        return None
    for block in blocks:
        if _said(block, "Action").lower() == "failed" and (address := _address(block)):
            return address, _reason(block)
    return None


def _address(block):
    """The one we wrote to: a mail that was forwarded on its way tells it apart."""
    told = _said(block, "Original-Recipient") or _said(block, "Final-Recipient")
    return told.partition(";")[2].strip().lower()


def _reason(block):
    found = STATUS.search(_said(block, "Status"))
    code = found[0] if found else ""
    told = _said(block, "Diagnostic-Code").partition(";")[2].strip()
    words = REASONS.get(code) or told[:LONGEST]
    return f"{words or 'sans explication'}{f' ({code})' if code else ''}"


def _said(block, name):
    """The words of a field on one line, without a sign that nobody sees."""
    seen = (sign if sign.isprintable() else " " for sign in str(block.get(name, "")))
    return " ".join("".join(seen).split())
