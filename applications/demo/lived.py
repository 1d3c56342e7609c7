"""How waiting was lived, a letter in the founders' own words, an arrival that a founder lived."""

import tomllib
from pathlib import Path

from applications.actions import rehearsals, weather
from applications.demo.story import founder
from applications.models import Application, CallVersion, Weather
from applications.rehearsal.script import STOPS
from coopstudio.demo.world import address
from coopstudio.wordings import actions as wordings
from coopstudio.wordings.api import text_named

HERE = Path(__file__).parent


def plan(world):
    """Put into the calendar what ``lived.toml`` tells."""
    told = tomllib.loads((HERE / "lived.toml").read_text(encoding="utf-8"))
    for one in told["weathers"]:
        world.plan(world.moment(one["at"]), _feel, one=one)
    world.plan(world.moment(told["letter"]["at"]), _reword, told=told["letter"])
    world.plan(world.moment(told["arrival"]["at"]), _arrive, told=told["arrival"])


def _feel(*, at, one):
    application = Application.objects.received().filter(email=address(one["who"])).latest("pk")
    shown = Weather.Audience.FOUNDERS if one.get("shown") else Weather.Audience.MYSELF
    weather.note(application, feeling=one["feeling"], need=one["need"], audience=shown, at=at)


def _reword(*, at, told):
    words = {field: told[field].strip() for field in ("subject", "body", "note")}
    wordings.reword(text_named(told["text"]), seen=0, by=founder(told["by"]), at=at, **words)


def _arrive(*, at, told):
    walk = rehearsals.begin(CallVersion.objects.current(), by=founder(told["by"]), at=at)
    for stop in STOPS:
        felt, thought = told["felt"][stop.name]
        rehearsals.note(walk, stop, felt=felt, thought=thought, at=at)
