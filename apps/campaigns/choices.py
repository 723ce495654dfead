"""States of a campaign, kinds of stage, and the acts that a stage of each kind permits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("under way")
    CLOSED = "closed", _("closed")
    SEALED = "sealed", _("sealed")


class StageKind(models.TextChoices):
    SELF_ASSESSMENT = "self-assessment", _("self-assessment")
    SCORING = "scoring", _("superior assessment")
    EVALUATION = "evaluation", _("evaluation")


class Act(models.TextChoices):
    """Acts that wait for a stage."""

    SELF_MARK = "self-mark", _("fill in the self-assessment")
    MARK = "mark", _("mark branches")
    NUMBER_RUN = "number-run", _("start a numbered run")


PERMITS: dict[str, frozenset[str]] = {
    StageKind.SELF_ASSESSMENT: frozenset({Act.SELF_MARK}),
    StageKind.SCORING: frozenset({Act.MARK}),
    StageKind.EVALUATION: frozenset({Act.NUMBER_RUN}),
}
