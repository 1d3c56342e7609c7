"""What the security pages say of devices and of what is asked."""

from django import template
from django.conf import settings

from members.accounts import devices

register = template.Library()

register.filter("device", devices.device_named)
register.filter("on_phone", devices.is_phone)


@register.simple_tag
def second_factor_asked():
    """False in the demonstration, where founders may enter without a second factor."""
    return settings.PRIVILEGED_NEED_SECOND_FACTOR
