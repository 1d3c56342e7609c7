"""A backup tells the head of the chain; once restored, the ledger must still lead to it. Minutes
print it too: whoever keeps a copy may ask one day whether the ledger still passes there."""

from datetime import timedelta

from django.utils import timezone

from contributions.models import Chain, Verification
from contributions.verifying import verify
from coopstudio.backup.proofs import proves
from coopstudio.french import dates
from coopstudio.french.money import number
from coopstudio.french.typography import plural
from coopstudio.health import Check, looked_at
from governance.documents.acts import witnessed

OLDEST = timedelta(days=2)


def head():
    return list(Chain.objects.values_list("rank", "digest"))


@witnessed
def printed_head():
    """« 214 écritures, empreinte … » at this hour; nothing before the first entry."""
    for rank, digest in head():
        return (
            f"Le registre des apports tient {number(rank)} écriture{plural(rank)}, d’empreinte "
            f"{digest} : elle fait foi de ce qu’il disait quand ce papier fut préparé."
        )
    return ""


@looked_at
def last_reading():
    """Did the ledger hold, when it was last read again from its first line?"""
    last = Verification.objects.first()
    if last is None:
        return Check("Registre des apports", True, "Pas encore relu.")
    is_recent, day = timezone.now() - last.at < OLDEST, dates.short_moment(last.at)
    ill = f"Il ne tenait pas le {day} : la page de vérification, dans les comptes, dit où."
    held = f"Relu le {day}, il tenait." if is_recent else f"N’est plus relu depuis le {day}."
    is_well = is_recent and last.is_right
    words = held if last.is_right else ill
    return Check("Registre des apports", is_well, words, grave=not last.is_right)


proves("ledger", said=lambda: [list(one) for one in head()], wrong=lambda: verify().wrong)
