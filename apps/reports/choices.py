"""Kinds of report, what part of a campaign one is about, and as what file it is made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    BRANCH = "branch", _("branch sheet")
    UNIT = "unit", _("unit report")
    YEAR = "year", _("yearly report")
    MEETING = "meeting", _("meeting pack")


class Scope(models.TextChoices):
    WHOLE = "whole", _("whole campaign")
    ZONE = "zone", _("zone")
    UNIT = "unit", _("unit")
    BRANCH = "branch", _("branch")


class Format(models.TextChoices):
    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word document")
    WORKBOOK = "xlsx", _("workbook")
    ZIP = "zip", _("single PDFs, packed")


class HallPage(models.TextChoices):
    """What a hall screen may turn through, in this order."""

    OVERVIEW = "overview", _("overview: maps, counts and the ten first")
    MAPS = "maps", _("star maps alone, large")
    COUNTS = "counts", _("counts alone, large")
    FIRST = "first", _("the ten first alone, large")
    SITES = "sites", _("demonstration sites")
    TREND = "trend", _("levels through the years")
