"""Are the criteria sound and fair? Spread, repetition, blanks, self-marks, shares by group, reach of small branches."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.values import CHOSEN, HUNDRED, SWITCHES, shown
from apps.evaluations.health.criteria import ALIKE, FAR, LEAST, SAME, CriterionHealth, Pair
from apps.evaluations.health.fairness import LEAST as LEAST_GROUP
from apps.evaluations.health.fairness import OutOfReach
from apps.organisations.models import Zone
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion
from apps.reports.agreement import agreement_by_code
from apps.reports.grouping import scope_labels
from apps.reports.health import Asked, Health
from apps.reports.health_cells import SHOWN, fairness_cell, nothing_cell, pairs_cell, weight_cell
from apps.reports.present import percent, signed
from apps.reports.views.common import CampaignPage

# From where on things are flagged, as the page says it.
LINES = {
    "same": SAME,
    "alike": show_points(ALIKE),
    "far": FAR,
    "least": LEAST,
    "group": LEAST_GROUP,
    "shown": SHOWN,
}


class HealthPage(CampaignPage):
    """For those who see the whole campaign."""

    template_name = "reports/health.html"

    @cached_property
    def health(self) -> Health:
        compares = self.request.user.has_perm("campaigns.compare_branches", self.campaign)
        if not compares or self.run is None or not self.run.branches:
            raise Http404
        zones = list(Zone.objects.filter(committee=self.campaign.committee_id))
        return Health(self.run, Asked.of_query(self.request.GET), zones)

    @property
    def league(self) -> str:
        return reverse("reports:league", args=[self.campaign.slug])

    def page(self) -> dict[str, Any]:
        health = self.health
        twice = agreement_by_code(self.campaign, self.show.language)
        return {
            "has_pairs": bool(twice),
            "flat": [
                self.spread_row(each) | {"agreement": twice.get(each.criterion.code)}
                for each in by_sameness(health.criteria)
            ],
            "flat_count": sum(each.separates_nobody for each in health.criteria),
            "head": self.head(),
            "weights": weight_cell(health, self.named),
            "pairs": pairs_cell(health, self.pair_row),
            "nothing": nothing_cell(health, self.named),
            "blanks": [self.blank_row(each) for each in by_blanks(health.criteria)[:SHOWN]],
            "far": [self.far_row(each) for each in by_distance(health.criteria)[:SHOWN]],
            "fairness": fairness_cell(health, self.choice_words(health.chosen), self.league) if health.chosen else None,
            "scopes": [
                {"label": label, "url": self.query(scope=scope), "current": scope == health.asked.scope}
                for scope, label in scope_labels().items()
            ],
            "choices": [
                {"value": choice, "label": self.choice_words(choice), "current": choice == health.chosen}
                for choice in health.choices
            ],
            "scope": health.asked.scope,
            "up_to": health.asked.up_to,
            "out_of_reach": [self.reach_row(each) for each in health.out_of_reach],
            "lines": LINES,
        }

    def head(self) -> str:
        """What was found, in one sentence."""
        criteria = self.health.criteria
        words = {
            "criteria": ngettext("%(n)s criterion", "%(n)s criteria", len(criteria)) % {"n": len(criteria)},
            "flat": sum(each.separates_nobody for each in criteria),
            "pairs": len(self.health.repeating),
            "blank": sum(each.blank > 0 for each in criteria),
        }
        line = _("%(criteria)s: %(flat)s separate nobody, %(pairs)s pairs repeat each other, %(blank)s have blanks")
        return line % words

    def query(self, **changes: Any) -> str:
        """The question about fairness with some parts changed."""
        asked = self.health.asked
        kept = {"scope": asked.scope, "of": asked.of, "up_to": asked.up_to}
        return f"?{urlencode({name: value for name, value in (kept | changes).items() if value})}#fairness"

    def choice_words(self, choice: str) -> str:
        """What a share is of: a level and better, or a star."""
        kind, _colon, name = choice.partition(":")
        if kind == "star":
            return self.show.star_name(next(star for star in self.show.rules.stars if star.code == name))
        names = [level.name for level in self.show.rules.levels]
        word = self.show.level_name(self.show.rules.levels[names.index(name)])
        return _("%(level)s and better") % {"level": word} if names.index(name) else word

    def named(self, criterion: Criterion) -> dict[str, Any]:
        """A criterion with the way to its page."""
        return {
            "code": criterion.code,
            "title": criterion.title.get(self.show.language),
            "url": reverse("reports:criterion", args=[self.campaign.slug, criterion.code]),
        }

    def spread_row(self, found: CriterionHealth) -> dict[str, Any]:
        spread = found.spread
        assert spread is not None
        return self.named(found.criterion) | {
            "marked": spread.marked,
            "full": spread.full,
            "full_share": percent(spread.full, spread.marked),
            "common": self.said(found.criterion, spread.common),
            "same": spread.common_count,
            "same_share": percent(spread.common_count, spread.marked),
            "middle": self.span(found.criterion, spread.lower, spread.upper),
            "is_flat": found.separates_nobody,
            "is_judged": found.is_judged,
        }

    def said(self, criterion: Criterion, mark: int) -> str:
        """A mark in words where it is chosen, else in figures."""
        return shown(criterion, mark, self.show.language)

    def span(self, criterion: Criterion, lower: int, upper: int) -> str:
        """From one mark to another; once where both are said alike by a word."""
        first, last = self.said(criterion, lower), self.said(criterion, upper)
        return first if first == last and criterion.kind in CHOSEN else f"{first}–{last}"

    def pair_row(self, pair: Pair) -> dict[str, Any]:
        return {
            "first": self.named(pair.first),
            "second": self.named(pair.second),
            "value": show_points(pair.value),
            "both": pair.both,
        }

    def blank_row(self, found: CriterionHealth) -> dict[str, Any]:
        share = percent(found.blank, found.holds)
        return self.named(found.criterion) | {"blank": found.blank, "holds": found.holds, "share": share}

    def far_row(self, found: CriterionHealth) -> dict[str, Any]:
        return self.named(found.criterion) | {
            "both": found.both,
            "gap": f"{signed(found.gap * HUNDRED)}%" if found.criterion.kind in SWITCHES else signed(found.gap),
            "far": found.far,
            "share": percent(found.far, found.both),
            "is_far": found.is_far,
        }

    def reach_row(self, found: OutOfReach) -> dict[str, Any]:
        return self.named(found.criterion) | {
            "line": self.said(found.criterion, found.line),
            "small": found.small,
            "part": found.part,
            "others": found.others,
            "share": percent(found.part, found.others),
        }


def by_sameness(criteria: list[CriterionHealth]) -> list[CriterionHealth]:
    """Those that are marked, the least separating first."""
    marked = [each for each in criteria if each.spread]
    return sorted(marked, key=lambda each: -each.spread.common_count / each.spread.marked if each.spread else 0)


def by_blanks(criteria: list[CriterionHealth]) -> list[CriterionHealth]:
    """Those with blanks, most first."""
    return sorted((each for each in criteria if each.blank), key=lambda each: -each.blank)


def by_distance(criteria: list[CriterionHealth]) -> list[CriterionHealth]:
    """Those with enough marks of both parties of which some lie far apart, most first."""
    found = [each for each in criteria if each.both >= LEAST and each.far]
    return sorted(found, key=lambda each: -each.far / each.both)
