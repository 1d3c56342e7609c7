"""Good and bad files, all made here: what a person, a tired printer or an enemy may send."""

import io
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String

from coopstudio.files import disk


def on_disk(file):
    """Where the bytes of a private file stand on this machine."""
    return disk.path_of(file.path)


def upload(content, name="CV de Noémie.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def pdf(pages=1, *, size=(595, 842), change=None, **saving):
    """The bytes of a PDF with so many pages; ``change(pdf)`` spoils it first."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page().mediabox = [0, 0, *size]
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **saving)
    return out.getvalue()


def script(made):
    """JavaScript at the opening, and deep inside a page's annotation, in a chain of actions."""
    run = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert('trap')"))
    made.Root.OpenAction = run
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("trap"), run])))
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 100, 100]),
        A=Dictionary(S=Name.GoTo, D=Array([]), Next=Array([Dictionary(S=Name.Launch, Next=run)])),
        AA=Dictionary(E=run),
    )
    made.pages[0].obj.Annots = Array([link])
    made.pages[0].obj.AA = Dictionary(O=run)


def launch(made):
    start = Dictionary(Type=Name.Action, S=Name.Launch, F=String("trap.exe"))
    made.pages[0].obj.Annots = Array(
        [made.make_indirect(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=start))]
    )


def attachment(made):
    made.attachments["trap.exe"] = pikepdf.AttachedFileSpec(made, b"MZ trap " * 50)


def form(made):
    made.Root.AcroForm = Dictionary(
        Fields=Array([]), XFA=made.make_stream(b"<xdp>trap</xdp>"), NeedAppearances=True
    )


def bad_link(made):
    made.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Subtype=Name.Link,
                Rect=Array([0, 0, 9, 9]),
                A=Dictionary(S=Name.URI, URI=String("javascript:trap()")),
            )
        ]
    )


def good_link(made):
    made.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Subtype=Name.Link,
                Rect=Array([0, 0, 9, 9]),
                A=Dictionary(S=Name.URI, URI=String("https://exemple.fr/")),
            )
        ]
    )


def locked():
    return pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


def locked_for_changes_only():
    return pdf(encryption=pikepdf.Encryption(owner="a", user=""))


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    return out.getvalue()


HTML = b"<script>trap()</script>"
SPOILED = {"script": script, "launch": launch, "attachment": attachment, "form": form,
           "bad link": bad_link}  # fmt: skip
WITH_TAIL = {
    "an HTML tail": pdf() + b"\n<html>" + HTML,
    "a ZIP tail": pdf() + archive(),
    "a long tail": pdf() + HTML * 1000,
}
REFUSED = {
    "an empty file": (b"", "vide"),
    "a program": (b"MZ\x90\x00" + b"\0" * 500, "pas un PDF"),
    "a program before a PDF": (b"MZ\x90\x00" + pdf(), "pas un PDF"),
    "a page of the web that claims to be a PDF": (b"%PDF-1.4\n<html>" + HTML, "abîmé"),
    "half a PDF": (pdf(3)[: len(pdf(3)) // 2], "abîmé"),
    "a PDF with a password": (locked(), "mot de passe"),
    "a PDF locked for changes": (locked_for_changes_only(), "mot de passe"),
    "2 000 pages": (pdf(2000), "plus de 60 pages"),
    "61 pages": (pdf(61), "plus de 60 pages"),
    "no page at all": (pdf(0), "aucune page"),
    "a page of 10 000 000 points": (pdf(size=(10**7, 10**7)), "démesurée"),
    "a page without height": (pdf(size=(595, 0)), "démesurée"),
    "a DOCX": (archive(), "traitement de texte"),
    "an old DOC": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "ancien document Word"),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 500, "une image"),
    "10 MB and one byte": (b"%PDF-" + b"\0" * (10 * 1024 * 1024 - 4), "10\u00a0Mo"),
}
NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\cv.pdf": "cv.pdf",
    "cv.exe\0.pdf": "cv.exe.pdf",
    'a"\r\nX: y.pdf': "a X y.pdf",
    "<img src=x>.pdf": "img src=x.pdf",
    "cv\u202efdp.exe": "cv fdp.exe.pdf",
    "CV de Noe\u0301mie Œuvrard.PDF": "CV de Noémie Œuvrard.pdf",
    ".pdf": "document.pdf",
    "": "document.pdf",
    "x" * 300 + ".pdf": "x" * 146 + ".pdf",
}
