"""django-hordak, for P8: in a folder of its own, asked for a transfer between two accounts."""

import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements" / "peer.txt"


def folder(var):
    """Where the peer was installed; None where it could not be (no registry), which is said."""
    place = var / "peer"
    if not (place / "hordak").exists():
        words = ["--no-deps", "--require-hashes", "--quiet", "--target", place, "-r", LOCK]
        done = subprocess.run([sys.executable, "-m", "pip", "install", *words], check=False)
        if done.returncode:
            print("django-hordak could not be installed: it is not measured.", file=sys.stderr)
            return None
    return place


def is_here():
    from django.apps import apps  # noqa: PLC0415 (needs Django)

    return apps.is_installed("hordak")


def prepared():
    """Its tables, and two accounts between which money goes."""
    from django.core.management import call_command  # noqa: PLC0415
    from hordak.models import Account  # noqa: PLC0415

    call_command("migrate", "hordak", verbosity=0)
    for name, kind in (("Bank", "AS"), ("Gifts", "IN")):
        Account.objects.get_or_create(name=name, defaults={"type": kind, "currencies": ["EUR"]})


@cache
def _accounts():
    from hordak.models import Account  # noqa: PLC0415

    return Account.objects.get(name="Gifts"), Account.objects.get(name="Bank")


def transfer():
    """Its own verb: one transaction of two legs."""
    from moneyed import Money  # noqa: PLC0415

    gifts, bank = _accounts()
    gifts.transfer_to(bank, Money(1, "EUR"), description="Mesure")
