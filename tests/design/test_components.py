"""Each component draws the mark-up that its style sheet describes."""

import pytest
from django.template import engines
from django.template.loader import get_template

from tests.members import factories


def drawn(source, **context):
    return engines["django"].from_string(source).render(context).strip()


def page(source, **context):
    """Components are compiled by the template loader: this is what it does with a page."""
    return drawn(compiled(source), **context)


def compiled(source):
    from django_cotton.compiler_regex import CottonCompiler  # noqa: PLC0415

    return CottonCompiler().process(source)


def test_a_button_with_an_address_is_a_link_and_else_a_button():
    link = page('<c-button href="/appel/" look="primary">Lire</c-button>')
    button = page('<c-button size="small">Envoyer</c-button>')

    assert link == '<a href="/appel/" class="button button--primary" >Lire</a>'
    assert button == '<button type="submit" class="button button--small" >Envoyer</button>'


def test_what_a_component_does_not_know_is_kept_on_its_tag():
    assert 'name="act"' in page('<c-button name="act" value="publish">Publier</c-button>')


def test_an_icon_is_silent_unless_it_has_a_label():
    assert page('<c-icon name="check" />') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#check"/></svg>'
    )
    assert '<span class="visually-hidden">Fermer</span>' in page(
        '<c-icon name="close" label="Fermer" />'
    )


def test_an_icon_of_which_everything_is_written_is_drawn_when_its_page_is_loaded():
    source = get_template("cotton/file.html").template.source

    assert source.count("<svg") == 1
    assert '<use href="/static/icons.svg#document"/>' in source


def test_a_badge_is_a_shape_and_a_word():
    assert page('<c-badge tone="success" dot="done">Adopté</c-badge>') == (
        '<span class="badge badge--success" >'
        '<span class="badge__dot badge__dot--done"></span>Adopté</span>'
    )


def test_the_last_word_of_the_trail_is_the_page_itself():
    trail = [("Accueil", "/accueil/"), ("Membres", "")]

    assert '<li aria-current="page">Membres</li>' in page(
        '<c-breadcrumb :trail="trail" />', trail=trail
    )


def test_steps_say_which_is_complete_and_which_is_current():
    steps = [{"name": "Vous", "url": "/v/", "done": True}, {"name": "L’offre", "current": True}]

    html = page('<c-steps :steps="steps" />', steps=steps)

    assert 'Vous<span class="visually-hidden"> (étape complète)</span>' in html
    assert html.count('aria-current="step"') == 1


@pytest.mark.django_db
def test_an_avatar_keeps_its_colour():
    someone = factories.person("Anaïs", "Thévenin")

    html = page('<c-avatar :person="someone" size="small" />', someone=someone)

    assert f"avatar--{someone.pk % 6 + 1} avatar--small" in html
    assert ">AT</span>" in html
