"""Follow the links of a house that lives, as somebody would, in search of closed doors."""

import re
from unittest import mock

from django.template.base import Template
from django.test import Client

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
NUMBER = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]{27}")
ELSEWHERE = ("/static/", "/compte/logout", "/appel/passages/")
A_KIND = 1
"""How many pages of one kind are opened."""


def links_of(page):
    return dict.fromkeys(one.replace("&amp;", "&") for one in LINK.findall(page.text))


def closed_doors(person, *, hops=3):
    """(where it leads, from which page, the answer) of each link that does not open.

    Pages are followed hop by hop from the home; those of the last hop are opened and not drawn.
    """
    browser, met, closed = Client(), {}, []
    browser.force_login(person)
    near = {"/accueil/": "", "/": ""}
    for hop in range(hops, -1, -1):
        far = {}
        for path, source in near.items():
            kind = NUMBER.sub("N", path.split("?")[0])
            seen = met.setdefault(kind, set())
            if path in seen or len(seen) == A_KIND or path.startswith(ELSEWHERE):
                continue
            seen.add(path)
            answer = knocked(browser, path, is_drawn=hop > 0)
            if answer.status_code >= 400:
                closed.append((path, source, answer.status_code))
            elif hop and answer.get("Content-Type", "").startswith("text/html"):
                far |= dict.fromkeys(links_of(answer), path) | far
        near = far
    return closed


def knocked(browser, path, *, is_drawn):
    if is_drawn:
        return browser.get(path)
    with mock.patch.object(Template, "render", return_value=""):
        return browser.get(path)
