"""Who may open the proof of a value, and the papers of the rules."""

from contributions.models import Good, Opinion
from contributions.permissions import reads_books
from coopstudio.files.api import door


@door
def may_open_proof(person, file):
    """Its owner, and who reads the books."""
    return Good.objects.visible_to(person).filter(valuations__proof=file).exists()


@door
def may_open_opinion(person, file):
    """Who reads the books."""
    return reads_books(person) and Opinion.objects.filter(paper=file).exists()
