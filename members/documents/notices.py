"""The receipt of a registered letter: who may open it."""

from coopstudio.files.api import door
from members.models import FormalNotice


@door
def may_open_proof(person, file):
    """Those who may read the notice: the keepers, the treasurer, and its person."""
    return FormalNotice.objects.visible_to(person).filter(proof=file).exists()
