"""The seal of the association: a PAdES signature by its certificate, around a paper that proves.

``COOP_SEAL_CERTIFICATE`` and ``COOP_SEAL_KEY`` name two PEM files. Without them a paper is not
sealed, and says so; the demonstration makes itself a certificate, which says what it is. The bytes
that were printed stay as they are, the seal comes after them.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FIELD = "Sceau"
TEN_YEARS = timedelta(days=3653)


def has_seal():
    """Whether papers are sealed here: a paper says it in its words, before it is made."""
    return bool(settings.SEAL["certificate"]) or settings.DEMO


def sealed(content):
    """The same PDF with the seal of the house after it; as it is when there is none."""
    if not has_seal():
        return content
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import signers  # noqa: PLC0415 (heavy, in workers only)
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415

    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason="Sceau de l’association : ce document n’a pas changé depuis.",
        name=settings.HOUSE.association,
    )
    signer = signers.PdfSigner(how, signer=_signer(*_own()))
    paper = IncrementalPdfFileWriter(io.BytesIO(content))
    with ThreadPoolExecutor(max_workers=1) as apart:  # pyHanko turns a loop: another may turn here
        return apart.submit(signer.sign_pdf, paper).result().getvalue()


def fingerprints():
    """SHA-256 of each certificate that seals or sealed here, in hexadecimal."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    paths = [_own()[0]] if has_seal() else []
    return {
        one.fingerprint(SHA256()).hex()
        for path in [*paths, *settings.SEAL["former"]]
        for one in x509.load_pem_x509_certificates(Path(path).read_bytes())[:1]
    }


@cache
def _signer(certificate, key):
    from pyhanko.sign import signers  # noqa: PLC0415

    passphrase = settings.SEAL["passphrase"].encode() or None
    found = signers.SimpleSigner.load(f"{key}", f"{certificate}", key_passphrase=passphrase)
    if found is None:
        raise ValueError("le certificat du sceau ou sa clé ne se lisent pas")
    return found


def _own():
    """(certificate, key): the files of the settings, or those of the demonstration."""
    if settings.SEAL["certificate"]:
        return settings.SEAL["certificate"], settings.SEAL["key"]
    folder = Path(settings.VAR_DIR) / "seal"
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if not certificate.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make_one(certificate, key)
    return certificate, key


def _make_one(certificate, key):
    """A certificate that signs itself, for the demonstration: nobody vouches for it."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    secret = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    who = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, settings.HOUSE.association[:60]),
        x509.NameAttribute(NameOID.COMMON_NAME, "Sceau de démonstration"),
    ]
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(who))
        .issuer_name(x509.Name(who))
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + TEN_YEARS)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    clear = secret.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key.touch(mode=0o600)
    key.write_bytes(clear)
    certificate.write_bytes(made.public_bytes(pem))
