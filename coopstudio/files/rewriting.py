"""A program of its own: reads a PDF on its input, writes a harmless copy on its output.

It knows nothing of the house and may not take much. The last line of its error output is JSON:
``{"pages": 3}``, or ``{"refused": "encrypted"}`` and then nothing is written.
"""

import io
import json
import resource
import sys

MOST_PAGES = 60
LONGEST_SIDE = 14_400  # points: five metres, the limit of the format itself
CPU, MEMORY, LONGEST = 15, 768 << 20, 64 << 20
KEPT_ACTIONS = {"/URI", "/GoTo", "/Named"}
ACTIVE_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE",
    "/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/Hide", "/SetOCGState", "/Trans",
    "/GoTo3DView", "/Thread", "/GoToDp",
}  # fmt: skip
ACTION_KEYS = {"/A", "/PA", "/Next"}
DEAD_KEYS = {
    "/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RF",
    "/RichMediaContent", "/RichMediaSettings", "/3DD", "/Collection", "/Renditions",
    "/AlternatePresentations",
}  # fmt: skip
KEPT_NOTES = {
    "/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
    "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup",
    "/Widget",
}  # fmt: skip
WEB = ("http://", "https://", "mailto:", "tel:")


class Refused(Exception):  # noqa: N818
    """Why the file is not kept: one word for the gate."""


def limit_myself():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST, LONGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rewrite(content):
    """(bytes, number of pages) of the harmless copy."""
    with open_pdf(content) as pdf:
        pages = len(pdf.pages)
        if not 1 <= pages <= MOST_PAGES:
            raise Refused("long" if pages else "empty")
        for page in pdf.pages:
            measure(page)
        for thing in pdf.objects:
            disarm(thing)
        disarm(pdf.trailer)
        out = io.BytesIO()
        pdf.save(out, linearize=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue(), pages


def open_pdf(content):
    try:
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError as refusal:
        raise Refused("encrypted") from refusal
    if pdf.is_encrypted:
        raise Refused("encrypted")
    return pdf


def measure(page):
    left, bottom, right, top = (float(side) for side in page.mediabox)
    unit = float(page.obj.get("/UserUnit", 1))
    for side in (abs(right - left) * unit, abs(top - bottom) * unit):
        if not 1 <= side <= LONGEST_SIDE:
            raise Refused("huge")


def disarm(thing):
    """Take out of one object, and of the direct objects inside it, all that acts by itself."""
    waiting = [thing]
    while waiting:
        it = waiting.pop()
        if isinstance(it, pikepdf.Dictionary | pikepdf.Stream):
            disarm_dictionary(it)
            children = [value for _, value in it.items()]
        elif isinstance(it, pikepdf.Array):
            children = list(it)
        else:
            continue
        waiting += [child for child in children if is_direct(child)]


def is_direct(child):
    return isinstance(child, pikepdf.Object) and not child.is_indirect


def disarm_dictionary(it):
    if name(it.get("/S")) in ACTIVE_ACTIONS or is_bad_link(it):
        for key in list(it.keys()):
            del it[key]
        return
    for key in DEAD_KEYS & set(it.keys()):
        del it[key]
    for key in ACTION_KEYS & set(it.keys()):
        if not is_kept_action(it[key]):
            del it[key]
    if isinstance(it.get("/Annots"), pikepdf.Array):
        it.Annots = pikepdf.Array([note for note in it.Annots if is_kept_note(note)])
    if isinstance(it, pikepdf.Stream) and "/F" in it:  # bytes that stand in another file
        del it["/F"]


def is_kept_action(action):
    if not isinstance(action, pikepdf.Dictionary):
        return True  # /A and /Next have other meanings, and what is inside is disarmed too
    return "/S" not in action or name(action.S) in KEPT_ACTIONS


def is_bad_link(it):
    if name(it.get("/S")) != "/URI":
        return False
    return not bytes(it.get("/URI", b"")).decode("latin-1").strip().lower().startswith(WEB)


def is_kept_note(note):
    return isinstance(note, pikepdf.Dictionary) and name(note.get("/Subtype")) in KEPT_NOTES


def name(thing):
    return str(thing) if isinstance(thing, pikepdf.Name) else None


def main():
    try:
        content, pages = rewrite(sys.stdin.buffer.read())
    except Refused as refusal:
        report, content = {"refused": str(refusal)}, b""
    except Exception as failure:
        report, content = {"refused": "broken", "by": repr(failure)[:200]}, b""
    else:
        report = {"pages": pages}
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
    sys.stderr.write("\n" + json.dumps(report))


if __name__ == "__main__":
    limit_myself()

import pikepdf  # noqa: E402 (within its limits)

if __name__ == "__main__":
    main()
