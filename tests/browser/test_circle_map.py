"""The map of equivalence in a real Chromium: instances of one size on one line, whatever they hold;
a handshake drawn for each link that is held, and for no other (4.1)."""

from datetime import date

import pytest

from governance.models import Domain, Link
from governance.states import LinkKind
from tests.browser.chromium import axe, broken, overflows
from tests.governance import factories as circles
from tests.members import factories as people

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FAR = date(2099, 1, 1)
BOXES = """() => [...document.querySelectorAll(".go-instance__rim")]
  .map(one => one.getBoundingClientRect())
  .filter(box => box.width > 0)
  .map(box => ({top: box.top, height: box.height, width: box.width}))"""
HANDS = """() => [...document.querySelectorAll("[data-link]")]
  .filter(one => one.getBoundingClientRect().width > 0)
  .map(one => Number(one.dataset.link))"""
KNOTS = """() => [...document.querySelectorAll("[data-held]")]
  .filter(one => one.getBoundingClientRect().width > 0).length"""
CROSSED = """() => {
  const discs = [...document.querySelectorAll(".go-map__wide .go-sub")]
    .map(one => one.getBoundingClientRect()).filter(box => box.width > 0);
  const far = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2,
                                   a.y + a.height / 2 - b.y - b.height / 2);
  return discs.flatMap((a, i) => discs.slice(i + 1)
    .filter(b => far(a, b) < a.width - 1).map(b => [a.x, b.x]));
}"""


@pytest.fixture(scope="module")
def lived(world, django_db_blocker):
    """Three instances that hold very different numbers of circles and of people."""
    with django_db_blocker.unblock():
        return _gathered(world)


def _gathered(world):
    institute = circles.instance("Institut")
    studio = circles.instance("Studio")
    teams = circles.instance("Des équipes")
    top = circles.circle("Mission", instance=institute, prefix="ZM", people=[world.fleur])
    general = circles.circle(
        "Général", instance=studio, prefix="ZG", parent=top, kind="general",
        people=[world.thomas, world.member],
    )  # fmt: skip
    circles.link(world.thomas, general, kind=LinkKind.FIRST, until=FAR)
    circles.link(world.member, general, until=FAR)
    for number in range(5):
        one, other = people.member(f"A{number}", "Roux"), people.member(f"B{number}", "Roux")
        team = circles.circle(
            f"Équipe {number}", instance=teams, prefix=f"Z{'ABCDE'[number]}", parent=general,
            people=[one, other],
        )  # fmt: skip
        Domain.objects.create(circle=team, words=f"Ce que fait {number}", since=date(2026, 3, 2))
        circles.link(one, team, kind=LinkKind.FIRST, until=FAR)
        if number:  # the first one has a hand open
            circles.link(other, team, until=FAR)
    return world


@pytest.fixture
def sheet(eyes, site, lived):
    context = eyes.context()
    context.add_cookies(lived.cookies("member", site))
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
    yield page
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_instances_have_one_size_and_stand_on_one_line(sheet, site, width):
    sheet.set_viewport_size({"width": width, "height": 900})
    sheet.goto(f"{site}/cercles/")

    boxes = sheet.evaluate(BOXES)

    assert len(boxes) >= 3
    first = boxes[0]
    for box in boxes:
        assert abs(box["top"] - first["top"]) <= 2
        assert abs(box["height"] - first["height"]) <= 2
        area, same = box["width"] * box["height"], first["width"] * first["height"]
        assert abs(area - same) <= same * 0.05
    assert not overflows(sheet)


@pytest.mark.parametrize("media", ["screen", "print"])
def test_it_is_the_same_on_paper(sheet, site, media):
    sheet.set_viewport_size({"width": 1440, "height": 900})
    sheet.emulate_media(media=media)
    sheet.goto(f"{site}/cercles/")

    boxes = sheet.evaluate(BOXES)

    assert len({round(box["height"]) for box in boxes}) == 1
    assert len({round(box["top"]) for box in boxes}) == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_each_person_drawn_is_a_link_that_is_held(sheet, site, width):
    sheet.set_viewport_size({"width": width, "height": 900})
    sheet.goto(f"{site}/cercles/")

    assert sorted(sheet.evaluate(HANDS)) == sorted(Link.objects.values_list("pk", flat=True))
    assert sheet.evaluate(KNOTS) == 5  # four teams and the circle between; one hand is open


def test_circles_do_not_cross_each_other(sheet, site):
    sheet.set_viewport_size({"width": 1440, "height": 900})
    sheet.goto(f"{site}/cercles/")

    assert sheet.evaluate(CROSSED) == []


@pytest.mark.parametrize(
    "path", ["/cercles/", "/cercles/anneau/", "/qui-decide/", "/qui-decide/?q=ce+que+fait+2"]
)
def test_the_pages_are_whole(sheet, site, path):
    for width, scheme in ((390, "light"), (1280, "dark")):
        sheet.set_viewport_size({"width": width, "height": 900})
        sheet.emulate_media(color_scheme=scheme)
        sheet.goto(site + path)

        assert axe(sheet) == []
        assert broken(sheet) == []
        assert not overflows(sheet)
