"""A CV written as a PDF by hand: two sober columns of ink, one coloured line, A4."""

from textwrap import wrap

WIDTH, HEIGHT, MARGIN = 595, 842, 64
INK, ACCENT, GREY = "0.13 0.12 0.11", "0.12 0.37 0.33", "0.42 0.40 0.38"
FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Times-Bold"}


def as_pdf(told):
    """The bytes of the CV that a story tells: ``cv.title``, ``cv.sections`` [[title, lines]…]."""
    name = f"{told['first_name']} {told['last_name']}".strip()
    sheet = _Sheet()
    sheet.line(name, font="F3", size=27, colour=ACCENT, after=26)
    sheet.line(told["cv"]["title"], size=12.5, colour=GREY, after=20)
    sheet.line(f"{told['town']} · {told['email']}", size=9.5, colour=GREY, after=12)
    sheet.rule()
    for title, lines in told["cv"]["sections"]:
        sheet.line(title, font="F2", size=12, colour=ACCENT, before=16, after=17)
        for line in lines:
            sheet.paragraph(line)
    return _file(sheet.pages)


class _Sheet:
    """Writes from the top of a page to its bottom, then on the next one."""

    def __init__(self):
        self.pages, self.y = [[]], HEIGHT - MARGIN - 12

    def line(self, words, *, font="F1", size=10.5, colour=INK, before=0, after=15):
        self.y -= before
        if self.y < MARGIN:
            self.pages.append([])
            self.y = HEIGHT - MARGIN
        place = f"BT /{font} {size} Tf {colour} rg {MARGIN} {self.y:.1f} Td"
        self.pages[-1].append(f"{place} ({_escaped(words)}) Tj ET")
        self.y -= after

    def paragraph(self, words):
        for rank, line in enumerate(wrap(words, 84)):
            self.line(f"{'' if rank else '– '}{line}" if not rank else f"   {line}")
        self.y -= 3

    def rule(self):
        self.pages[-1].append(
            f"{ACCENT} RG 1.2 w {MARGIN} {self.y:.1f} m {WIDTH - MARGIN} {self.y:.1f} l S"
        )
        self.y -= 14


def _escaped(words):
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(pages):
    """A whole PDF: catalogue, pages, fonts, contents, and the table that says where each stands."""
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    kids = " ".join(f"{3 + 2 * rank} 0 R" for rank in range(len(pages)))
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for rank, page in enumerate(pages):
        content = "\n".join(page).encode("cp1252", errors="replace")
        things += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << {fonts} >> >> /Contents {4 + 2 * rank} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _numbered(things)


def _numbered(things):
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(things) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )
