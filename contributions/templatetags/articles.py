"""The articles of a contract, on screen and on paper."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from coopstudio.french.typography import tidy

register = template.Library()


@register.filter
def said(bits):
    """The bits of a paragraph as safe HTML, some of them strong: one filter for a whole paragraph,
    for a contract has eighty."""
    told = (_bit(tidy(one["text"]), one["strong"]) for one in bits)
    return mark_safe("".join(told))  # noqa: S308 (each is escaped)


def _bit(words, is_strong):
    return format_html("<strong>{}</strong>", words) if is_strong else conditional_escape(words)
