"""What is a campaign to reach? Staff's own plan, else the rulebook's targets; beside them the committee's road."""

from dataclasses import dataclass
from fractions import Fraction

from apps.campaigns.amounts import Amount, read_amount
from apps.campaigns.choices import TargetKind
from apps.campaigns.models import LATER, Campaign, Road, RoadYear
from apps.rating.rulebook import Rulebook, Target

THOUSAND = 1000
# What the planned shares of all other levels leave over: at most so many.
REST = "rest"


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to watch. levels: the rulebook's words that count, best first; years: in how many (0: this one);
    road: the plan that asks for it, None for staff's plan and the rulebook."""

    kind: str
    amount: Amount
    levels: tuple[str, ...] = ()
    stars: int | None = None
    years: int = 0
    road: Road | None = None

    @property
    def about(self) -> tuple[str, tuple[str, ...], int | None, int]:
        """What it watches, and when."""
        return self.kind, self.levels, self.stars, self.years


def goals_of(campaign: Campaign, rules: Rulebook) -> list[Goal]:
    """This year's goals, then those of later years; a road's only where nobody else asks for the same."""
    own = staff_goals(campaign, rules) or [rulebook_goal(rules, target) for target in rules.targets]
    known = {goal.about for goal in own}
    found = own + [goal for goal in road_goals(campaign, rules) if goal.about not in known]
    return sorted(found, key=lambda goal: goal.years)


def staff_goals(campaign: Campaign, rules: Rulebook) -> list[Goal]:
    """The lines that staff wrote for this campaign, as far as the run's rules know their words."""
    names = [level.name for level in rules.levels]
    found = []
    for row in campaign.targets.all():
        if row.level and row.level not in names:
            continue
        levels = levels_up_to(names, row.level, alone=row.kind == TargetKind.LEVEL)
        for text, years in ((row.now, 0), (row.later, LATER)):
            if amount := read_amount(text):
                found.append(Goal(row.kind, amount, levels, row.stars, years))
    return found


def levels_up_to(names: list[str], level: str, *, alone: bool = False) -> tuple[str, ...]:
    """A level and all better ones, or that level alone; none without a level."""
    if not level:
        return ()
    return (level,) if alone else tuple(names[: names.index(level) + 1])


def rulebook_goal(rules: Rulebook, target: Target) -> Goal:
    """A target that the rulebook states: stars, a level or better, or one level."""
    amount = Amount(target.share, target.number)
    if target.stars is not None:
        return Goal(TargetKind.STARS, amount, stars=target.stars, years=target.years)
    is_from_best = rules.levels[0].name in target.levels
    kind = TargetKind.AT_LEAST if is_from_best else TargetKind.LEVEL
    return Goal(kind, amount, target.levels, years=target.years)


def road_goals(campaign: Campaign, rules: Rulebook) -> list[Goal]:
    """What the committee's roads ask of the campaign's year, and of their last year where that is still ahead."""
    names = [level.name for level in rules.levels]
    rows = RoadYear.objects.filter(road__committee=campaign.committee_id, year__gte=campaign.year)
    last: dict[int, RoadYear] = {}
    found = []
    for row in rows.select_related("road").order_by("year"):
        last[row.road_id] = row
        if row.year == campaign.year:
            found += year_goals(row, names, 0)
    ahead = [row for row in last.values() if row.year > campaign.year]
    return found + [goal for row in ahead for goal in year_goals(row, names, row.year - campaign.year)]


def year_goals(row: RoadYear, names: list[str], years: int) -> list[Goal]:
    """The targets of one year of a road whose words the rules know: each is that level or better."""
    return [
        Goal(TargetKind.AT_LEAST, amount_of(target), levels_up_to(names, target["level"]), years=years, road=row.road)
        for target in row.targets
        if target["level"] in names
    ]


def amount_of(target: dict) -> Amount:
    """A road's figure: tenths of a per cent, or branches."""
    if "share" in target:
        return Amount(Fraction(target["share"], THOUSAND))
    return Amount(number=target["branches"])
