"""By what are branches parted for a draw? Zone, type, and how well they did: last year, or by their own account."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.assessments.choices import Party
from apps.assessments.drawing import Ball
from apps.assessments.lines import lines_of
from apps.assessments.models import Assessment, Sheet
from apps.assessments.values import CHOSEN, COUNTS
from apps.campaigns.models import Campaign
from apps.rating.rulebook import Rulebook

# The best third, the middle one, the last one; nobody knows.
STANDINGS = ("advanced", "middle", "lagging")
UNKNOWN = "unknown"


def balls_of(campaign: Campaign, rules: Rulebook, party: str) -> list[Ball]:
    """The urn: every branch that the party marks, with its part; two queries.

    How well a branch did is the third of the rulebook's levels that last year's lies in; where nobody has a level of
    last year, the third that its own sum of points lies in.
    """
    rows = [row for row in branches_in(campaign) if lines_of(rules, row.branch_type, party)]
    standing = by_last_year(rows, rules) or by_own_sum(rows, rules, campaign)
    return [
        Ball(row.pk, row.unit.name, row.name, (row.zone.name if row.zone else "", row.branch_type, standing[row.pk]))
        for row in rows
    ]


def branches_in(campaign: Campaign) -> Sequence[Assessment]:
    """The campaign's branches with unit and zone."""
    rows = Assessment.objects.of(campaign).select_related("unit", "zone").order_by("pk")
    return list(rows.only("name", "branch_type", "previous_level", "unit__name", "zone__name"))


def by_last_year(rows: Sequence[Assessment], rules: Rulebook) -> dict[int, str]:
    """The third of each by last year's level; empty where no branch has one that these rules know."""
    names = [level.name for level in rules.levels]
    known = {row.pk: names.index(row.previous_level) for row in rows if row.previous_level in names}
    if not known:
        return {}
    return {row.pk: third(known[row.pk], len(names)) if row.pk in known else UNKNOWN for row in rows}


def by_own_sum(rows: Sequence[Assessment], rules: Rulebook, campaign: Campaign) -> dict[int, str]:
    """The third of each by what its self-assessment adds up to, equal sums in the same; unknown where it has none."""
    counted = {each.code for each in rules.criteria if each.kind not in (*CHOSEN, *COUNTS)}
    sheets = Sheet.objects.filter(party=Party.SELF, assessment__campaign=campaign)
    sums = {key: sum_of(marks, counted) for key, marks in sheets.values_list("assessment", "marks") if marks}
    ordered = sorted((sums[row.pk] for row in rows if row.pk in sums), reverse=True)
    first = {total: place for place, total in reversed(list(enumerate(ordered)))}
    return {row.pk: third(first[sums[row.pk]], len(ordered)) if row.pk in sums else UNKNOWN for row in rows}


def sum_of(marks: Mapping[str, Any], codes: set[str]) -> int:
    """What the marks on these criteria add up to."""
    return sum(mark for code, mark in marks.items() if code in codes)


def third(place: int, of: int) -> str:
    """The third in which a place, counted from nought, lies."""
    return STANDINGS[place * len(STANDINGS) // of]
