"""Kinds of programme and of gate; states of batches, gates, candidates, titles and reviews."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeKind(models.TextChoices):
    """SITE: organisations are named; PROJECT: a secretary's project; HONOUR: organisations or people are commended."""

    SITE = "site", _("demonstration sites")
    PROJECT = "project", _("secretary projects")
    HONOUR = "honour", _("commendations")
    TEAM = "team", _("pioneer teams")


class BatchStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    CALLING = "calling", _("applications")
    GATES = "gates", _("under way")
    CHOSEN = "chosen", _("waits for naming")
    NAMED = "named", _("named")


class GateKind(models.TextChoices):
    """Who marks: staff on paper, a panel that marks independently, the candidates' peers, staff on the spot; a meeting
    marks nothing but decides on what the earlier gates gave."""

    SCREENING = "screening", _("screening")
    PANEL = "panel", _("expert review")
    PEERS = "peers", _("peer review")
    VISIT = "visit", _("field survey")
    MEETING = "meeting", _("overall decision")


class GateStatus(models.TextChoices):
    PLANNED = "planned", _("to come")
    OPEN = "open", _("under way")
    CLOSED = "closed", _("closed")


class CandidateStatus(models.TextChoices):
    """FILLING: with the organisation. WAITING: submitted, or an exception that waits for its second person."""

    FILLING = "filling", _("being filled in")
    WAITING = "waiting", _("handed in")
    IN = "in", _("takes part")
    OUT = "out", _("left")
    CHOSEN = "chosen", _("waits for naming")
    NAMED = "named", _("named")
    WITHDRAWN = "withdrawn", _("withdrew")


class Verdict(models.TextChoices):
    PASSED = "passed", _("goes on")
    LEFT = "left", _("left")


class FilingKind(models.TextChoices):
    """What a workbook brings."""

    APPLICATIONS = "applications", _("applications")
    PROGRESS = "progress", _("reports of progress")


class FilingStatus(models.TextChoices):
    FAULTY = "faulty", _("has rows to mend")
    READY = "ready", _("ready to write")
    WRITTEN = "written", _("written")
    DROPPED = "dropped", _("not imported")


class ConferralStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("waits for the second person")
    NAMED = "named", _("named")


class TitleStatus(models.TextChoices):
    VALID = "valid", _("valid")
    WARNED = "warned", _("warned")
    WITHDRAWN = "withdrawn", _("title withdrawn")


class StepKind(models.TextChoices):
    WARNING = "warning", _("warning")
    LIFTED = "lifted", _("warning lifted")
    WITHDRAWAL = "withdrawal", _("withdrawal of the title")
    RENEWAL = "renewal", _("renewed for another term")


class ReviewStatus(models.TextChoices):
    DUE = "due", _("due")
    REPORTED = "reported", _("reported")
    PASSED = "passed", _("review passed")
    FAILED = "failed", _("review failed")
