"""A program of its own: reads a picture on its input, paints it anew on its output.

It knows nothing of the house and may not take much. Nothing but the points goes over: no place,
no hour, no camera, no comment, no thumbnail. The last line of its error output is JSON:
``{"side": 640}``, or ``{"refused": "huge"}`` and then nothing is written.
"""

import io
import json
import resource
import sys

SIDE = 640
SMALLEST, LARGEST = 96, 9_000  # points of a side
CPU, MEMORY, LONGEST = 15, 1024 << 20, 8 << 20
PAPER = (251, 248, 241)


class Refused(Exception):  # noqa: N818
    """Why the picture is not kept: one word for the gate."""


def limit_myself():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST, LONGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def paint(content):
    """The bytes of a square JPEG, its side."""
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as came:
        if max(came.size) > LARGEST:
            raise Refused("huge")
        if min(came.size) < SMALLEST:
            raise Refused("small")
        came.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is read at the size that is needed
        points = ImageOps.exif_transpose(came)
        profile = came.info.get("icc_profile")
        points = in_common_colours(on_paper(points), profile)
    side = min(*points.size, SIDE)
    square = ImageOps.fit(points, (side, side), method=Image.Resampling.LANCZOS)
    bare = Image.frombytes("RGB", square.size, square.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=86, optimize=True, progressive=True)
    return out.getvalue(), side


def on_paper(points):
    """In red, green and blue; what is transparent shows the paper behind."""
    if "A" not in points.getbands() and "transparency" not in points.info:
        return points.convert("RGB")
    sheet = Image.new("RGBA", points.size, (*PAPER, 255))
    return Image.alpha_composite(sheet, points.convert("RGBA")).convert("RGB")


def in_common_colours(points, profile):
    """A telephone writes its colours its own way; without its profile they would be dull."""
    if not profile:
        return points
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(points, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return points


def main():
    try:
        content, side = paint(sys.stdin.buffer.read())
    except Refused as refusal:
        report, content = {"refused": str(refusal)}, b""
    except Exception as failure:
        report, content = {"refused": "broken", "by": repr(failure)[:200]}, b""
    else:
        report = {"side": side}
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
    sys.stderr.write("\n" + json.dumps(report))


if __name__ == "__main__":
    limit_myself()

from PIL import Image, ImageCms, ImageOps  # noqa: E402 (within its limits)

Image.MAX_IMAGE_PIXELS = None  # its sides are read, and refused, before any of its points

if __name__ == "__main__":
    main()
