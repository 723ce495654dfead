"""Whom do people call when something fails? Read from the settings, so it stands when the database does not."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def contact() -> str:
    """Name and telephone of the person who helps, as the installation gives them; empty where it gives none."""
    return settings.HELP_CONTACT
