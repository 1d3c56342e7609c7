"""`make guide`: take again every picture of the user guide, in the demonstration.

``docs/guide/pictures.toml`` says which: a name, who looks, at which address (``then``: the links
to follow from there), on which screen. A picture shows the first screen, as one sees it arriving.
"""

import tomllib
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests.browser.engine import launched
from tests.browser.shots import enter, follow, opened_house
from tests.terminal import HOUSE

GUIDE = HOUSE / "docs" / "guide"
IMAGES = GUIDE / "images"
SCREENS = {"telephone": (390, 780), "bureau": (1280, 860)}
QUALITY = 70


@dataclass(frozen=True)
class Picture:
    name: str
    path: str
    who: str = ""
    then: tuple = ()
    screen: str = "bureau"
    at: str = ""

    @property
    def file(self):
        return f"{self.name}.jpg"


def pictures():
    """Every picture that the guide asks for."""
    told = tomllib.loads((GUIDE / "pictures.toml").read_text(encoding="utf-8"))
    return [Picture(**one) for one in told["picture"]]


def main():
    IMAGES.mkdir(exist_ok=True)
    wanted = pictures()
    for old in set(IMAGES.glob("*.jpg")) - {IMAGES / one.file for one in wanted}:
        old.unlink()
    with opened_house() as address, sync_playwright() as playwright:
        browser = launched(playwright)
        for who, screen in sorted({(one.who, one.screen) for one in wanted}):
            here = [one for one in wanted if (one.who, one.screen) == (who, screen)]
            _take(browser, address, who, screen, here)
        browser.close()
    print(f"{len(list(IMAGES.glob('*.jpg')))} images dans {IMAGES.relative_to(HOUSE)}/")


def _take(browser, address, who, screen, wanted):
    width, height = SCREENS[screen]
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    if who:
        enter(page, who)
    for one in wanted:
        page.goto(one.path)
        if all(follow(page, pattern) for pattern in one.then):
            if one.at:
                page.locator(one.at).first.scroll_into_view_if_needed()
            page.screenshot(path=IMAGES / one.file, type="jpeg", quality=QUALITY)
        else:
            print(f"  {one.name} : un lien de {one.then} manque sur {page.url}")
    context.close()


if __name__ == "__main__":
    main()
