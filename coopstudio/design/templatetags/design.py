"""What every template may say without loading anything: sheets, controls, people's colours."""

from functools import lru_cache

from django import forms, template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from coopstudio.design import bundles, navigation

register = template.Library()

HUES = 6
THEMES = ("light", "dark")


@register.simple_tag
def stylesheet(name):
    """The link to a sheet: written out in one piece, or its parts while one works on them."""
    folder = "css" if settings.DEBUG else "built"
    return format_html('<link rel="stylesheet" href="{}">', static(f"{folder}/{name}.css"))


@register.simple_tag
def behaviours():
    """The script of the house: one file, or one file per behaviour while one works on them."""
    names = [f"js/{name}.js" for name in bundles.BEHAVIOURS] if settings.DEBUG else ["built/app.js"]
    tag = '<script src="{}" type="module"></script>'
    return format_html_join("", tag, ((static(name),) for name in names))


@register.simple_tag(takes_context=True)
def chosen_theme(context):
    """« light » or « dark » if this person asked for it, or nothing: the device decides."""
    request = context.get("request")
    theme = request.COOKIES.get("theme") if request else None
    return theme if theme in THEMES else ""


@register.simple_tag
def demonstration():
    """True in the demonstration, which says so on every page."""
    return settings.DEMO


@register.simple_tag(takes_context=True)
def menu(context):
    """The navigation of the person who is signed in, ready to be drawn."""
    request = context.get("request")
    return navigation.menu_for(request.user) if request else None


@register.simple_tag
def links(bar, places, here):
    """The links of a bar, « rail » or « tabbar »: drawn once for the same places, seen from the
    same page. Who may go where is asked before, at each request."""
    draw = _links.__wrapped__ if settings.DEBUG else _links
    return draw(bar, tuple(places), f"{here}")


@lru_cache(maxsize=1024)
def _links(bar, places, here):
    return render_to_string(f"layouts/links_{bar}.html", {"places": places, "here": here})


@register.filter
def hue(key):
    """A person's colour, 1 to 6: always the same one for the same key."""
    return key % HUES + 1 if isinstance(key, int) else 1


@register.filter
def kind(field):
    """Which anatomy this question takes: checkbox, choices, file, text."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "file" if isinstance(widget, forms.FileInput) else "text"


@register.filter
def control(field):
    """The control of a question, dressed. A text too long is refused with words, never cut off."""
    widget = field.field.widget
    if kind(field) != "text":
        return field.as_widget()
    classes = f"input {widget.attrs.get('class', '')}".strip()
    attrs = {"class": classes}
    if isinstance(widget, forms.Textarea):
        attrs |= {"maxlength": False, "data-limit": field.field.max_length or False}
    return field.as_widget(attrs=attrs)


@register.filter
def options(field):
    """The answers one may choose, each with the note that the form gives it in ``notes``."""
    notes = getattr(field.field, "notes", {})
    for option in field:
        value = option.data["value"]
        yield {
            "tag": option.tag(),
            "id": option.id_for_label,
            "label": option.choice_label,
            "note": notes.get(str(value), ""),
        }


@register.tag
def capture(parser, token):
    """``{% capture as here %}…{% endcapture %}``: keep what is said inside under a name."""
    *_, name = token.split_contents()
    nodes = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Captured(nodes, name)


class Captured(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist, self.name = nodelist, name

    def render(self, context):
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308  (escaped inside)
        return ""


@register.filter
def anchor(field):
    """Where a link of the error summary leads: the control, or the group of choices."""
    return field.auto_id if kind(field) == "choices" else field.id_for_label


@register.filter
def error_count(form):
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def counted(field):
    """True for a long text with a limit: the person sees what is left."""
    return isinstance(field.field.widget, forms.Textarea) and bool(field.field.max_length)


@register.filter
def signs(number):
    """10000 as « 10 000 », with a narrow no-break space."""
    return f"{number:,}".replace(",", "\u202f")


@register.filter
def pages(page):
    """The numbers that a pager shows, None where some are left out."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]
