"""What a file is, by what stands in it: the name and the type that a browser says prove nothing."""

import zipfile

from coopstudio.french.sizes import size
from coopstudio.sheets.reading.sheet import SheetRefused

CSV, ODS, XLSX = "csv", "ods", "xlsx"
MOST_UNPACKED = 120 * 1024 * 1024
MOST_SHARED = 24 * 1024 * 1024
"""Of one part that is not read row by row: it stands whole in memory."""

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE = "Ouvrez-le dans votre tableur, enregistrez-le en .xlsx, .ods ou CSV, puis déposez-le."
NOT_SHEETS = {  # first bytes: what the person seems to have chosen
    b"%PDF-": f"C’est un PDF, pas un tableau. Retrouvez le fichier d’origine. {SAVE}",
    b"\xff\xd8\xff": "C’est une image, pas un tableau. Recopiez-la dans un tableur.",
    b"\x89PNG": "C’est une image, pas un tableau. Recopiez-la dans un tableur.",
    b"{\\rtf": "C’est un document de traitement de texte. Copiez le tableau dans un tableur.",
    b"Rar!": "C’est une archive. Sortez-en le tableau, puis déposez-le.",
    b"7z\xbc\xaf": "C’est une archive. Sortez-en le tableau, puis déposez-le.",
    b"\x1f\x8b": "C’est une archive. Sortez-en le tableau, puis déposez-le.",
}
LOCKED = (
    "Ce tableau est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe, "
    "enregistrez-le, puis déposez-le."
)
MACROS = (
    "Ce tableau contient des macros (de petits programmes) : la maison n’en reçoit pas. "
    "Enregistrez-le en .xlsx ou en .ods sans macros, puis déposez-le."
)
BOMB = (
    "Ce fichier se déplie en quelque chose de démesuré. Copiez vos lignes dans un tableau neuf, "
    "enregistrez-le, puis déposez-le."
)


def kind_of(upload, *, octets):
    """(its kind, the open file), or SheetRefused for what is empty, too heavy, or no sheet."""
    if not upload.size:
        raise SheetRefused("Ce fichier est vide. Choisissez-en un autre.")
    if upload.size > octets:
        raise SheetRefused(
            f"Ce fichier pèse {size(upload.size)} ; la limite est de {size(octets)}. Retirez les "
            "images et les feuilles qui ne servent pas, ou coupez-le en deux."
        )
    file = getattr(upload, "file", upload)
    file.seek(0)
    first = file.read(4096)
    file.seek(0)
    if first.startswith(ZIP):
        return _packed(file), file
    if first.startswith(OLD):
        raise SheetRefused(_old(file))
    _refuse_other_kinds(first)
    return CSV, file


def _refuse_other_kinds(first):
    for start, advice in NOT_SHEETS.items():
        if first.startswith(start):
            raise SheetRefused(advice)
    if first.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise SheetRefused(f"C’est une page web qui se dit tableau. {SAVE}")


def _old(file):
    """A locked workbook of today wears the clothes of those of twenty years ago."""
    is_locked = "EncryptedPackage".encode("utf-16-le") in file.read()
    return LOCKED if is_locked else f"C’est un ancien classeur Excel (.xls). {SAVE}"


def _packed(file):
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as trouble:
        raise SheetRefused(
            f"Ce tableau est abîmé ou incomplet, il ne s’ouvre pas. {SAVE}"
        ) from trouble


def _kind_of_archive(archive):
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused(LOCKED)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or _is_swollen(parts):
        raise SheetRefused(BOMB)
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise SheetRefused(MACROS)
    if "xl/workbook.xml" in names:
        return XLSX
    if "content.xml" in names:
        return _opendocument(archive, names)
    raise SheetRefused(_other_archive(names))


def _is_swollen(parts):
    """Whether a part that one must hold whole is larger than any honest one."""
    rows = ("content.xml", "xl/worksheets/")
    return any(
        part.file_size > MOST_SHARED and not part.filename.startswith(rows) for part in parts
    )


def _opendocument(archive, names):
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise SheetRefused(LOCKED)
    kind = archive.read("mimetype") if "mimetype" in names else b""
    if b"spreadsheet" not in kind:
        raise SheetRefused(
            "C’est un document LibreOffice, mais pas un tableau. Copiez-en le tableau dans une "
            "feuille de calcul, enregistrez-la, puis déposez-la."
        )
    return ODS


def _other_archive(names):
    if any(name.startswith("Index/") for name in names):
        return (
            "C’est un tableau de Numbers. Dans Numbers, choisissez Fichier, « Exporter vers », "
            "Excel, puis déposez ce fichier."
        )
    if any(name.startswith("word/") for name in names):
        return "C’est un document de traitement de texte. Copiez le tableau dans un tableur."
    if "xl/workbook.bin" in names:
        return f"C’est un classeur Excel au format .xlsb. {SAVE}"
    return "C’est une archive. Sortez-en le tableau, puis déposez-le."
