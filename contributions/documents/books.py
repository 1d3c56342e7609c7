"""The notice of a file of entries, as a paper."""

from contributions.fec import notice
from contributions.permissions import reads_books
from coopstudio.documents import api


def may_read_notice(person, document):
    return reads_books(person)


api.readable_by("contributions.fec_notice", may_read_notice)


def fec_notice(year):
    """What each field of the file of this exercice holds (LPF, A. 47 A-1, II)."""
    return api.ask(
        "contributions.fec_notice",
        year,
        title=f"Notice du fichier des écritures {year.code}",
        template="contributions/documents/fec_notice.html",
        year=year.code,
        facts=notice.facts_of(year),
        fields=notice.FIELDS,
    )
