"""Moments as pages name them."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def from_now(span: timedelta) -> datetime:
    """The local moment a span after now."""
    return timezone.localtime() + span
