"""What one shows the members, what one is written about, and one's photo."""

from django import forms

from coopstudio.files.fields import PictureField
from coopstudio.french.dates import short_day
from coopstudio.french.fields import LineField
from members.preferences import SAYS
from members.profiles.facets import WORDS
from members.profiles.seen import told
from members.states import Facet, Topic


class ShowingForm(forms.Form):
    """One box for each thing, none ticked before its person ticks it."""

    use_required_attribute = False

    shown = forms.MultipleChoiceField(
        label="Ce que je montre",
        choices=Facet.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )

    def __init__(self, data=None, *, person, today):
        super().__init__(data, initial={"shown": person.shown})
        self.told = told(person, on=today)
        self.since = dict(person.showings.standing().values_list("facet", "given_at"))

    @property
    def lines(self):
        """For each thing: its box, its words, what would be read, and since when it is."""
        for box, facet in zip(self["shown"], Facet, strict=True):
            since = self.since.get(facet)
            yield {
                "box": box,
                "name": facet.label,
                "words": WORDS[facet],
                "value": self.told[facet],
                "since": f"Montré depuis le {short_day(since)}" if since else "",
            }


class LettersForm(forms.Form):
    """One box for each topic: ticked, one is written about it."""

    use_required_attribute = False

    topics = forms.MultipleChoiceField(
        label="Écrivez-moi pour",
        choices=[(topic.value, topic.label.capitalize()) for topic in Topic],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    topics.notes = {topic.value: says for topic, says in SAYS.items()}

    def __init__(self, data=None, *, person):
        silent = set(person.quiets.values_list("topic", flat=True))
        wanted = [topic.value for topic in Topic if topic not in silent]
        super().__init__(data, initial={"topics": wanted})

    @property
    def silences(self):
        return [topic for topic in Topic if topic not in self.cleaned_data["topics"]]


class PhotoForm(forms.Form):
    """A photo, and what it shows, for those who do not see it."""

    use_required_attribute = False

    photo = PictureField(
        label="Votre photo",
        help_text="JPG ou PNG, 8 Mo au plus. Elle est recadrée au carré, autour du milieu, et "
        "réécrite : le lieu, l’heure et l’appareil qui s’y cachaient disparaissent.",
    )
    words = LineField(
        label="Ce que montre la photo",
        max_length=160,
        required=False,
        help_text="Pour les personnes qui ne la voient pas. Par exemple : « Salomé, cheveux "
        "courts, rit devant un mur de briques ». Vide : « Portrait de », suivi de votre nom.",
    )

    def __init__(self, data=None, files=None, *, words=""):
        super().__init__(data, files, initial={"words": words})
