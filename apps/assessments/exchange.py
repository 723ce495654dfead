"""Are own indicators cheap points? What branches win on them beside what the same branches win on common criteria."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from apps.assessments.indicators import Indicator, rooms_of
from apps.assessments.lines import lines_of, main_sheet
from apps.assessments.models import Assessment, Sheet
from apps.assessments.refining import approved, indicators_of
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.organisations.models import Node
from apps.rating.points import show_points
from apps.rating.rulebook import Rulebook

# Of fewer branches nothing is judged.
LEAST = 5
# Own points are cheap where their share lies so many percentage points above that of the common ones.
ABOVE = 15
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Won:
    """Hundredths won of hundredths offered."""

    points: int = 0
    offered: int = 0

    def __add__(self, other: "Won") -> "Won":
        return Won(self.points + other.points, self.offered + other.offered)

    @property
    def share(self) -> Decimal | None:
        """Of 100, to two decimals, half up; None where nothing was offered."""
        return ratio(100 * self.points, self.offered)

    @property
    def shown(self) -> str:
        """The share with its sign; empty where nothing was offered."""
        return "" if self.share is None else f"{self.share}%"


@dataclass(frozen=True, slots=True)
class IndicatorRate:
    """One indicator: how many branches are marked on it, what they won, how many have full marks."""

    code: str
    title: str
    offered: int
    marked: int
    won: Won
    full: int

    @property
    def points_shown(self) -> str:
        return show_points(self.offered)

    @property
    def share(self) -> Decimal | None:
        return self.won.share


@dataclass(frozen=True, slots=True)
class UnitRate:
    """One unit's own points beside the common ones, over `branches` that are marked on every line of both."""

    node: Node
    section: str
    branches: int
    won_own: Won
    won_common: Won
    indicators: tuple[IndicatorRate, ...]

    @property
    def own(self) -> Decimal | None:
        return self.won_own.share

    @property
    def common(self) -> Decimal | None:
        return self.won_common.share

    @property
    def rate(self) -> Decimal | None:
        """How many times as easily as common points own ones came."""
        own, common = self.won_own, self.won_common
        return ratio(own.points * common.offered, own.offered * common.points)

    @property
    def is_judged(self) -> bool:
        return self.branches >= LEAST

    @property
    def is_cheap(self) -> bool:
        """Whether own points came far more easily, compared without rounding."""
        own, common = self.won_own, self.won_common
        if not self.is_judged or not own.offered or not common.offered:
            return False
        gap = own.points * common.offered - common.points * own.offered
        return 100 * gap >= ABOVE * own.offered * common.offered


def ratio(part: int, whole: int) -> Decimal | None:
    """Two decimals, half up; None where there is nothing to divide by."""
    return (Decimal(part) / Decimal(whole)).quantize(CENT, ROUND_HALF_UP) if whole else None


def rates_of(campaign: Campaign) -> list[UnitRate]:
    """Every unit with approved indicators in the official order; three queries, however many there are."""
    rules = rulebook_of(campaign.rulebook_version)
    rooms = {room.section.code: room for room in rooms_of(rules)}
    rows = approved(campaign).filter(section__in=rooms).select_related("node").order_by("node__order_path", "section")
    rows = list(rows)
    if not rows:
        return []
    sheets = Sheet.objects.filter(assessment__campaign=campaign, party=main_sheet(rules)).exclude(indicators={})
    marked = list(sheets.select_related("assessment"))
    own_lines = {room.line.code for room in rooms.values()}
    return [
        unit_rate(
            rules,
            row.node,
            row.section,
            by_code(rooms[row.section].line.code, indicators_of(row)),
            [sheet for sheet in marked if sheet.assessment.path.startswith(row.node.path)],
            own_lines,
        )
        for row in rows
    ]


def by_code(line: str, indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """Indicators by the code under which their marks stand."""
    return {f"{line}.{number}": each for number, each in enumerate(indicators, start=1)}


def unit_rate(
    rules: Rulebook,
    node: Node,
    section: str,
    indicators: Mapping[str, Indicator],
    sheets: list[Sheet],
    own_lines: set[str],
) -> UnitRate:
    """One unit's rate from the counting sheets of its branches."""
    branches, own, common = 0, Won(), Won()
    for sheet in sheets:
        wins = common_of(rules, sheet.assessment, sheet.marks, own_lines)
        if wins is None or not indicators.keys() <= sheet.indicators.keys():
            continue
        branches, common = branches + 1, common + wins
        own += Won(sum(sheet.indicators[code] for code in indicators), sum(each.points for each in indicators.values()))
    rates = tuple(indicator_rate(code, each, sheets) for code, each in indicators.items())
    return UnitRate(node, section, branches, own, common, rates)


def common_of(rules: Rulebook, who: Assessment, marks: Mapping[str, int], own_lines: set[str]) -> Won | None:
    """What one branch won on the common lines of points; None while one of them is not marked."""
    lines = [
        line
        for line in lines_of(rules, who.branch_type, main_sheet(rules))
        if line.kind == "points" and line.maximum > 0 and line.code not in own_lines
    ]
    if any(line.code not in marks for line in lines):
        return None
    return Won(sum(marks[line.code] for line in lines), sum(line.maximum for line in lines))


def indicator_rate(code: str, each: Indicator, sheets: Iterable[Sheet]) -> IndicatorRate:
    """What one indicator gave."""
    marks = [sheet.indicators[code] for sheet in sheets if code in sheet.indicators]
    won = Won(sum(marks), each.points * len(marks))
    return IndicatorRate(code, each.title, each.points, len(marks), won, sum(mark == each.points for mark in marks))


def exchange_page(campaign: Campaign) -> dict[str, Any]:
    """The rates as their page shows them, cheap ones first."""
    rates = rates_of(campaign)
    found = sorted(rates, key=lambda rate: (not rate.is_cheap, not rate.is_judged, -(rate.rate or 0)))
    own = sum((rate.won_own for rate in rates), Won())
    common = sum((rate.won_common for rate in rates), Won())
    return {
        "campaign": campaign,
        "rates": found,
        "cheap": sum(rate.is_cheap for rate in rates),
        "judged": sum(rate.is_judged for rate in rates),
        "branches": sum(rate.branches for rate in rates),
        "own": own.shown,
        "common": common.shown,
        "least": LEAST,
        "above": ABOVE,
    }
