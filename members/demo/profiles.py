"""What the members of the demonstration say and show of themselves, from ``profiles.toml``."""

import io
import tomllib
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from coopstudio.demo.world import address
from coopstudio.files import quarantine
from members.actions import people, preferences, skills
from members.actions.profile import testimonies
from members.models import Person
from members.states import Facet, Topic

BOOK = tomllib.loads(Path(__file__).with_name("profiles.toml").read_text(encoding="utf-8"))
TOLD = BOOK.pop("testimonies")
SIDE = 480


def plan(world):
    """Each says who they are once they have said their skills; then some testify."""
    for name, one in BOOK.items():
        world.plan(world.moment("-38 19:00"), _say, name=name, one=one)
    for one in TOLD:
        world.plan(world.moment("-22 08:40"), _ask, one=one)
        if "words" in one:
            world.plan(world.moment("-20 21:10"), _testify, one=one)
    world.plan(world.moment("-15 12:00"), _silence)


def _person(name):
    return Person.objects.get(email=address(name))


def _say(*, at, name, one):
    person = _person(name)
    facts = {"limits": one.get("limits", ""), "links": one.get("links", [])}
    people.change_profile(person, **facts)
    if "words" in one:
        said = dict(person.skills.values_list("craft", "level"))
        skills.say(person, said, words=one["words"])
    if "days" in one:
        people.say_availability(
            person, at=at, days=one["days"], amount=one["amount"], unit=one.get("unit", "days"),
            until=None, words=one.get("availability", ""),
        )  # fmt: skip
    if "portrait" in one:
        given = people.add_photo(person, portrait(*one["portrait"]), words="")
        quarantine.scan(given.photo_id)
    shown = list(Facet) if one["shows"] == ["all"] else one["shows"]
    preferences.choose_shown(person, shown, at=at)


def _ask(*, at, one):
    testimonies.ask(_person(one["of"]), one["craft"], _person(one["by"]), at=at)


def _testify(*, at, one):
    asked = _person(one["of"]).testimonies.get(craft=one["craft"])
    testimonies.testify(asked, words=one["words"], at=at)


def _silence(*, at):
    preferences.choose_silences(_person("blaise"), [Topic.LEARNING], at=at)


def portrait(skin, hair, ground):
    """A drawn face: nobody's photo, so that nobody is shown who did not ask for it."""
    sheet = Image.new("RGB", (SIDE, SIDE), ground)
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((110, 60, 370, 360), fill=hair)
    draw.rectangle((110, 210, 370, 330), fill=hair)
    draw.rectangle((205, 300, 275, 400), fill=skin)
    draw.ellipse((60, 370, 420, 720), fill=hair)
    draw.ellipse((140, 110, 340, 340), fill=skin)
    draw.chord((130, 80, 350, 250), 180, 360, fill=hair)
    for x in (195, 270):
        draw.ellipse((x, 218, x + 16, 236), fill="#2A2420")
    draw.arc((205, 235, 275, 295), 25, 155, fill="#2A2420", width=6)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return SimpleUploadedFile("portrait.png", out.getvalue(), "image/png")
