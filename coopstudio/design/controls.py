"""The plain controls of a form, said without a template: a page may hold a hundred of them.

The markup is Django's own, to the sign; controls of several parts are left to its templates.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape as escaped

FOLDER = "django/forms/widgets/{}.html"
TYPED = ("text", "number", "email", "url", "tel", "search", "password", "hidden", "color", "date")
TYPED += ("datetime", "time", "checkbox", "file", "radio_option", "checkbox_option")


class Renderer(DjangoTemplates):
    """Django's, but for the controls that most pages are made of."""

    def render(self, template_name, context, request=None):
        say, widget = SAID.get(template_name), context.get("widget", {})
        if say is None or widget.get("wrap_label"):
            return super().render(template_name, context, request)
        return say(widget)


def _typed(widget):
    value = widget.get("value")
    said = "" if value is None else f' value="{escaped(value)}"'
    return f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{said}{_dress(widget)}>'


def _area(widget):
    words = escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{_dress(widget)}>\n{words}</textarea>'


def _dress(widget):
    """The attributes: those that are True stand alone, those that are False nowhere."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


SAID = {FOLDER.format(name): _typed for name in TYPED} | {FOLDER.format("textarea"): _area}
