"""The French filters, at hand in every template, letters and documents included.

An empty value gives an empty string: a template says nothing of what is not there.
"""

from functools import wraps

from django import template
from django.utils.safestring import SafeString, mark_safe

from coopstudio.french import agreement, dates, money, phones, sizes, typography
from coopstudio.french.fields.iban import grouped

register = template.Library()


def filtered(function, name=None):
    """Make a filter of a function that knows nothing of empty values."""

    @wraps(function)
    def shown(value):
        return "" if value is None or value == "" else function(value)

    register.filter(name or function.__name__, shown)
    return shown


for function in [
    dates.day,
    dates.short_day,
    dates.digits,
    dates.hour,
    dates.moment,
    dates.short_moment,
    dates.lasting,
    dates.near_day,
    money.euros,
    money.short_euros,
    money.in_words,
    money.number,
    phones.phone,
    sizes.size,
    typography.de,
    typography.que,
]:
    filtered(function)


filtered(grouped, "iban")


@register.filter(is_safe=True)
def tidy(value):
    """French spaces and apostrophes; what was safe HTML stays so."""
    return typography.tidy(str(value), html=isinstance(value, SafeString))


@register.filter
def published(html):
    """A passage of the call, sanitised when it was imported, with French spaces and apostrophes."""
    return mark_safe(typography.tidy_published(html))  # noqa: S308 (sanitised at import)


@register.filter(is_safe=True)
def on_paper(value):
    return typography.on_paper(str(value))


@register.filter
def plural(count, forms="s"):
    """``{{ n }} candidature{{ n|plural }}``, ``{{ n|plural:"cheval,chevaux" }}``."""
    return typography.plural(count if isinstance(count, int) else len(count), forms)


@register.filter
def agreed(wish, words):
    """``{{ person.agreement|agreed:"invitée,invité" }}``; a third word replaces the doublet."""
    return agreement.agreed(wish, *words.split(","))


@register.simple_tag
def days(start, end):
    """``{% days start end %}`` : « du 3 au 5 juin 2026 »."""
    return dates.days(start, end)


@register.filter(is_safe=True)
def quoted(text):
    """What somebody wrote, as mails quote it: a mark before each line."""
    return "\n".join(f"> {line}".rstrip() for line in str(text).splitlines())
