"""What an application still lacks before it can be sent, in the words of the form."""

from dataclasses import dataclass

PLACES = {"vous": "Vous", "offre": "L’offre", "appel": "L’appel", "parcours": "Votre parcours"}


@dataclass(frozen=True)
class Missing:
    """One thing to complete: on which step, by which field, said how."""

    step: str
    field: str
    words: str

    @property
    def place(self):
        return PLACES[self.step]


def missing_in(draft, step=None):
    """Everything that lacks, in the order of the form; of one step only if it is named."""
    found = [*_vous(draft), *_offre(draft), *_appel(draft), *_parcours(draft)]
    return [one for one in found if step in (None, one.step)]


def _vous(draft):
    if not draft.first_name:
        yield Missing("vous", "first_name", "Indiquez votre prénom")
    if not (draft.last_name or draft.has_one_name):
        yield Missing("vous", "last_name", "Indiquez votre nom, ou cochez « Je n’ai qu’un nom »")
    if not draft.email:
        yield Missing(
            "vous", "email", "Indiquez votre adresse : c’est par elle que nous répondrons"
        )
    if not draft.town:
        yield Missing("vous", "town", "Indiquez votre commune")


def _offre(draft):
    if not draft.what:
        yield Missing("offre", "what", "Écrivez quelques mots, même une hésitation")
    if not (draft.trades or draft.for_whom):
        yield Missing("offre", "trades", "Cochez ce qui vous ressemble, ou dites-le avec vos mots")
    if not (draft.where or draft.coming):
        yield Missing("offre", "coming", "Dites si vous pourriez venir une fois par mois")


def _appel(draft):
    written = draft.likes or draft.dislikes or draft.nothing_to_say
    if not written and not (draft.pk and draft.reactions.exists()):
        yield Missing("appel", "likes", "Réagissez à l’appel, ou cochez « rien à signaler »")


def _parcours(draft):
    if draft.has_bad_cv and not draft.number and not draft.path:
        words = "Votre CV n’a pas passé la vérification : joignez-en un autre, ou racontez"
        yield Missing("parcours", "cv", f"{words} votre parcours")
    elif not draft.cv_id and not draft.path:
        yield Missing("parcours", "cv", "Joignez votre CV en PDF, ou racontez votre parcours")
