"""The shortest way to the next star in words: what to raise, what it brings, who did it best last year."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.marks import best_of
from apps.evaluations.models import Run
from apps.rating.points import show_points
from apps.rating.reasons import Way
from apps.rating.rulebook import Criterion
from apps.rating.ways import Option
from apps.reports.explanations import Explained
from apps.reports.movement import last_years_run
from apps.reports.present import Presenter
from apps.reports.telling.ways import gap_text, hurdle_words, mark_text, way_title, way_words

OPTIONS_SHOWN = 3


@dataclass(frozen=True)
class WayPanel:
    """One branch's ways in a run, for a person: others' marks of last year only where that person may see them."""

    person: Any
    campaign: Campaign
    run: Run
    found: Explained
    show: Presenter
    node: int

    def context(self) -> dict[str, Any]:
        """The panel; sentences where there is no way."""
        reasons = self.found.reasons
        vetoed = any(hurdle.kind in ("veto", "vetoes") for hurdle in reasons.hurdles)
        if vetoed and not self.found.rules.levels[reasons.level].rated:
            words = _("A veto stands: no level this year. Stars that are lit are still listed.")
            return {"way": None, "way_none": [words]}
        stars = [] if vetoed else list(reasons.ways)
        up = reasons.way_up
        if up is not None and not any(way.changes == up.changes for way in stars[:1]):
            stars = [*stars, up] if stars else [up]
        hurdles = [hurdle_words(self.found.words, hurdle) for hurdle in reasons.hurdles]
        if not stars:
            return {"way": None, "way_none": hurdles or [self.at_the_top()]}
        beyond = stars[1] if len(stars) > 1 else None
        return {"way": self.panel(stars[0], beyond), "way_none": hurdles}

    def at_the_top(self) -> str:
        return _("All stars are lit.") if self.found.rules.stars else _("This is the highest there is.")

    @cached_property
    def titles(self) -> dict[str, str]:
        kind = self.found.result.branch_type
        return {each.code: each.title_for(kind).get(self.show.language) for each in self.found.rules.criteria}

    def panel(self, way: Way, beyond: Way | None) -> dict[str, Any]:
        rules, result, words = self.found.rules, self.found.result, self.found.words
        number = next((n for n, star in enumerate(rules.stars) if (way.kind, way.code) == ("star", star.code)), None)
        options = [self.option(each) for each in way.options[:OPTIONS_SHOWN]]
        return {
            "title": way_title(words, way, result.level),
            "star": [self.show.stars_of(result)[number]] if number is not None else [],
            "gap": gap_text(way.gap),
            "sentence": way_words(words, way, result.branch_type, result.rank),
            "first": way.changes[0].criterion if way.changes else "",
            "options": options,
            "has_best": any(option["best"] for option in options),
            "beyond": self.beyond(beyond),
        }

    def option(self, option: Option) -> dict[str, Any]:
        words = self.found.words
        return {
            "code": option.criterion,
            "title": self.titles[option.criterion],
            "now": mark_text(words, option.criterion, option.now),
            "needed": mark_text(words, option.criterion, option.needed),
            "best": self.best(option.criterion),
        }

    def beyond(self, way: Way | None) -> str:
        if way is None:
            return ""
        words, gap = self.found.words, gap_text(way.gap)
        if way.kind == "star" and gap:
            return _("The star after that: “%(star)s” lacks %(gap)s.") % {"star": words.star(way.code), "gap": gap}
        told = {"title": way_title(words, way, self.found.result.level), "n": len(way.changes)}
        return ngettext("%(title)s: %(n)s change.", "%(title)s: %(n)s changes.", len(way.changes)) % told

    @cached_property
    def last_run(self) -> Run | None:
        return last_years_run(self.run)

    @cached_property
    def last_criteria(self) -> tuple[Criterion, ...]:
        return rulebook_of(self.last_run.rulebook_version).criteria if self.last_run else ()

    def last_seen(self, campaign: Campaign) -> Collection[int] | None:
        """Last year's assessments whose marks the person may see; None where that is every one."""
        if self.person.has_perm("campaigns.compare_branches", campaign):
            return None
        return set(Assessment.objects.visible_to(self.person).of(campaign).values_list("pk", flat=True))

    def own_last(self, campaign: Campaign) -> int | None:
        rows = Assessment.objects.of(campaign).filter(node=self.node)
        return rows.values_list("pk", flat=True).first()

    def best(self, code: str) -> dict[str, str] | None:
        """Another branch that was marked best on the criterion last year, where rules still name it so."""
        now = self.show.criterion(code)
        alike = any((each.code, each.title) == (code, now.title) for each in self.last_criteria)
        if not alike or self.last_run is None:
            return None
        campaign = self.last_run.campaign
        found = best_of(self.last_run, code, self.last_seen(campaign), besides=self.own_last(campaign))
        if found is None:
            return None
        name = self.last_run.results.values_list("name", flat=True).get(assessment=found.assessment)
        url = reverse("reports:branch", args=[campaign.slug, found.assessment])
        return {"name": name, "mark": show_points(found.mark), "url": f"{url}?criterion={code}#mark"}
