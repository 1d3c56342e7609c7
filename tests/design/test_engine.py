"""Pages are said quickly, and as Django says them."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, engines
from django.template.loaders import locmem
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from coopstudio.design.engine import Loader, Said
from coopstudio.design.templatetags import design

SAID = "{{ v }}|{{ v.lost }}|{% autoescape off %}{{ v }}{% endautoescape %}"
VALUES = (
    "L’atelier <b>&\"'", mark_safe("<b>sûr</b>"), 12_345, True, None, 1.5, Decimal("1234.50"),
    date(2026, 11, 23), lazystr("<tard>"), ["<a>"], lambda: "<appelé>",
)  # fmt: skip


class OfHand(Loader):
    def __init__(self, engine, pages):
        super().__init__(engine, [])
        self.loaders = [locmem.Loader(engine, pages)]


@pytest.mark.parametrize("value", VALUES, ids=lambda one: type(one).__name__)
def test_a_value_is_said_as_django_says_it(value):
    engine = engines["django"].engine
    quick = OfHand(
        engine, {"page.html": f"{{% if 1 %}}{{% for x in 'a' %}}{SAID}{{% endfor %}}{{% endif %}}"}
    )
    page = quick.get_template("page.html")
    assert len(page.nodelist.get_nodes_by_type(Said)) == 3
    plain = engines["django"].from_string(SAID)
    assert page.render(Context({"v": value})) == plain.render({"v": value})


def test_the_pages_of_the_house_are_said_quickly():
    page = engines["django"].get_template("home.html").template
    assert page.nodelist.get_nodes_by_type(Said)


def test_a_bar_is_drawn_once_for_the_same_places_and_page():
    place = design.navigation.WORK[0]
    design._links.cache_clear()
    here, away = (design.links("rail", [place], key) for key in (place.key, "ailleurs"))
    assert 'aria-current="page"' in here
    assert "aria-current" not in away
    design.links("rail", [place], place.key)
    assert design._links.cache_info().hits == 1
