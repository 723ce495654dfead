"""What this app writes: finished reports, the Word templates that committees bring for them, and hall screens."""

from apps.reports.models.reports import Report, ReportQuerySet, ReportTemplate
from apps.reports.models.screens import Screen, ScreenQuerySet

__all__ = ["Report", "ReportQuerySet", "ReportTemplate", "Screen", "ScreenQuerySet"]
