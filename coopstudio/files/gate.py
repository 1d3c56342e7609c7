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
PAINTER = Path(__file__).parent / "painting.py"
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
AS_PDF = (
    "Ouvrez-le dans Word ou LibreOffice : Fichier, puis « Enregistrer en PDF ». Sur un téléphone, "
    "ou pour une image : « Imprimer », puis « Enregistrer en PDF ». Et déposez ce PDF."
)
LIGHTER = "Allégez-le (« taille réduite » à l’export, ou moins d’images), puis déposez-le."
LIGHTER_PICTURE = "Réduisez l’image, puis déposez-la."
AS_PICTURE = "Enregistrez-la en JPG d’abord."
REASONS = {
    "encrypted": "Ce PDF est protégé : enlevez le mot de passe (par exemple en l’imprimant dans un "
    "nouveau PDF), puis déposez-le de nouveau.",
    "broken": "Ce PDF est abîmé ou incomplet, il ne s’ouvre pas. Ouvrez l’original, "
    "enregistrez-le de nouveau en PDF, puis déposez-le.",
    "empty": "Ce PDF n’a aucune page.",
    "long": "Ce PDF a plus de 60 pages. Gardez l’essentiel, puis déposez-le de nouveau.",
    "huge": "Une page de ce PDF est démesurée. Enregistrez-le au format A4, puis déposez-le.",
}


PICTURE_REASONS = {
    "broken": "Cette image est abîmée ou incomplète, elle ne s’ouvre pas. Ouvrez l’original, "
    "enregistrez-le de nouveau en JPG, puis déposez-le.",
    "huge": "Cette image est démesurée. Réduisez-la sous 9 000 points de côté, puis déposez-la.",
    "small": "Cette image est trop petite pour qu’on vous y voie : 96 points de côté au moins.",
}


class FileRefused(Refused):
    """The file cannot be kept; the message says why and what to do."""

    message = REASONS["broken"]


def look_at(upload, *, limit):
    """Refuse at once what is empty, too heavy (``limit`` in bytes) or plainly not a PDF."""
    head = _weighed(upload, limit, LIGHTER)
    if head != b"%PDF-":
        raise FileRefused(_what_it_is(head))


def look_at_picture(upload, *, limit):
    """Refuse at once what is empty, too heavy (``limit`` in bytes) or no JPG or PNG picture."""
    head = _weighed(upload, limit, LIGHTER_PICTURE)
    if not head.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        raise FileRefused(f"Ce n’est pas une image JPG ou PNG. {AS_PICTURE}")


def rewritten(content):
    """(bytes, pages) of the clean copy of a PDF. Raises FileRefused."""
    clean, report = done_apart(REWRITER, content)
    if "pages" not in report:
        raise FileRefused(REASONS.get(report.get("refused")))
    return clean, report["pages"]


def repainted(content):
    """The bytes of a square JPEG with the same picture, and nothing else of what came.

    Raises FileRefused.
    """
    clean, report = done_apart(PAINTER, content)
    if "side" not in report:
        raise FileRefused(PICTURE_REASONS.get(report.get("refused"), PICTURE_REASONS["broken"]))
    return clean


def _weighed(upload, limit, advice):
    """The first bytes of what is neither empty nor heavier than ``limit``."""
    if not upload.size:
        raise FileRefused("Ce fichier est vide. Choisissez-en un autre.")
    if upload.size > limit:
        weight = f"{_megabytes(upload.size)} ; la limite est de {_megabytes(limit)}"
        raise FileRefused(f"Ce fichier pèse {weight}. {advice}")
    upload.seek(0)
    head = upload.read(5)
    upload.seek(0)
    return head


def done_apart(program, content):
    """(bytes, report) of one of our programs that reads what came where it can harm nobody."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no argument from outside)
            [sys.executable, "-I", program],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
        report = json.loads(done.stderr.splitlines()[-1]) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return b"", {"refused": "broken"}
    return done.stdout, report


def _what_it_is(head):
    kind = next((kind for first, kind in KINDS.items() if head.startswith(first[:5])), None)
    if kind is None:
        return "Ce n’est pas un PDF. Enregistrez votre document en PDF, puis déposez-le."
    return f"C’est {kind}, pas un PDF. {ADVICE[kind]}"


def _megabytes(size):
    return f"{size / 1024 / 1024:.1f}".replace(".", ",").removesuffix(",0") + "\u00a0Mo"
