"""A message as it travels (RFC 5322, 2045): the bytes of the only two shapes that leave from here.

Text and HTML, and perhaps papers beside them. The library's careful builder takes longer over a
letter than a mail server does; the tests read what is written here back through its parser.
"""

import binascii
import email
import email.policy
from email.header import Header
from email.utils import encode_rfc2231, formataddr, formatdate, parseaddr
from functools import cache

from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

LINE = 76  # signs, at most, in a line of what is encoded
END = b"\r\n"


class Envelope(EmailMultiAlternatives):
    """Written once by ``as_bytes``; the mailers of Django may still ask for a ``message()``."""

    def message(self, *, policy=email.policy.SMTP):
        return email.message_from_bytes(self.as_bytes(), policy=policy)

    def as_bytes(self):
        pages = [_text("plain", self.body)]
        pages += [
            _text(page.mimetype.partition("/")[2], page.content) for page in self.alternatives
        ]
        headers, body = _several("alternative", pages)
        if self.attachments:
            papers = [_joined(paper) for paper in self.attachments]
            headers, body = _several("mixed", [_part(headers, body), *papers])
        return _part({**self._stamps(), "MIME-Version": "1.0", **headers}, body)

    @property
    def sender(self):
        return _sender(self.from_email)[1]

    @property
    def recipient(self):
        """The one address it goes to, in ASCII. Raises ValueError when it cannot be."""
        [address] = self.to
        name, _, domain = address.rpartition("@")
        if not (name.isascii() and name.isprintable()):
            raise ValueError(f"not an address that every server takes: {address}")
        return f"{name}@{punycode(domain)}"

    def _stamps(self):
        return {
            "From": _sender(self.from_email)[0],
            "To": self.recipient,
            "Subject": self.subject,
            "Date": formatdate(),
            **self.extra_headers,
        }


@cache
def _sender(words):
    """The header and the bare address of the house, always the same."""
    return formataddr(parseaddr(words)), parseaddr(words)[1]


def _part(headers, body):
    lines = [_header(name, value) for name, value in headers.items()]
    return END.join([*lines, b"", body])


def _header(name, value):
    """One header, in short lines of ASCII. Nothing in it can begin another one."""
    plain = value.isascii() and value.isprintable()
    if not plain or len(name) + len(value) > LINE:
        charset = "us-ascii" if plain else "utf-8"
        value = Header(value, charset, header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}".encode("ascii")


def _several(kind, parts):
    """Headers and body of what holds several parts. No line of base64 can look like the edge."""
    edge = f"=_{kind}"
    bound = f"--{edge}".encode()
    body = b"".join(bound + END + part + END for part in parts) + bound + b"--" + END
    return {"Content-Type": f'multipart/{kind}; boundary="{edge}"'}, body


def _text(subtype, words, **more):
    lines = [line + END for line in words.encode().splitlines()]
    return _encoded(f'text/{subtype}; charset="utf-8"', b"".join(lines), **more)


def _joined(paper):
    name = paper.filename
    told = f'filename="{name}"' if name.isascii() else f"filename*={encode_rfc2231(name, 'utf-8')}"
    disposition = {"Content-Disposition": f"attachment; {told}"}
    kind, _, subtype = paper.mimetype.partition("/")
    if kind == "text":
        return _text(subtype, paper.content, **disposition)
    return _encoded(paper.mimetype, paper.content, **disposition)


def _encoded(kind, content, **more):
    letters = binascii.b2a_base64(content, newline=False)
    lines = [letters[start : start + LINE] for start in range(0, len(letters), LINE)]
    headers = {"Content-Type": kind, "Content-Transfer-Encoding": "base64", **more}
    return _part(headers, END.join(lines))
