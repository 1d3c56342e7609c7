"""The gallery: every part of the house in all its states, for those who build and look after it."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopstudio.design.pictures import Series, band, columns
from coopstudio.doors import public
from coopstudio.french.money import short_euros
from coopstudio.french.names import NAME_LENGTH

SYMBOL = re.compile(r'<symbol id="([^"]+)"')
SHELVES = [
    ("couleurs", "Couleurs", "gallery/colours.html"),
    ("lettres", "Lettres", "gallery/type.html"),
    ("icones", "Icônes", "gallery/icons.html"),
    ("boutons", "Boutons et états", "gallery/buttons.html"),
    ("questions", "Questions", "gallery/fields.html"),
    ("refus", "Réponses refusées", "gallery/refusals.html"),
    ("messages", "Messages, apartés, vides", "gallery/messages.html"),
    ("cartes", "Cartes, lignes, tableaux", "gallery/cards.html"),
    ("personnes", "Personnes", "gallery/people.html"),
    ("chemins", "Étapes, fils et parcours", "gallery/ways.html"),
    ("navigation", "Navigation", "gallery/navigation.html"),
    ("pages", "Pièces des pages publiques", "gallery/public.html"),
    ("appel", "L’appel et les réactions", "gallery/call.html"),
    ("candidatures", "Lire les candidatures", "gallery/dossiers.html"),
    ("meteo", "Météo", "gallery/weather.html"),
    ("groupe", "Le groupe, la carte, les réserves", "gallery/rooms.html"),
    ("membres", "Membres", "gallery/members.html"),
    ("accueil", "Mon espace", "gallery/home.html"),
    ("nombres", "Nombres et cotisations", "gallery/fees.html"),
    ("cercles", "Cercles, liens, registre", "gallery/circles.html"),
    ("rites", "Consentement, réunions, élections", "gallery/rites.html"),
    ("argent", "Apports, banque, tours, livres", "gallery/money.html"),
]


class Specimens(forms.Form):
    """One question of each kind."""

    first_name = forms.CharField(label="Prénom", max_length=NAME_LENGTH)
    phone = forms.CharField(
        label="Téléphone",
        required=False,
        help_text="Seulement si vous préférez qu’on vous appelle.",
    )
    circle = forms.ChoiceField(
        label="Cercle", choices=[("a", "Cercle porteur"), ("b", "Ressources")]
    )
    amount = forms.CharField(label="Montant de l’apport", initial="1 500,00")
    closed = forms.CharField(label="Adresse e-mail", initial="anais@exemple.fr", disabled=True)
    words = forms.CharField(
        label="Ce qui vous a fait venir jusqu’ici",
        widget=forms.Textarea,
        max_length=400,
        help_text="Cinq lignes ou vingt, comme cela vient.",
        initial="J’accompagne des équipes depuis douze ans, presque toujours seule.",
    )
    days = forms.ChoiceField(
        label="Votre disponibilité",
        widget=forms.RadioSelect,
        choices=[("1", "Un jour par semaine"), ("2", "Deux jours par semaine")],
        initial="1",
    )
    trades = forms.MultipleChoiceField(
        label="Où vous situez-vous aujourd’hui ?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("f", "Facilitation, médiation"), ("g", "Gestion financière")],
        required=False,
    )
    agreed = forms.BooleanField(label="Je peux me déplacer à Dijon", required=False)
    cv = forms.FileField(label="Votre CV", help_text="En PDF, 10 Mo au plus.", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].unit = "€"
        self.fields["days"].notes = {"1": "Environ quatre jours par mois"}
        self.fields["days"].columns = self.fields["trades"].columns = True


@public
@require_safe
def gallery(request):
    """Open to all while one builds or demonstrates; elsewhere to founders and administrators."""
    if not (settings.DEBUG or settings.DEMO or _may_look(request.user)):
        raise Http404
    return render(request, "gallery/gallery.html", samples())


def samples():
    """What the specimens show: nobody real, nothing from the database."""
    people = [_person(4, "Salomé", "Kerdoncuff"), _person(2, "Ousmane", "Diarra")]
    return {
        "shelves": SHELVES,
        "icons": icons(),
        "form": Specimens(prefix="un"),
        "refused": Specimens({"deux-phone": "06 12", "deux-closed": ""}, prefix="deux"),
        "people": people,
        "steps": _steps(),
        "trail": [("Accueil", "#"), ("Candidatures", "#"), ("Candidature 014", "")],
        "few": Paginator(range(75), 25).page(2),
        "many": Paginator(range(900), 25).page(12),
        "entries": [
            _entry("Candidature envoyée", None, 12),
            _entry("a écrit sa lecture", people[0], 15),
        ],
        "kept_at": datetime(2026, 11, 24, 14, 32, tzinfo=ZoneInfo(settings.TIME_ZONE)),
        "table": _table(),
        "picture": _picture(),
        "shares": band(
            [("réglées", 31, "one"), ("attendues", 6, "two"), ("en retard", 3, "three")]
        ),
    }


def _picture():
    """Three months of sums in cents, with their running total."""
    rows = [("oct.", (24_000, 0)), ("nov.", (9_000, 2_000)), ("déc.", (0, 0))]
    series = [Series("cotisations"), Series("dons en plus", "two")]
    words = "Ce qui est arrivé d’octobre à décembre : 350 € en tout."
    line = [24_000, 35_000, None]
    return columns(words, rows, series, line=line, line_word="ensemble", say=short_euros)


@cache
def icons():
    """The names of all drawings of the sprite, in its order."""
    return SYMBOL.findall((Path(settings.BASE_DIR) / "static" / "icons.svg").read_text())


def _may_look(person):
    return bool({"founder", "administrator"} & set(getattr(person, "roles", ())))


class _Person(SimpleNamespace):
    def __str__(self):
        return f"{self.first_name} {self.last_name}"


def _person(pk, first_name, last_name):
    initials = f"{first_name[0]}{last_name[0]}"
    return _Person(pk=pk, first_name=first_name, last_name=last_name, initials=initials)


def _steps():
    words = [("Vous", True), ("L’offre", False), ("L’appel", False), ("Relecture", False)]
    return [
        {"name": name, "url": "#chemins" if rank < 3 else "", "done": done, "current": rank == 1}
        for rank, (name, done) in enumerate(words)
    ]


def _entry(sentence, actor, day):
    at = datetime(2026, 11, day, 9, 40, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return SimpleNamespace(sentence=sentence, actor=actor, actor_id=actor and actor.pk, at=at)


def _table():
    seats = [
        {"x": 197, "y": 66, "kind": "taken", "hue": 1, "initials": "SK"},
        {"x": 323, "y": 66, "kind": "taken", "hue": 4, "initials": "OD"},
        {"x": 95, "y": 380, "kind": "yours"},
        {"x": 464, "y": 260, "kind": "free"},
    ]
    words = "Une table ronde vue d’en haut : deux places sont prises."
    return {"seats": seats, "radius": 38, "free_radius": 33, "words": words}
