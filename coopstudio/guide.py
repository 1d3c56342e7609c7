"""The user guide, read where it is needed: ``docs/guide/*.md`` as pages of the house.

The same files are read in the repository; its pictures are taken by ``make guide``.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe

FOLDER = Path(settings.BASE_DIR) / "docs" / "guide"
FIRST = "index"
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
CHAPTER = re.compile(r"^- \[[^\]]+\]\(([a-z-]+)\.md\)", re.MULTILINE)
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
IMAGE = re.compile(r'<img src="images/([a-z0-9-]+\.jpg)" alt="([^"]*)"\s*/?>')


@dataclass(frozen=True)
class Chapter:
    name: str
    title: str
    html: str

    @property
    def address(self):
        return address(self.name)


def address(name):
    return reverse("guide") if name == FIRST else reverse("guide_chapter", args=[name])


@cache
def names():
    """The chapters in the order of the index; only these are pages."""
    return [FIRST, *CHAPTER.findall(_source(FIRST))]


@cache
def chapter(name):
    """One chapter, ready for its page. Raises KeyError for a name that the index does not list."""
    if name not in names():
        raise KeyError(name)
    source = _source(name)
    return Chapter(name, TITLE.search(source)[1], mark_safe(_html(source)))  # noqa: S308 (our own text)


def chapters():
    return [chapter(name) for name in names()]


def _source(name):
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def _html(source):
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only the first reader waits for it)

    html = (
        MarkdownIt("commonmark", {"html": False}).enable("table").render(TITLE.sub("", source, 1))
    )
    return IMAGE.sub(_picture, LINK.sub(_link, html))


def _link(found):
    """Another chapter is another page; an address of the house or of the web stays; else words."""
    target, words = found.groups()
    name, _, fragment = target.partition(".md")
    if name in names() and "." not in name:
        return f'<a href="{address(name)}{fragment}">{words}</a>'
    if target.startswith(("/", "#", "https://", "mailto:")):
        return found[0]
    return words


def _picture(found):
    """A picture; its words alone where it was not taken yet."""
    name, words = found.groups()
    if not (FOLDER / "images" / name).exists():
        return f"<em>{words}</em>"
    where = static(f"guide/{name}")
    return f'<img class="guide__picture" src="{where}" alt="{words}" loading="lazy">'
