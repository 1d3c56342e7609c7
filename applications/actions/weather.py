"""A person notes what they feel and need, shows it or keeps it, and may take it away.

The journal hears nothing of it: it outlives people, and a weather passes.
"""

from applications.models import Weather
from applications.states import State
from coopstudio.db import locked
from coopstudio.refusals import Refused
from members.rights import erasures

MOST = 200
"""Weathers that one application keeps."""


class NothingFelt(Refused):
    message = "Choisissez un ressenti, un besoin, ou les deux."


class TooManyWeathers(Refused):
    message = "Vous avez déjà noté 200 météos : retirez-en une pour en ajouter."


class NotUnderWay(Refused):
    message = "La météo se note une fois la candidature envoyée."


def note(application, *, feeling, need, audience, at):
    """I say how this moment is for me, for myself or for the founders too."""
    if not (feeling or need):
        raise NothingFelt
    with locked(application) as application:
        if application.state in {State.DRAFT, State.ERASED}:
            raise NotUnderWay
        if application.weathers.count() >= MOST:
            raise TooManyWeathers
        return Weather.objects.create(
            application=application,
            feeling=feeling,
            need=need,
            audience=audience,
            state=application.told_state,
            noted_at=at,
        )


def show_to(weather, audience):
    """I change my mind about who may see it."""
    with locked(weather) as weather:
        weather.audience = audience
        weather.save(update_fields=["audience"])
    return weather


def take_away(weather):
    """I erase it: nothing of it stays, and no backup brings it back."""
    erasures.note(weather, born=weather.noted_at)
    weather.delete()
