"""Words that touch what nobody should have to justify: a kind warning, never a refusal.

A note about somebody may be read by them on request. Before it is saved, words of health, belief,
union, politics, family, origin or sexuality are shown to who wrote them; a second confirmation
saves it. Whole words only, after their accents are taken away; stems where French bends the end.
"""

import re
import unicodedata

STEMS = {
    "la santé": "enceinte(?:s)? grossesse(?:s)? malad(?:e|es|ie|ies) handicap(?:e|ee|es|ees|s)? "
    "depressi(?:f|ve|on|ons) depressi(?:fs|ves) burn-?out cancer(?:s)? diabet(?:e|ique|iques) "
    "hospitalis(?:e|ee|es|ees|ation) therapie psychiatr(?:e|ie|ique|iques) addict(?:e|es|ion|ions) "
    "alcoolique(?:s)? seropositi(?:f|ve) autis(?:te|tes|me) bipolaire(?:s)? invalidite",
    "les croyances": "catholique(?:s)? protestant(?:e|s|es)? musulman(?:e|s|es)? islam "
    "bouddhiste(?:s)? athee(?:s)? croyant(?:e|s|es)? religi(?:on|eux|euse|euses) voile(?:e|es) "
    "pratiquant(?:e|s|es)? jui(?:f|ve|fs|ves) chretien(?:ne|s|nes)? priere(?:s)?",
    "l’engagement syndical": "syndica(?:t|ts|l|le|les|ux|liste|listes|lisme) syndique(?:e|s|es)? "
    "cgt cfdt greviste(?:s)?",
    "la politique": "socialiste(?:s)? communiste(?:s)? macroniste(?:s)? ecologiste(?:s)? "
    "royaliste(?:s)? gauchiste(?:s)? facho(?:s)? militant(?:e|s|es)? extreme-droite",
    "la vie de famille": "divorc(?:e|ee|es|ees) celibataire(?:s)? maman papa mariee(?:s)? maries "
    "pacse(?:e|s|es)? veu(?:f|ve|fs|ves) concubin(?:e|s|es)?",
    "les origines": "immigr(?:e|ee|es|ees) etranger(?:e|s|es)? arabe(?:s)? africain(?:e|s|es)? "
    "maghrebin(?:e|s|es)? asiatique(?:s)? tzigane(?:s)? racise(?:e|s|es)?",
    "la sexualité": "homosexue(?:l|lle|ls|lles) lesbienne(?:s)? gay(?:s)? bisexue(?:l|lle|ls|lles) "
    "trans transgenre(?:s)? heterosexue(?:l|lle|ls|lles)",
}
THEMES = {
    theme: re.compile(rf"(?<![\w-])(?:{'|'.join(stems.split())})(?![\w-])")
    for theme, stems in STEMS.items()
}


def sensitive_words(text):
    """The words of ``text`` that deserve a second look, as they are written: {word: theme}."""
    plain, places = _plain(text)
    found = [
        (match.start(), text[places[match.start()] : places[match.end() - 1] + 1], theme)
        for theme, words in THEMES.items()
        for match in words.finditer(plain)
    ]
    return {word: theme for _start, word, theme in sorted(found)}


def _plain(text):
    """The text in small letters without accents, and the place of each of its signs."""
    plain, places = [], []
    for place, sign in enumerate(text):
        for bare in unicodedata.normalize("NFD", sign.lower()):
            if not unicodedata.combining(bare):
                plain.append(bare)
                places.append(place)
    return "".join(plain), places


class Watchful:
    """A form that shows sensitive words before it saves them. Name its fields in ``watched``.

    The page includes ``coop/sensitive.html`` inside its ``<form>``; once its author has confirmed,
    the form is valid and ``was_warned`` is true: the action writes it in the journal, without the
    words.
    """

    watched = ()
    was_warned = False
    sensitive = None

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        found = {}
        for name in self.watched:
            found |= sensitive_words(cleaned.get(name) or "")
        if found and self.data.get("knows") != self._mark(found):
            self.sensitive = {"words": found, "mark": self._mark(found)}
            self.add_error(None, self._sentence(found))
        self.was_warned = bool(found)
        return cleaned

    def _mark(self, found):
        return "|".join(sorted(found))

    def _sentence(self, found):
        words = ", ".join(f"« {word} »" for word in found)
        return (
            f"Rien n’est enregistré encore : relisez {words}. La personne peut demander à lire "
            "cette note ; récrivez-la, ou confirmez en bas du formulaire."
        )
