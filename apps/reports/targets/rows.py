"""How do pages say a target: its name, what is planned and reached in branches and per cent, and what is lacking?"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import TargetKind
from apps.campaigns.models import Campaign
from apps.core.templatetags.figures import grouped
from apps.evaluations.models import Run
from apps.reports.present import Presenter, percent
from apps.reports.targets.asked import REST, Goal
from apps.reports.targets.reached import Reached, reached_in
from apps.reports.telling.words import Words
from apps.reports.whatif.targets import levels_title

THOUSAND = 1000
# A small target's tick stands at three fifths of its bar.
TICK_AT = (3, 5)
NAMES: dict[str, Callable[[], str]] = {
    TargetKind.RISE: lambda: _("Up a level on last year, or still at the best"),
    TargetKind.IN_TIME: lambda: _("Self-assessments given in time"),
    TargetKind.VISITED: lambda: _("Site visits done"),
}
# Where those stand that no filter of the league finds.
PAGES = {
    TargetKind.RISE: "reports:moves",
    TargetKind.IN_TIME: "assessments:handovers",
    TargetKind.VISITED: "visits:list",
}


class TargetRows:
    """The targets of one campaign in one run. `league` makes an address from a question."""

    def __init__(self, campaign: Campaign, run: Run, show: Presenter, league: Callable[..., str]) -> None:
        self.campaign, self.show, self.league = campaign, show, league
        self.words = Words.of(show.rules)
        self.reached = reached_in(campaign, run, show.rules)

    def rows(self) -> list[dict[str, Any]]:
        """Every target as a row."""
        return [self.row(one) for one in self.reached]

    def row(self, one: Reached) -> dict[str, Any]:
        goal = one.goal
        return {
            "kind": goal.kind,
            "title": self.title(goal),
            "years": goal.years,
            "when": when(goal.years),
            "branches": one.branches,
            "of": one.of,
            "share": percent(one.branches, one.of),
            "asked": str(goal.amount),
            "wanted": one.wanted,
            **drawn(one),
            "is_reached": one.is_reached,
            "verdict": verdict(one),
            "url": self.url(goal),
            "next_url": self.next_url(one),
            "road": goal.road,
        }

    def title(self, goal: Goal) -> str:
        """What is watched."""
        if goal.kind in NAMES:
            return NAMES[goal.kind]()
        if goal.kind == TargetKind.STARS:
            return ngettext("%(n)s star and more", "%(n)s stars and more", goal.stars or 0) % {"n": goal.stars}
        return levels_title(self.words, goal.levels)

    def url(self, goal: Goal) -> str:
        """The branches that count."""
        if goal.kind in PAGES:
            return reverse(PAGES[goal.kind], args=[self.campaign.slug])
        if goal.kind == TargetKind.STARS:
            return self.league(stars=goal.stars)
        return self.league(level=self.last(goal)) if len(goal.levels) == 1 else self.league(upto=self.last(goal))

    def next_url(self, one: Reached) -> str:
        """The branches nearest to what is lacking: those of the next level down, best first; nothing elsewhere."""
        levels = self.show.rules.levels
        is_next = one.lacking > 0 and one.goal.kind == TargetKind.AT_LEAST and self.last(one.goal) + 1 < len(levels)
        return self.league(level=self.last(one.goal) + 1) if is_next else ""

    def last(self, goal: Goal) -> int:
        """Where the lowest level that counts stands."""
        return max(position for position, level in enumerate(self.show.rules.levels) if level.name in goal.levels)


def drawn(one: Reached) -> dict[str, int]:
    """The bar and its tick in thousandths; where little is planned, the bar's end is less than all branches."""
    end = min(one.of, max(1, one.wanted * TICK_AT[1] // TICK_AT[0]))
    return {
        "thousandths": min(THOUSAND, THOUSAND * one.branches // end),
        "tick": min(THOUSAND, THOUSAND * one.wanted // end),
    }


def quota_rows(show: Presenter, run: Run) -> list[dict[str, Any]]:
    """Each quota of the rules with its seats and holders, all its groups together; a limit, not a target."""
    words, found = Words.of(show.rules), []
    for number, quota in enumerate(show.rules.quotas):
        groups = [group for group in run.counts.get("quotas", ()) if group["quota"] == number]
        if groups:
            seats, held = (sum(group[name] for group in groups) for name in ("seats", "held"))
            title, scope = levels_title(words, quota.levels), words.scope(quota.within)
            found.append({"title": title, "scope": scope, "seats": seats, "held": held, "left": max(0, seats - held)})
    return found


def when(years: int) -> str:
    """By when a target is to be reached."""
    return ngettext("in %(n)s year", "in %(n)s years", years) % {"n": years} if years else _("this year")


def verdict(one: Reached) -> str:
    """Reached, or how many branches are lacking; of one level alone also how many more there are than planned."""
    if one.lacking > 0 and one.goal.kind != REST:
        return ngettext("%(n)s branch to go", "%(n)s branches to go", one.lacking) % {"n": grouped(one.lacking)}
    if one.lacking < 0 and one.goal.kind in (TargetKind.LEVEL, REST):
        over = -one.lacking
        return ngettext("%(n)s branch more than planned", "%(n)s branches more than planned", over) % {
            "n": grouped(over)
        }
    return _("within the plan") if one.goal.kind == REST else _("target reached")
