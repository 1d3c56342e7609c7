"""What a person may agree to."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    """What a person may agree to, and take back as easily. Nothing else rests on consent."""

    KEEP = "keep", "être recontacté ou recontactée plus tard"
    QUOTES = "quotes", "mes mots sur l’appel servent à l’améliorer"
    THANKS = "thanks", "recevoir un mot quand l’appel change grâce à moi"
