"""Figures as pages show them."""

from django import template

register = template.Library()


@register.filter
def grouped(value: int | None) -> str:
    """A whole number in groups of three, in every language: 28,356. (Django's own grouping knows none for Chinese.)"""
    return "" if value is None else f"{value:,}"
