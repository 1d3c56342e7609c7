"""Pages that are said quickly: a list page says six hundred words that come from variables.

Django asks of each whether it is a date to put in the local hour or a number to group, through
some ten calls. Nearly all are text, text that is safe already, or whole numbers, which French
templates show as they are: these are said at once, and every other value as Django says it.
"""

from html import escape

from django.template.base import VariableNode, render_value_in_context
from django.template.loaders import cached
from django.utils.safestring import SafeString


class Said(VariableNode):
    """A variable whose text, whole number or safe text is said without a detour."""

    def render(self, context):
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str:
            return escape(value) if context.autoescape else value
        if kind is int:
            return str(value)
        return render_value_in_context(value, context)

    render_annotated = render  # what goes wrong is annotated for DEBUG alone


class Loader(cached.Loader):
    """Keeps what it compiled, as Django's own; its variables are ``Said``."""

    def get_template(self, template_name, skip=None):
        key = self.cache_key(template_name, skip)
        is_new = key not in self.get_template_cache
        template = super().get_template(template_name, skip)
        if is_new:
            for node in template.nodelist.get_nodes_by_type(VariableNode):
                node.__class__ = Said
        return template
