"""Parties to an assessment, and states of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.TextChoices):
    SELF = "self", _("self-assessment")
    SUPERIOR = "superior", _("superior assessment")


class ImportStatus(models.TextChoices):
    CHECKING = "checking", _("being checked")
    FAULTY = "faulty", _("has rows to mend")
    READY = "ready", _("ready to write")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("not imported")
    FAILED = "failed", _("could not be read")
