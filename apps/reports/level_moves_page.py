"""Movement between levels as its page and its workbook show it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.exports import figure
from apps.core.tables import write_xlsx
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Result
from apps.reports.exports import refuse_more
from apps.reports.level_moves import LevelMoves
from apps.reports.present import Presenter


class MovesPresenter:
    """One comparison of two years in the reader's words."""

    def __init__(self, moves: LevelMoves) -> None:
        self.moves, self.asked, self.now = moves, moves.asked, moves.show
        self.before = Presenter.of(rulebook_of(moves.before.rulebook_version))

    def years(self) -> dict[str, Any]:
        return {"before": self.moves.before.campaign.year, "now": self.moves.campaign.year}

    def head(self) -> str:
        """What moved, in one sentence."""
        moves = self.moves
        if not self.is_readable:
            return _("Levels of %(before)s and %(now)s") % self.years()
        words = {"risen": moves.counts["risen"], "fallen": moves.counts["fallen"], "kept": moves.kept}
        return _("%(risen)s up, %(fallen)s down, %(kept)s on the same level") % words

    @property
    def is_readable(self) -> bool:
        """Whether any level of the earlier year can be held against today's."""
        return any(way is not None for row in self.moves.directions for way in row)

    def level_before(self, position: int) -> dict[str, str]:
        """An earlier level in its own word, and in today's where a dictionary says so."""
        level = self.before.rules.outcomes[position]
        words = self.moves.dictionary.words if self.moves.dictionary else {}
        known = {each.name: each for each in self.now.rules.levels}
        equal = known.get(words.get(level.name, ""))
        return {"name": self.before.level_name(level), "equal": self.now.level_name(equal) if equal else ""}

    def matrix(self) -> dict[str, Any]:
        """Rows from, columns to; each figure leads to its branches. The last row came new, the last column left."""
        counts = self.moves.matrix
        shown_rows = [start for start, row in enumerate(counts.counts) if self.is_shown(start, self.before, row)]
        by_end = [sum(row[end] for row in counts.counts) + new for end, new in enumerate(counts.came)]
        ends = [end for end, whole in enumerate(by_end) if whole or end < len(self.now.rules.levels)]
        return {
            "heads": [self.now.level(end)["name"] for end in ends],
            "rows": [self.row(start, ends) for start in shown_rows],
            "came": self.edge("came", [counts.came[end] for end in ends]),
            "has_left": not self.moves.group,
            "sums": [by_end[end] for end in ends],
            "left_sum": sum(counts.left),
            "sum": sum(by_end),
        }

    def is_shown(self, start: int, show: Presenter, row: tuple[int, ...]) -> bool:
        """Levels always; words of those who take part without being rated only where somebody had them."""
        left = self.moves.matrix.left
        return start < len(show.rules.levels) or any(row) or bool(left and left[start])

    def row(self, start: int, ends: list[int]) -> dict[str, Any]:
        counts, left = self.moves.matrix.counts[start], self.moves.matrix.left
        gone = left[start] if left else 0
        return self.level_before(start) | {
            "cells": [
                {
                    "count": counts[end],
                    "way": self.moves.directions[start][end],
                    "url": self.asked.query(cell=(start, end), listed="") + "#branches",
                    "current": self.asked.cell == (start, end),
                }
                for end in ends
            ],
            "left": gone,
            "left_url": self.asked.query(listed="left", cell=None) + "#branches",
            "sum": sum(counts) + gone,
        }

    def edge(self, listed: str, counts: list[int]) -> dict[str, Any] | None:
        """The row of those who came new; none where nobody did."""
        if not any(counts):
            return None
        return {"counts": counts, "sum": sum(counts), "url": self.asked.query(listed=listed, cell=None) + "#branches"}

    def lists(self) -> list[dict[str, Any]]:
        """The lists with their counts; those that nobody stands on are left out."""
        labels = {
            "risen": _("Rose"),
            "fallen": _("Fell"),
            "stayed": _("Rose and stayed"),
            "came": _("New"),
            "left": _("No longer there"),
        }
        current = "" if self.asked.cell else self.moves.listed
        return [
            {
                "key": key,
                "label": labels[key],
                "count": count,
                "url": self.asked.query(listed=key, cell=None) + "#branches",
                "current": key == current,
            }
            for key, count in self.moves.counts.items()
            if count or key in ("risen", "fallen")
        ]

    def list_head(self) -> str:
        """What the list below holds."""
        if self.asked.cell:
            start, end = self.asked.cell
            names = {"before": self.name(self.before, start), "now": self.name(self.now, end)}
            return _("From %(before)s to %(now)s") % names
        sentences = {
            "risen": _("Rose from %(before)s to %(now)s"),
            "fallen": _("Fell from %(before)s to %(now)s"),
            "stayed": _("Rose in %(before)s and are no lower in %(now)s"),
            "came": _("New since %(before)s"),
            "left": _("Stood in %(before)s, not in %(now)s"),
        }
        return sentences[self.moves.listed] % self.years()

    def name(self, show: Presenter, position: int) -> str:
        return show.level(position)["name"] if 0 <= position < len(show.rules.outcomes) else "–"

    def line(self, row: Result) -> dict[str, Any]:
        """One branch of the list; one that left leads to its page of the earlier year."""
        is_left = self.moves.listed == "left" and not self.asked.cell
        campaign = self.moves.before.campaign if is_left else self.moves.campaign
        before, now = self.words_of(row)
        return {
            "name": row.name,
            "url": reverse("reports:branch", args=[campaign.slug, row.assessment_id]),
            "unit": row.unit.name,
            "zone": row.zone.name if row.zone else "",
            "before": before,
            "now": now,
            "way": self.way(row),
            "total": (self.before if is_left else self.now).points(row.total),
            "place": row.rank,
        }

    def words_of(self, row: Result) -> tuple[str, str]:
        """The level before and now, a dash where there is none."""
        start = getattr(row, "level_before", None)
        if start is None and self.moves.listed == "left":
            return self.name(self.before, row.level), "–"
        word = "–"
        if start is not None:
            level = self.level_before(start)
            word = _("%(word)s (≈ %(equal)s)") % {"word": level["name"], "equal": level["equal"]}
            word = word if level["equal"] else level["name"]
        return word, self.name(self.now, row.level)

    def way(self, row: Result) -> int | None:
        start = getattr(row, "level_before", None)
        return None if start is None else self.moves.directions[start][row.level]

    def dictionary_line(self) -> str:
        """Whose dictionary read the earlier levels; empty where none was needed or there is none."""
        found = self.moves.dictionary
        if found is None:
            return ""
        words = {"name": found.committee.name, "who": found.changed_by_name, "title": found.source}
        return _("Levels of “%(title)s” are read by the dictionary of %(name)s, written by %(who)s.") % words

    def workbook(self) -> bytes:
        """Every branch of the list as a workbook."""
        refuse_more(self.moves.total)
        heads = [_("Branch"), _("Unit"), _("Zone"), _("Branch type")]
        heads += [_("Level in %(year)s") % {"year": year} for year in self.years().values()]
        show = self.before if self.moves.listed == "left" and not self.asked.cell else self.now
        lines = (
            [
                row.name,
                row.unit.name,
                row.zone.name if row.zone else "",
                row.branch_type,
                *self.words_of(row),
                figure(row.total, show.rules),
                row.rank,
            ]
            for row in self.moves.everything()
        )
        return write_xlsx([*heads, _("Total"), _("Place")], lines, self.list_head())

    def sub(self) -> str:
        """Which years are held side by side, and how many branches."""
        words = self.years() | {"n": self.moves.now.branches}
        return (
            ngettext("%(before)s → %(now)s · %(n)s branch", "%(before)s → %(now)s · %(n)s branches", words["n"]) % words
        )
