"""Icons of the one self-hosted sprite; always decoration beside a word, so hidden from readers."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """An outline icon by its name in static/icons/sprite.svg; 18 px, or 15 inside chips and small links."""
    return format_html(
        '<svg class="icon" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        '<use href="{sprite}#{name}"/></svg>',
        size=size,
        sprite=static("icons/sprite.svg"),
        name=name,
    )
