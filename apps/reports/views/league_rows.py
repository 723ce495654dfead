"""The rows of the league table as the page shows them: branches, folds, and cuts where the level falls."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.evaluations.models import Result
from apps.evaluations.scorers.told import places_words
from apps.evaluations.sizes import size_names
from apps.reports.league_beside import Beside, beside, gap_above
from apps.reports.league_columns import labels
from apps.reports.league_narrow import beneath
from apps.reports.league_stretches import Fold
from apps.reports.part_links import PartLinks
from apps.reports.views.league_page import LeaguePage


class LeagueRows(LeaguePage):
    """Lines of the table and its heads."""

    def columns(self) -> dict[str, Any]:
        """Which columns stand, by their codes with a name each, and how many cells a whole line has."""
        against = self.before.label if self.before else ""
        names = labels(against)
        number = 3 + len(self.standing)
        if "sections" in self.standing:
            number += len(self.show.counted()) - 1
        return {
            "heads": [(code, names[code]) for code in self.standing],
            "sections": self.show.short_names(),
            "number": number,
            "level_notes": "stars" not in self.standing,
            "above_notes": "next-star" not in self.standing,
        }

    @cached_property
    def links(self) -> PartLinks:
        return PartLinks(self.request.user, self.campaign)

    @cached_property
    def sizes(self) -> list[str]:
        return size_names(self.show.rules.size_bands)

    def lines(self, rows: Sequence[Result | Fold], above: Result | None = None) -> list[dict[str, Any]]:
        """Rows, folds, and a cut where the level falls, beginning beneath `above`."""
        results = [row for row in rows if isinstance(row, Result)]
        reachable = self.reachable(results)
        told = beside(self.made, results, self.asked, self.standing, self.before)
        lines: list[dict[str, Any]] = []
        for row in rows:
            if isinstance(row, Fold):
                lines.append(self.fold(row, above))
                continue
            if above is not None and row.level > above.level and not self.asked.is_filtered:
                lines.append({"kind": "cut", "text": self.cut(above.level, row.level)})
            lines.append(self.line(row, row.assessment_id in reachable, told))
            above = row
        return lines

    def cut(self, above: int, beneath: int) -> str:
        names = [self.show.level_name(level) for level in self.show.rules.outcomes]
        words = {"above": names[above], "n": self.counts[above], "beneath": names[beneath], "m": self.counts[beneath]}
        return _("%(n)s %(above)s · below: %(m)s %(beneath)s") % words

    def reachable(self, rows: list[Result]) -> set[int]:
        """Which of the rows' branch pages the person may open."""
        ids = [row.assessment_id for row in rows]
        return set(Assessment.objects.visible_to(self.request.user).filter(pk__in=ids).values_list("pk", flat=True))

    def line(self, row: Result, is_reachable: bool, told: Beside) -> dict[str, Any]:
        """One branch; its own page only for who may open it."""
        url = reverse("reports:branch", args=[self.campaign.slug, row.assessment_id]) if is_reachable else ""
        above = told.above.get(row.pk)
        if above is not None and above.assessment_id in self.blind:
            above = None
        star, lacking = self.show.next_star(row)
        level = self.show.level(row.level)
        zone_url, unit_url = self.links.zone(row.zone), self.links.unit(row.unit)
        found = {
            "kind": "row",
            "pk": row.assessment_id,
            "name": row.name,
            "url": url,
            "sub": self.sub(row, zone_url),
            "place": getattr(row, self.asked.rank_field),
            "tied": self.asked.shares(row),
            "own": bool(self.own_paths) and row.path.startswith(self.own_paths),
            "standing": self.show.standing(row),
            "move": told.moves.get(row.pk),
            "unit": row.unit.name,
            "unit_url": unit_url,
            "zone": row.zone.name if row.zone else "",
            "zone_url": zone_url,
            "type": row.branch_type,
            "size": "" if row.size_band is None else self.sizes[row.size_band],
            "level": level,
            "grade": self.show.grade(row),
            "programme": self.show.programme(row),
            "sections": self.show.section_columns(row),
            "total": self.show.points(row.total),
            "above": gap_above(self.show, row, above),
            "next": "" if star or not self.all_lit(row) else _("all stars lit"),
            "next_star": star,
            "next_gap": lacking,
            "places": [row.rank, row.rank_zone, row.rank_unit, row.rank_type],
        }
        more = beneath(found, self.standing, self.show.short_names()) if self.chosen else []
        return found | {"more": more}

    def sub(self, row: Result, zone_url: str) -> list[dict[str, str]]:
        """What is told under the name: where it belongs, unless a column says so, and its band of places."""
        parts = {"zone": row.zone.name if row.zone else "", "type": row.branch_type}
        found = [
            {"name": words, "url": zone_url if code == "zone" else ""}
            for code, words in parts.items()
            if words and code not in self.standing
        ]
        band = places_words(self.bands.of(row.assessment_id)) if self.bands else ""
        return [*found, {"name": band, "url": ""}] if band else found

    def all_lit(self, row: Result) -> bool:
        return row.lit == (1 << len(self.show.rules.stars)) - 1

    def fold(self, hidden: Fold, above: Result | None) -> dict[str, Any]:
        """A line for what is left out; its link leads to a page that begins there."""
        return {
            "kind": "fold",
            "url": f"?{self.query(after=hidden.after)}",
            "part_url": f"?{self.query(after=hidden.after, until=hidden.before)}",
            "text": fold_words(hidden, getattr(above, self.asked.rank_field, None)),
        }


def fold_words(hidden: Fold, above: int | None) -> str:
    """Which places are left out. Those who share the place of the row above are told as the others at that place."""
    words = {"start": hidden.first, "end": hidden.last}
    if hidden.first is None:
        return _("Show those without a place")
    if hidden.last is None:
        return _("Show from place %(start)s on") % words
    if hidden.first == hidden.last:
        told = _("Show the others at place %(start)s") if hidden.first == above else _("Show place %(start)s")
        return told % words
    if hidden.first == above:
        return _("Show the others at place %(start)s, and on to place %(end)s") % words
    return _("Show places %(start)s–%(end)s") % words
