"""The columns of what the association asks beyond the profile, each under the name of its question.

A sheet fills what nobody said; what a member said of themselves stays, and nothing is shown to the
other members by it: only its person shows an answer. Nothing of it is an error that would hold a
line back. Pure.
"""

from members.importing.columns import plain
from members.states import LONGEST_ANSWER, DetailLevel, Priority

ASKED = "info:"
"""Before the key of what is asked."""


def code_of(detail):
    return f"{ASKED}{detail.pk}"


def columns_asked(details):
    """(code, name) of the column that each of them may have."""
    return [(code_of(one), one.name) for one in details]


def compare(told, judged, details, *, known, spoke, belongs, priority):
    """Put into ``judged`` what the line answers to ``details``. ``known``: {key: words} of the
    person; ``spoke``: they said things of themselves here; ``belongs``: a member of today."""
    for detail in details:
        if said := told.says(code_of(detail)):
            before, words = known.get(detail.pk, ""), _answer(detail, said)
            if words == before:
                continue
            if why := _why_not(detail, said, words, before, spoke, belongs, priority):
                judged.note(f"{detail} : {why}")
                continue
            judged.details[detail] = words
            if judged.person:
                judged.changes.append((detail.name, before, words))


def _answer(detail, said):
    """The words that are kept: those of the list, when there is one; nothing if they do not fit."""
    possible = {plain(one): one for one in detail.answers_possible}
    if possible:
        return possible.get(plain(said), "")
    return said if len(said) <= LONGEST_ANSWER else ""


def _why_not(detail, said, words, before, spoke, belongs, priority):
    """Why the answer of a sheet is not written; nothing when it is."""
    if not words and detail.choices:
        possible = ", ".join(f"« {one} »" for one in detail.answers_possible)
        return f"« {said[:60]} » n’est pas une réponse possible ({possible})."
    if not words:
        return f"la réponse dépasse {LONGEST_ANSWER} signes, et n’est pas reprise."
    if not belongs:
        return "cela ne se garde que des membres de ce jour."
    if spoke and detail.level != DetailLevel.OFFICE:
        return "la personne entre ici, et le dit elle-même."
    if before and priority == Priority.HOUSE:
        return f"la feuille dit « {words} », la maison garde « {before} »."
    return ""
