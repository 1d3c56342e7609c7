"""What a member may say of themselves, show the others, and be written about."""

from django.db.models import IntegerChoices, TextChoices


class Facet(TextChoices):
    """What a member may show the other members. Nothing is shown until they say so."""

    PHOTO = "photo", "ma photo"
    HEADLINE = "headline", "ce que je fais, en une ligne"
    ABOUT = "about", "moi, en quelques mots"
    LIMITS = "limits", "mes limites"
    TOWN = "town", "ma commune"
    SKILLS = "skills", "mes savoir-faire"
    AVAILABILITY = "availability", "mes disponibilités"
    EMAIL = "email", "mon adresse e-mail"
    PHONE = "phone", "mon téléphone"
    LINKS = "links", "mes liens"


LONGEST_ANSWER = 160
"""Signs of what a member answers to what is asked beyond the profile."""


class DetailLevel(TextChoices):
    """Who writes what the association asks beyond the profile, and who reads it."""

    SHOWN = "shown", "chaque membre l’écrit, et le montre aux membres s’il le veut"
    KEPT = "kept", "chaque membre l’écrit, pour le secrétariat et la fondation"
    OFFICE = "office", "le secrétariat ou la fondation l’écrit ; la personne le lit"


class Topic(TextChoices):
    """What the house may write about, and a person may silence. Letters of law are no topic."""

    MEETINGS = "meetings", "les rappels de réunions"
    GROUP = "group", "les nouvelles du groupe"
    LEARNING = "learning", "apprendre ensemble"
    CIRCLES = "circles", "la vie de vos cercles"
    NEWS = "news", "les nouvelles de l’association"


class Weekday(IntegerChoices):
    """A day of the week, as ISO numbers them."""

    MONDAY = 1, "lundi"
    TUESDAY = 2, "mardi"
    WEDNESDAY = 3, "mercredi"
    THURSDAY = 4, "jeudi"
    FRIDAY = 5, "vendredi"
    SATURDAY = 6, "samedi"
    SUNDAY = 7, "dimanche"


class Unit(TextChoices):
    """How a person counts the time they give in a month."""

    HOURS = "hours", "heures par mois"
    DAYS = "days", "jours par mois"
