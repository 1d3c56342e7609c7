"""CSV of French programs: four encodings, three separators, and the line ``sep=`` of Excel."""

import codecs
import csv
import io
from collections import Counter
from contextlib import suppress
from itertools import islice

from coopstudio.sheets.reading.sheet import SheetRefused

PIECE = 1 << 16
SEPARATORS = ";,\t|"
TRIED = 30  # rows read to find the separator
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LETTERS = {"éèêàçùôîïëâû": 3, "œÉÈÊÀÇÔÎ’": 2, "«»°€": 1}
"""What a French text is made of, with what each sign weighs."""


def rows(file):
    """(number of the line, cells) of a CSV."""
    encoding = encoding_of(file)
    separator, skipped = _separator(file, encoding)
    reader = csv.reader(_lines(file, encoding), delimiter=separator)
    try:
        for rank, cells in enumerate(reader, start=1):
            if rank > skipped:
                yield rank, cells
    except csv.Error as trouble:
        raise SheetRefused(
            f"La ligne {reader.line_num} ne se lit pas : un guillemet y est sans doute ouvert sans "
            "être fermé. Corrigez-la, puis déposez le fichier de nouveau."
        ) from trouble


def encoding_of(file):
    """UTF-8, UTF-16, Windows-1252 or MacRoman: by its mark, else by what it would say."""
    file.seek(0)
    first = file.read(4096)
    for mark, encoding in MARKS.items():
        if first.startswith(mark):
            return encoding
    if first.count(0) * 4 > len(first):
        return "utf-16-be" if first[:1] == b"\0" else "utf-16-le"
    if _is_binary(first):
        raise SheetRefused
    return "utf-8" if _is_utf8(file) else _old_encoding(file)


def _is_binary(first):
    return sum(1 for byte in first if byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a\x1b") > 2


def _pieces(file):
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _is_utf8(file):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(file):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _old_encoding(file):
    """The one in which more signs are those of French."""
    counted = Counter()
    for piece in _pieces(file):
        counted.update(byte for byte in piece if byte > 127)
    return max(("cp1252", "mac_roman"), key=lambda encoding: _french(counted, encoding))


def _french(counted, encoding):
    weights = {sign: weight for signs, weight in LETTERS.items() for sign in signs}
    said = {byte: bytes([byte]).decode(encoding, "replace") for byte in counted}
    return sum(weights.get(said[byte], -1) * count for byte, count in counted.items())


def _lines(file, encoding):
    """The lines of the text, with their ends; the file stays open."""
    file.seek(0)
    text = io.TextIOWrapper(_Kept(file), encoding=encoding, errors="replace", newline="")
    for rank, line in enumerate(text):
        yield line.lstrip("\ufeff") if rank == 0 else line


class _Kept(io.RawIOBase):
    """A file whose reader may go without closing it."""

    def __init__(self, file):
        self.file = file

    def readable(self):
        return True

    def readinto(self, room):
        piece = self.file.read(len(room))
        room[: len(piece)] = piece
        return len(piece)


def _separator(file, encoding):
    """(the separator, how many lines to pass over). Excel may say it in the first line."""
    first = next(_lines(file, encoding), "").strip().strip('"')
    if first.lower().startswith("sep=") and len(first) <= 5:
        return first[4:] or "\t", 1
    return max(SEPARATORS, key=lambda one: _shape(file, encoding, one)), 0


def _shape(file, encoding, separator):
    """How well a separator cuts the first rows: how many of them agree, in how many cells."""
    reader = csv.reader(_lines(file, encoding), delimiter=separator)
    widths = Counter(len(cells) for cells in _until_trouble(islice(reader, TRIED)) if any(cells))
    cut = [(count, width) for width, count in widths.items() if width > 1]
    return max(cut, default=(0, 0))


def _until_trouble(rows):
    with suppress(csv.Error):
        yield from rows
