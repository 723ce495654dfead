"""What does a self-assessment take? Touches, minutes and new files: the middle branch, in all and by branch type."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from apps.assessments.choices import Party
from apps.assessments.lines import lines_of
from apps.assessments.models import Burden
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook

# The day of the meeting and the statement; a text is never asked but where a mark rose.
SIGNING_FIELDS = 2
# What a branch without new proof should need, and no more.
TOUCHES_GOAL = 30


@dataclass(frozen=True, slots=True)
class BurdenRow:
    """Medians over `branches` submitted self-assessments; `within` of them took no more touches than the goal."""

    name: str
    branches: int
    fields: int
    touches: int
    minutes: int
    uploads: int
    within: int


@dataclass(frozen=True, slots=True)
class BurdenFigures:
    """The whole campaign, and each branch type by name; `whole` is None before the first submission."""

    whole: BurdenRow | None
    types: tuple[BurdenRow, ...]


def burden_of(campaign: Campaign) -> BurdenFigures:
    """What the submitted self-assessments took; those still being filled in do not count yet."""
    submitted = Burden.objects.filter(
        assessment__campaign=campaign, assessment__submission__submitted_at__isnull=False
    ).order_by("assessment__order_path")
    by_type: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    columns = ("assessment__branch_type", "touches", "seconds", "uploads")
    for kind, touches, seconds, uploads in submitted.values_list(*columns):
        by_type[kind].append((touches, seconds, uploads))
    rules = rulebook_of(campaign.rulebook_version)
    everything = [figures for rows in by_type.values() for figures in rows]
    return BurdenFigures(
        row("", max(fields_asked(rules, kind) for kind in by_type), everything) if everything else None,
        tuple(row(kind, fields_asked(rules, kind), rows) for kind, rows in by_type.items()),
    )


def fields_asked(rules: Rulebook, branch_type: str) -> int:
    """How many fields the rules ask of a branch of a type: a mark a criterion, the proof they name, the signing."""
    lines = lines_of(rules, branch_type, Party.SELF)
    return len(lines) + sum(line.proof for line in lines) + SIGNING_FIELDS


def row(name: str, fields: int, figures: Sequence[tuple[int, int, int]]) -> BurdenRow:
    """The middle of each figure, rounded to whole ones."""
    touches, seconds, uploads = (round(median(column)) for column in zip(*figures, strict=True))
    within = sum(each[0] <= TOUCHES_GOAL for each in figures)
    return BurdenRow(name, len(figures), fields, touches, minutes_of(seconds), uploads, within)


def minutes_of(seconds: int) -> int:
    """Whole minutes, a begun one counted."""
    return -(-seconds // 60)
