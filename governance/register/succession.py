"""One text, one successor: what follows a decision takes its place at the end of the chain (V1)."""

from django.db.models import Q

from coopstudio.refusals import Refused
from governance.models import Decision
from governance.states import Force


class HasItsSuccessor(Refused):
    message = "Ce texte a déjà sa suite : c’est elle que l’on révise, que l’on change ou abroge."


def place_of(decision, *, on):
    """What a text that follows this one takes the place of: it, or the trials that lapsed after it.

    Raises HasItsSuccessor when another text, its repeal or all its parts stand there already.
    """
    told = Decision.objects.told_on(on)
    while True:
        follows = Q(replaces=decision) | Q(renews=decision) | Q(repeals=decision)
        after = told.filter(follows).first()
        if after is None:
            _check_shared(decision)
            return decision
        if after.force != Force.LAPSED:
            raise HasItsSuccessor(
                f"{decision.code} a déjà sa suite, {after.code} : c’est elle que l’on révise."
            )
        decision = after


def is_shared(decision):
    """Are all the parts of this text adopted, as many as were declared?"""
    parts = list(decision.parts.values_list("proposal__parts", flat=True))
    return bool(parts) and len(parts) == parts[0]


def _check_shared(decision):
    if is_shared(decision):
        codes = " et ".join(one.code for one in decision.parts.select_related("circle"))
        raise HasItsSuccessor(f"{decision.code} a été partagée entre {codes} : ce sont ses suites.")
