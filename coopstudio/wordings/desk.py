"""A text on the desk of who rewords it: what it says today, what it may say, how it looks."""

from functools import cached_property
from itertools import zip_longest

from coopstudio.french.comparison import changed_words
from coopstudio.mail.layout import as_html
from coopstudio.wordings.advice import advice
from coopstudio.wordings.house import house_of, value_of
from coopstudio.wordings.models import Wording
from coopstudio.wordings.words import fill, fits, why_fixed


class Desk:
    """``desk.current`` is the founders' own wording, or None while the house speaks."""

    def __init__(self, text):
        self.text, self.house = text, house_of(text)
        self.why_fixed = why_fixed(text)

    @cached_property
    def past(self):
        """Every wording, the last first, with who wrote it."""
        return list(Wording.objects.of(self.text.name).select_related("written_by"))

    @property
    def seen(self):
        return self.past[0].number if self.past else 0

    @property
    def current(self):
        return self.past[0] if self.past and not self.past[0].is_house else None

    @property
    def still_fits(self):
        return self.current is None or fits(self.text, self.current)

    @property
    def words(self):
        """(subject, body) of today, with names between braces."""
        own = self.current if self.still_fits else None
        return (own.subject, own.body) if own else (self.house.subject, self.house.body)

    @property
    def what_the_house_changed(self):
        """The house's words since the founders wrote theirs, compared; [] if they are equal."""
        if self.current is None or self.current.house == self.house.text:
            return []
        return list(changed_words(self.current.house, self.house.text))

    @property
    def names(self):
        """Each placeholder with what it would say in a believable letter."""
        sample = self.text.sample()
        return [(one, " ".join(value_of(one, sample).split())) for one in self.house.placeholders]

    @property
    def story(self):
        """Each wording beside the one before it, the house's own words being the first of all."""
        for one, earlier in zip_longest(self.past, self.past[1:]):
            words = list(changed_words(earlier.words if earlier else one.house, one.words))
            yield {"wording": one, "words": words, "fits": one.is_house or fits(self.text, one)}

    def filled(self, subject="", body="", *, words=None):
        """(subject, body) with sample data. Raises UnknownName."""
        subject, body = words or (subject, body)
        return fill(self.text, subject, body, self.text.sample())

    def page(self, subject, body):
        """The letter's own page, with sample data. Raises UnknownName."""
        return as_html(*self.filled(subject, body))

    def advice(self, words):
        return advice(self.text, self.filled(words=words)[0])
