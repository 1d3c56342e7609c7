"""Scanned papers, the receipt of a registered letter, a signed bulletin and the agreement of who
represents a minor: who may open them."""

from django.db.models import Q

from coopstudio.files.api import door
from members.models import FormalNotice, MembershipRequest


@door
def may_open_proof(person, file):
    """Those who may read the notice: the keepers, the treasurer, and its person."""
    return FormalNotice.objects.visible_to(person).filter(proof=file).exists()


@door
def may_open_bulletin(person, file):
    """Those who keep the register, and the person who signed it."""
    seen = MembershipRequest.objects.visible_to(person)
    return seen.filter(Q(scan=file) | Q(guardian_paper=file)).exists()
