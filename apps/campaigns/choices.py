"""States of a campaign, kinds of stage, and the acts that a stage of each kind permits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("under way")
    CLOSED = "closed", _("closed")
    SEALED = "sealed", _("sealed")


class CampaignKind(models.TextChoices):
    """GATE: one gate of a selection, rated by rules of its own; it is found in its programme, not among the ratings."""

    RATING = "rating", _("rating")
    GATE = "gate", _("gate of a selection")


class StageKind(models.TextChoices):
    SELF_ASSESSMENT = "self-assessment", _("self-assessment")
    BALLOT = "ballot", _("ballot")
    SCORING = "scoring", _("superior assessment")
    VISIT = "visit", _("site visits")
    EVALUATION = "evaluation", _("evaluation")
    DECISION = "decision", _("decision")
    NOTICE = "notice", _("public notice")
    NAMING = "naming", _("naming")


class PublicField(models.TextChoices):
    """What a public page may show of a branch beside its name and level."""

    UNIT = "unit", _("unit and zone")
    STARS = "stars", _("stars that are lit")
    HONOURS = "honours", _("titles and honours")
    YEARS = "years", _("published levels of earlier years")
    MARKS = "marks", _("points by section, total and place")


class TargetKind(models.TextChoices):
    """What a campaign's target watches: always a share of branches, or so many of them."""

    AT_LEAST = "at-least", _("at a level or better")
    LEVEL = "level", _("at one level")
    STARS = "stars", _("with so many stars or more")
    RISE = "rise", _("a level up on last year, or still at the best")
    IN_TIME = "in-time", _("self-assessed in time")
    VISITED = "visited", _("visited on site")


# Targets that name a level.
LEVEL_KINDS = (TargetKind.AT_LEAST, TargetKind.LEVEL)


class Act(models.TextChoices):
    """Acts that wait for a stage."""

    SELF_MARK = "self-mark", _("fill in the self-assessment")
    CHECK = "check", _("check self-assessments and hand them over")
    RECEIVE = "receive", _("receive self-assessments")
    VOTE = "vote", _("cast votes")
    MARK = "mark", _("mark branches")
    VISIT = "visit", _("visit branches")
    NUMBER_RUN = "number-run", _("start a numbered run")
    DECIDE = "decide", _("decide on results")
    GIVE_NOTICE = "give-notice", _("give public notice")
    NAME = "name", _("name branches")


# CHECK: what a unit approves, returns, hands over or takes back, the branches can still mend. RECEIVE: what lies with
# the work committee on the last day of self-assessment is received while marking has begun. Deciding and the notice
# may each lead to another numbered run: what a meeting changed, or an objection that was found right.
PERMITS: dict[str, frozenset[str]] = {
    StageKind.SELF_ASSESSMENT: frozenset({Act.SELF_MARK, Act.CHECK, Act.RECEIVE}),
    StageKind.BALLOT: frozenset({Act.VOTE}),
    StageKind.SCORING: frozenset({Act.MARK, Act.RECEIVE}),
    StageKind.VISIT: frozenset({Act.VISIT, Act.MARK}),
    StageKind.EVALUATION: frozenset({Act.NUMBER_RUN}),
    StageKind.DECISION: frozenset({Act.DECIDE, Act.NUMBER_RUN}),
    StageKind.NOTICE: frozenset({Act.GIVE_NOTICE, Act.DECIDE, Act.NUMBER_RUN}),
    StageKind.NAMING: frozenset({Act.NAME}),
}

# What single branches or units may be given more time for; the other stages are the committee's own.
EXTENDABLE = (StageKind.SELF_ASSESSMENT, StageKind.SCORING, StageKind.VISIT)


def kinds_for(act: str) -> list[str]:
    """The kinds of stage that permit `act`."""
    return [kind for kind, acts in PERMITS.items() if act in acts]
