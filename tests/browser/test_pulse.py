"""A page that follows the others by itself takes nothing from under a hand."""

from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser
PULSE = (Path(settings.BASE_DIR) / "static" / "js" / "pulse.js").read_text()
LIVE = """<!doctype html><html lang="fr"><title>Vivre</title><body>
<main id="contenu" data-pulse="/pouls/" data-beat="{moves}"><section data-part id="mots">
<p>Passage {moves}</p>
<form method="post" action="/dire/a/"><button>Dire</button></form>
<form method="post" action="/dire/b/"><button>Dire</button></form>
</section></main><script type="module" src="/pulse.js"></script></body></html>"""


@pytest.fixture
def live(eyes):
    """A page of one part with two buttons that look alike, which moves when it is told to."""
    context = eyes.context(hurry=True)
    page = context.new_page()
    page.moves, page.heard = 0, []

    def answer(route):
        if "/dire/" in route.request.url:
            page.heard.append(route.request.url[-2])
        if route.request.url.endswith(".js"):
            return route.fulfill(body=PULSE, content_type="text/javascript")
        if route.request.url.endswith(f"?b={page.moves}"):
            return route.fulfill(status=204)
        return route.fulfill(body=LIVE.format(moves=page.moves), content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://vivre.invalid/")
    yield page
    context.close()


def move(page):
    """The others did something, and this page was told."""
    with page.expect_response(lambda answer: "/pouls/" in answer.url and answer.status == 200):
        page.moves += 1
    page.wait_for_timeout(50)


def test_neither_a_key_nor_a_second_press_nor_the_focus_is_lost_when_the_page_moves(live):
    second = live.get_by_role("button").nth(1)

    second.focus()
    move(live)
    live.get_by_text("Passage 1").wait_for()
    assert second.evaluate("one => one === document.activeElement"), "the focus went"

    live.keyboard.down(" ")
    move(live)
    live.keyboard.up(" ")
    live.get_by_text("Passage 2").wait_for()
    assert live.heard == ["b"]

    live.get_by_text("Passage 2").click()
    second.hover()
    live.mouse.down()
    move(live)
    live.mouse.up()
    live.get_by_text("Passage 3").wait_for()
    assert live.heard == ["b", "b"]
