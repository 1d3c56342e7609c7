"""A real Chromium that looks at pages: what it sees, what breaks, what axe finds."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browser.engine import launched

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (values) => {
  const runOnly = {type: "tag", values};
  const found = await axe.run(document, {runOnly, resultTypes: ["violations"]});
  return found.violations.map(one =>
    `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`);
}"""
LISTEN = """
window.__broken = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__broken.push(`csp: ${event.violatedDirective} ${event.blockedURI}`));
"""
HURRY = """
const later = window.setTimeout;
window.setTimeout = (act, wait, ...words) =>
  later(act, document.querySelector("[data-pulse]") ? wait / 5 : wait, ...words);
"""
"""A page that follows the others by itself looks five times as often whether anything moved."""


def press(button):
    """Click a button that sends its form, and wait for the page that answers it."""
    with button.page.expect_navigation():
        button.click()


def tick(box):
    """Choose a box or a radio by the keyboard: it is found even while the page moves."""
    box.press("Space")


EXPECTED = ("Failed to load resource", "Blocked script execution")


class Eyes:
    """One browser for all visits; a context is kept for each persona."""

    def __init__(self):
        self._playwright = sync_playwright().start()
        self._browser = launched(self._playwright)
        self._pages = {}

    def close(self):
        self._browser.close()
        self._playwright.stop()

    def context(self, *, hurry=False, **options):
        """A fresh context (cookies, storage) that listens for what a policy refuses. In a ``hurry``
        nobody waits two seconds for what others do."""
        here = {"reduced_motion": "reduce", "locale": "fr-FR", "timezone_id": "Europe/Paris"}
        context = self._browser.new_context(**here | options)
        context.add_init_script(LISTEN)
        if hurry:
            context.add_init_script(HURRY)
        return context

    def page_of(self, persona, cookies=()):
        """The page that ``persona`` has open: the same one from visit to visit."""
        if persona not in self._pages:
            context = self.context()
            context.add_init_script(AXE.read_text())  # given once, not at each page
            context.add_cookies(list(cookies))
            page = context.new_page()
            page.complaints = []
            page.on("console", lambda said: _note(page, said))
            page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
            self._pages[persona] = page
        return self._pages[persona]


def _note(page, said):
    """A page asked for with its own status (404, 422) is not a complaint: the visit checks it; nor
    is axe, kept out of a frame in which nothing may run."""
    if said.type == "error" and not said.text.startswith(EXPECTED):
        page.complaints.append(f"console: {said.text}")


def broken(page):
    """What the page complained of since it was opened: scripts, console, security policy."""
    return page.complaints + page.evaluate("window.__broken")


def axe(page):
    """What axe finds, one line a rule, with the first places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return page.evaluate(RUN_AXE, RULES)


def overflows(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
