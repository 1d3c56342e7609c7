"""Scanned papers, the receipt of a registered letter and a signed bulletin: who may open them."""

from coopstudio.files.api import door
from members.models import FormalNotice, MembershipRequest


@door
def may_open_proof(person, file):
    """Those who may read the notice: the keepers, the treasurer, and its person."""
    return FormalNotice.objects.visible_to(person).filter(proof=file).exists()


@door
def may_open_bulletin(person, file):
    """Those who keep the register, and the person who signed it."""
    return MembershipRequest.objects.visible_to(person).filter(scan=file).exists()
