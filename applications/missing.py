"""What an application still lacks before it can be sent, in the words of the form."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """One thing to complete: on which step, by which field, said how."""

    step: str
    field: str
    words: str


def missing_in(draft, step=None):
    """Everything that lacks, in the order of the form; of one step only if it is named."""
    found = [*_vous(draft), *_offre(draft), *_appel(draft), *_parcours(draft)]
    return [one for one in found if step in (None, one.step)]


def _vous(draft):
    if not draft.first_name:
        yield Missing("vous", "first_name", "Votre prénom")
    if not draft.last_name:
        yield Missing("vous", "last_name", "Votre nom")
    if not draft.email:
        yield Missing("vous", "email", "Votre adresse e-mail : c’est par elle que nous répondrons")
    if not draft.town:
        yield Missing("vous", "town", "Votre commune")


def _offre(draft):
    if not draft.what:
        yield Missing("offre", "what", "Quoi : quelques mots sur ce qui vous parle")
    if not (draft.trades or draft.for_whom):
        yield Missing("offre", "trades", "Pour qui : au moins une case, ou quelques mots")
    if not (draft.where or draft.coming):
        yield Missing("offre", "coming", "Où : dites si vous pourriez venir une fois par mois")


def _appel(draft):
    written = draft.likes or draft.dislikes or draft.nothing_to_say
    if not written and not (draft.pk and draft.reactions.exists()):
        yield Missing(
            "appel", "likes", "Une réaction à l’appel, quelques mots, ou « rien à signaler »"
        )


def _parcours(draft):
    if not draft.cv_id and not draft.path:
        yield Missing("parcours", "cv", "Votre CV en PDF, ou votre parcours en quelques lignes")
