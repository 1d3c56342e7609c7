"""The gate of the files: a quick look, then a rewriting in a process that may not take much.

What stays is not the file that came, but a new one that qpdf writes from its pages, without
scripts, launches, attachments nor anything after the end of the PDF.
"""

import json
import subprocess
import sys
from pathlib import Path

from coopstudio.refusals import Refused

REWRITER = Path(__file__).parent / "rewriting.py"
SECONDS = 20  # the house cuts a transaction that sleeps for 30
KINDS = {  # first bytes: what the person seems to have chosen
    b"PK\x03\x04": "un document de traitement de texte",
    b"\xd0\xcf\x11\xe0": "un ancien document Word",
    b"\xff\xd8\xff": "une image",
    b"\x89PNG": "une image",
    b"RIFF": "une image",
    b"{\\rtf": "un document de traitement de texte",
}
ADVICE = {
    "un document de traitement de texte": "Ouvrez-le, choisissez Fichier puis « Enregistrer en "
    "PDF » ou « Exporter », et déposez ce PDF.",
    "un ancien document Word": "Ouvrez-le, choisissez Fichier puis « Enregistrer en PDF », et "
    "déposez ce PDF.",
    "une image": "Ouvrez-la, choisissez « Imprimer » puis « Enregistrer en PDF », et déposez ce "
    "PDF.",
}
REASONS = {
    "encrypted": "Ce PDF est protégé : enlevez le mot de passe (par exemple en l’imprimant dans un "
    "nouveau PDF), puis déposez-le de nouveau.",
    "broken": "Ce PDF est abîmé ou incomplet, il ne s’ouvre pas. Ouvrez l’original, "
    "enregistrez-le de nouveau en PDF, puis déposez-le.",
    "empty": "Ce PDF n’a aucune page.",
    "long": "Ce PDF a plus de 50 pages. Gardez l’essentiel, puis déposez-le de nouveau.",
    "huge": "Une page de ce PDF est démesurée. Enregistrez-le au format A4, puis déposez-le.",
}


class FileRefused(Refused):
    """The file cannot be kept; the message says why and what to do."""

    message = REASONS["broken"]


def look_at(upload, *, limit):
    """Refuse at once what is empty, too heavy (``limit`` in bytes) or plainly not a PDF."""
    if not upload.size:
        raise FileRefused("Ce fichier est vide. Choisissez-en un autre.")
    if upload.size > limit:
        raise FileRefused(
            f"Ce fichier pèse {_megabytes(upload.size)} ; la limite est de {_megabytes(limit)}. "
            "Allégez-le (« taille réduite » à l’export, ou moins d’images), puis déposez-le."
        )
    upload.seek(0)
    head = upload.read(5)
    upload.seek(0)
    if head != b"%PDF-":
        raise FileRefused(_what_it_is(head))


def rewritten(content):
    """(bytes, pages) of the clean copy of a PDF. Raises FileRefused."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no argument from outside)
            [sys.executable, "-I", REWRITER],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
        report = json.loads(done.stderr.splitlines()[-1]) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError, IndexError) as trouble:
        raise FileRefused from trouble
    if "pages" not in report:
        raise FileRefused(REASONS.get(report.get("refused")))
    return done.stdout, report["pages"]


def _what_it_is(head):
    kind = next((kind for first, kind in KINDS.items() if head.startswith(first[:5])), None)
    if kind is None:
        return "Ce n’est pas un PDF. Enregistrez votre document en PDF, puis déposez-le."
    return f"C’est {kind}, pas un PDF. {ADVICE[kind]}"


def _megabytes(size):
    return f"{size / 1024 / 1024:.1f}".replace(".", ",").removesuffix(",0") + "\u00a0Mo"
