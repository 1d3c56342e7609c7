from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import WeatherQuerySet
from applications.states import PUBLIC_WORDS, State


class Weather(models.Model):
    """Une météo: what a person feels and needs at one moment of their way, in two words.

    It belongs to the person. Founders read it only if ``audience`` says so, it never enters the
    journal, and it goes with the application.
    """

    class Feeling(models.TextChoices):
        JOY = "joy", "de la joie"
        IMPULSE = "impulse", "de l’élan"
        CURIOSITY = "curiosity", "de la curiosité"
        TRUST = "trust", "de la confiance"
        IMPATIENCE = "impatience", "de l’impatience"
        DOUBT = "doubt", "du doute"
        WORRY = "worry", "de l’inquiétude"
        TIREDNESS = "tiredness", "de la fatigue"

    class Need(models.TextChoices):
        NEWS = "news", "de nouvelles"
        CLARITY = "clarity", "de clarté"
        LISTENING = "listening", "d’écoute"
        TALK = "talk", "d’en parler"
        TIME = "time", "de temps"
        CALM = "calm", "de calme"
        NOTHING = "nothing", "de rien de plus"

    class Audience(models.TextChoices):
        MYSELF = "myself", "pour moi"
        FOUNDERS = "founders", "pour les fondateurs aussi"

    ICONS = {
        "joy": "sun", "impulse": "sprout", "curiosity": "search", "trust": "hand",
        "impatience": "clock", "doubt": "question", "worry": "cloud", "tiredness": "moon",
        "": "speech",
    }  # fmt: skip

    application = models.ForeignKey(Application, models.CASCADE, related_name="weathers")
    feeling = models.CharField("je ressens", max_length=10, choices=Feeling, blank=True)
    need = models.CharField("j’ai besoin", max_length=10, choices=Need, blank=True)
    audience = models.CharField("visible", max_length=8, choices=Audience, default=Audience.MYSELF)
    state = models.CharField("où en était la candidature", max_length=10, choices=State)
    noted_at = models.DateTimeField("notée le", default=timezone.now)

    objects = WeatherQuerySet.as_manager()

    class Meta:
        verbose_name = "météo"
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="weather_says_something", condition=~Q(feeling="", need=""))
        ]
        indexes = [
            models.Index(
                fields=["application", "-noted_at"],
                name="weather_shown_to_founders",
                condition=Q(audience="founders"),
            )
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        """« de l’inquiétude, besoin de nouvelles »: no word of it agrees with anybody."""
        need = f"besoin {self.get_need_display()}" if self.need else ""
        return ", ".join(filter(None, [self.get_feeling_display(), need]))

    @property
    def is_shared(self):
        return self.audience == self.Audience.FOUNDERS

    @property
    def icon(self):
        return self.ICONS[self.feeling]

    @property
    def lived_in(self):
        """Where the application stood then, in the person's words."""
        return PUBLIC_WORDS[self.state]
