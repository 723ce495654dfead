"""Types of columns, ways in which names are alike, rules that a list may ask for, states of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnType(models.TextChoices):
    """What a column holds. ORGANISATION is whose entry it is, ENTRY the entry of another list that it is about."""

    TEXT = "text"
    LONG = "long"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    ORGANISATION = "organisation"
    ENTRY = "entry"


class Guard(models.TextChoices):
    """A rule beyond the columns: DRAWS takes from the amount of what it is about, REUSES repeats what is published."""

    NONE = ""
    DRAWS = "draws"
    REUSES = "reuses"


class RevisionAct(models.TextChoices):
    """What was done to an entry."""

    ADDED = "added", _("entered it")
    CHANGED = "changed", _("changed it")
    MOVED = "moved", _("moved it on")
    ENDED = "ended", _("took it out")


class Why(models.TextChoices):
    """In which way two names are alike, the closest first."""

    SAME = "same", _("same name")
    MEANING = "meaning", _("same but for words such as 党建")
    SOUND = "sound", _("sounds the same")
    WITHIN = "within", _("one within the other")


class ImportStatus(models.TextChoices):
    FAULTY = "faulty", _("has rows to mend")
    READY = "ready", _("ready to write")
    WRITTEN = "written", _("written")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("not imported")
