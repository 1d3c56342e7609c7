from django import forms
from django.apps import AppConfig


class FrenchConfig(AppConfig):
    name = "coopstudio.french"
    verbose_name = "français"

    def ready(self):
        """Say Django's own refusals in the words of the house, in forms that are not ours too."""
        forms.Field.default_error_messages["required"] = "Cette réponse manque encore."
        forms.ChoiceField.default_error_messages["invalid_choice"] = (
            "Ce choix n’est pas proposé ici : prenez-en un dans la liste."
        )
        forms.MultipleChoiceField.default_error_messages.update(
            invalid_choice="Un de ces choix n’est pas proposé ici : cochez parmi la liste.",
            invalid_list="Ce choix n’a pas été compris : cochez de nouveau.",
        )
        forms.ModelChoiceField.default_error_messages["invalid_choice"] = (
            "Ce choix n’est pas, ou plus, proposé : prenez-en un dans la liste."
        )
        forms.IntegerField.default_error_messages["invalid"] = "Écrivez un nombre entier."
