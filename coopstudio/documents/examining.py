"""A program of its own: reads a PDF that anybody gave, and says what its seals hold.

It knows nothing of the house and may not take much. The last line of its errors is JSON:
``{"seals": [{"certificate": SHA-256, "is_whole": true, "covers_all": true}]}``, or
``{"refused": …}``.
"""

import hashlib
import io
import json
import resource
import sys

CPU, MEMORY, MOST = 10, 1 << 30, 4


def limit_myself():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def seals(content):
    """What each signature of the file holds; an unreadable one is not whole."""
    found = []
    for one in PdfFileReader(io.BytesIO(content)).embedded_signatures[:MOST]:
        certificate = hashlib.sha256(one.signer_cert.dump()).hexdigest()
        found.append({"certificate": certificate, **_held(one)})
    return found


def _held(one):
    try:
        status = validate_pdf_signature(one, diff_policy=None, skip_diff=True)
    except Exception:  # a seal that cannot be checked holds nothing
        return {"is_whole": False, "covers_all": False}
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return {"is_whole": bool(status.intact and status.valid), "covers_all": covers}


if __name__ == "__main__":
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    limit_myself()
    try:
        report = {"seals": seals(sys.stdin.buffer.read())}
    except Exception:  # whatever somebody made of a file: it is not readable
        report = {"refused": "broken"}
    print(json.dumps(report), file=sys.stderr)
