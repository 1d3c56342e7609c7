from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WordingsConfig(AppConfig):
    name = "coopstudio.wordings"
    verbose_name = "textes des lettres"

    def ready(self):
        """From now on a letter takes the founders' words, where they wrote some.

        Each app names what its letters fill in, in its ``wordings.py``.
        """
        from coopstudio.mail.api import reworded_by  # noqa: PLC0415
        from coopstudio.wordings.words import own_words  # noqa: PLC0415

        autodiscover_modules("wordings")
        reworded_by(own_words)
