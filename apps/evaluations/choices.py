"""States of decisions, notices, objections, namings; kinds of paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    DECISION = "decision", _("decision sheet")
    NOTICE = "notice", _("public notice")
    NAMING = "naming", _("naming document")
    CERTIFICATE = "certificate", _("certificates")
    PLAQUE = "plaque", _("plaques")
    SEAL = "seal", _("sealed file")
    CONFERRAL = "conferral", _("naming document")
    TITLE_PLAQUE = "title-plaque", _("plaques")


class DecisionStatus(models.TextChoices):
    """RUNNING: signed, while the run that carries its changes is made."""

    OPEN = "open", _("being decided")
    RUNNING = "running", _("signed, results being made")
    SIGNED = "signed", _("signed")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class ItemKind(models.TextChoices):
    LEVEL = "level", _("change of level")
    VETOES = "vetoes", _("vetoes, one by one")
    OBJECTION = "objection", _("objection")
    TIES = "ties", _("shared places at the line")
    OTHER = "other", _("other matter")


class Outcome(models.TextChoices):
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("not agreed")


class NoticeStatus(models.TextChoices):
    """ISSUED: waits for its own link in the audit chain; then it is public."""

    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("being issued")
    PUBLIC = "public", _("in public")
    ENDED = "ended", _("ended")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Channel(models.TextChoices):
    PAGE = "page", _("web page")
    LETTER = "letter", _("letter")
    TELEPHONE = "telephone", _("telephone")
    VISIT = "visit", _("visit in person")


class Matter(models.TextChoices):
    """What an objection is about, as the objector chose."""

    SCORE = "score", _("score or level")
    PROOF = "proof", _("proof that is not true")
    PROCEDURE = "procedure", _("procedure")
    OTHER = "other", _("something else")


class ObjectionStatus(models.TextChoices):
    RECEIVED = "received", _("received")
    TAKEN = "taken", _("being looked into")
    FOUND = "found", _("waits for the second person")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    ANSWERED = "answered", _("answered")


class Finding(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REFUSED = "refused", _("not accepted")


class NamingStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("waits for the second person")
    NAMED = "named", _("named")
