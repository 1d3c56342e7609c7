"""Two addresses, one person."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower

from coopstudio.refusals import Refused
from members.accounts.doors import close_doors
from members.actions.data.freezing import pass_on
from members.actions.erasing import belongs
from members.candidates import remember

KNOWN = ("first_name", "last_name", "phone", "postcode", "town")


class Guarded(Refused):
    message = (
        "L’une des deux est membre, tient une fonction ou protège son compte : on ne réunit pas "
        "un tel compte avec un autre."
    )


class AlreadyJoined(Refused):
    message = "C’est déjà fait : ces deux dossiers sont réunis."


def join(kept, gone, *, by, at):
    """What ``gone`` told us is ``kept``'s; their address opens ``kept``'s account. Both locked.

    Neither may be somebody whom the register knows, nor whose account is protected: an address
    never opens such an account without its person's own gesture.
    """
    if gone.joined_to_id or kept.joined_to_id:
        raise AlreadyJoined
    if any(belongs(one) or one.has_second_factor for one in (kept, gone)):
        raise Guarded
    remember(kept, **{field: getattr(gone, field) for field in KNOWN})
    _hand_over(kept, gone)
    pass_on(gone, kept)
    address = gone.email.lower()  # both came by an e-mail: they candidated
    close_doors(gone)
    gone.email, gone.password = f"reunie-{gone.pk}@coopstudio.invalid", make_password(None)
    gone.phone = gone.street = gone.postcode = gone.town = ""
    gone.is_active, gone.joined_to = False, kept
    gone.save()
    EmailAddress.objects.get_or_create(
        email=address, user=kept, defaults={"verified": True, "primary": False}
    )
    return kept


def _hand_over(kept, gone):
    """Requests, invitations and accords; an accord that both gave stays as ``kept`` gave it."""
    gone.data_requests.update(person=kept)
    gone.invitations.update(person=kept)
    gone.requests.update(person=kept)
    known = kept.former_addresses.annotate(small=Lower("email")).values("small")
    gone.former_addresses.alias(small=Lower("email")).exclude(small__in=known).update(person=kept)
    standing = kept.consents.filter(withdrawn_at=None).values("purpose")
    gone.consents.exclude(withdrawn_at=None, purpose__in=list(standing)).update(person=kept)
