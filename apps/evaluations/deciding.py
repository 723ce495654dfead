"""What does a meeting look at? Counts before and after, both sides of a line, shared places, matters and signatures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.drawn_stars import drawn_stars
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import ItemKind, Outcome
from apps.evaluations.models import Decision, DecisionItem, Result, Run
from apps.evaluations.noticing import standing_notice
from apps.evaluations.scorers.beside import lean_of_branch
from apps.evaluations.scorers.studies import BandTable, bands_of
from apps.evaluations.scorers.told import level_words, places_words
from apps.rating.points import show_figure
from apps.rating.rulebook import Rulebook

AROUND = 3


@dataclass(frozen=True)
class CountLine:
    """How many branches stand on each outcome, beside what that differs from the line above (0: not)."""

    title: str
    run: Run
    counts: list[int]
    moved: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def cells(self) -> list[tuple[int, int]]:
        return list(zip(self.counts, self.moved, strict=True))


@dataclass(frozen=True)
class Line:
    """The line between two levels that follow each other: who stands just above it, who just below."""

    number: int
    title: str
    above_name: str
    below_name: str
    holders: int
    above: list[dict[str, Any]]
    below: list[dict[str, Any]]


@dataclass
class Table:
    """Everything on a meeting's table, in one language."""

    decision: Decision
    language: str

    @classmethod
    def of(cls, decision: Decision) -> "Table":
        return cls(decision, get_language() or "zh-hans")

    @cached_property
    def rules(self) -> Rulebook:
        return rulebook_of(self.decision.run.rulebook_version)

    @cached_property
    def items(self) -> list[DecisionItem]:
        return list(self.decision.items.select_related("assessment"))

    @cached_property
    def levels(self) -> list[str]:
        """The names of all outcomes, best first."""
        return [level.title.get(self.language) for level in self.rules.outcomes]

    def level(self, name: str) -> str:
        """A level by the rulebook's own word, in the reader's language."""
        return next((each.title.get(self.language) for each in self.rules.levels if each.name == name), name)

    @property
    def left(self) -> int:
        """How many matters are not decided."""
        return sum(not item.outcome for item in self.items)

    @property
    def in_hand(self) -> DecisionItem | None:
        """The first matter that is not decided."""
        return next((item for item in self.items if not item.outcome), None)

    def counts(self) -> list[CountLine]:
        """The notice that stands, the run that is decided on, and what the meeting made of it."""
        decision, lines = self.decision, []
        notice = standing_notice(decision.campaign)
        if notice is not None and notice.run_id != decision.run_id:
            title = _("In the public notice, evaluation %(number)s") % {"number": notice.run.number}
            lines.append(CountLine(title, notice.run, level_counts(notice.run), [0] * len(self.levels)))
        here = level_counts(decision.run)
        before = lines[-1].counts if lines else here
        title = _("By the rules, evaluation %(number)s") % {"number": decision.run.number}
        lines.append(CountLine(title, decision.run, here, moved(before, here)))
        final = self.decided_counts(here)
        lines.append(CountLine(_("Decided"), decision.final_run or decision.run, final, moved(here, final)))
        return lines

    def decided_counts(self, here: Sequence[int]) -> list[int]:
        """Of the run that carries the decision once it is made; until then this run's with every change not refused."""
        final = self.decision.final_run
        if final is not None and final.is_whole:
            return level_counts(final)
        counts, names = list(here), [level.name for level in self.rules.levels]
        for item in self.items:
            if item.kind == ItemKind.LEVEL and item.outcome != Outcome.REFUSED:
                counts[names.index(item.before)] -= 1
                counts[names.index(item.after)] += 1
        return counts

    def lines(self) -> list[tuple[int, str]]:
        """The lines that can be looked at: each level that is held with the next one that is."""
        held = [n for n in range(len(self.rules.levels)) if level_counts(self.decision.run)[n]]
        return [(n, self.levels[n]) for n, _next in pairwise(held)]

    def line(self, number: int, around: int = AROUND) -> Line | None:
        """Both sides of the line below a level; None where nobody stands on one of them."""
        held = [n for n, count in enumerate(level_counts(self.decision.run)[: len(self.rules.levels)]) if count]
        if number not in held[:-1]:
            return None
        following = held[held.index(number) + 1]
        rows = self.decision.run.results.filter(rank__isnull=False)
        above = list(rows.filter(level=number).order_by("-position")[:around])[::-1]
        below = list(rows.filter(level=following).order_by("position")[:around])
        holders = level_counts(self.decision.run)[number]
        words = {"level": self.levels[number], "n": holders, "next": self.levels[following]}
        title = _("Above: %(level)s, %(n)s · below: %(next)s") % words
        return Line(
            number,
            title,
            self.levels[number],
            self.levels[following],
            holders,
            [self.row(each) for each in above],
            [self.row(each) for each in below],
        )

    @cached_property
    def bands(self) -> BandTable | None:
        """Which places another scorer would move; None where nobody asked."""
        return bands_of(self.decision.run)

    def band(self, result: Result) -> str:
        """Whether who marked it could have put a branch on the other side of the line."""
        found = self.bands.of(result.assessment_id) if self.bands else None
        lean = lean_of_branch(self.decision.run, result.assessment_id)
        return " · ".join(filter(None, [places_words(found), level_words(found), lean]))

    def row(self, result: Result) -> dict[str, Any]:
        """One branch at a line: place, stars, total, and what its nearest star lacks."""
        rules, gap = self.rules, ""
        bits = [bool(result.lit >> n & 1) for n in range(len(rules.stars))]
        if result.gap is not None and result.gap_star is not None:
            words = {"star": rules.stars[result.gap_star].title.get(self.language)}
            gap = _("%(star)s lacks %(gap)s") % (words | {"gap": show_figure(result.gap, rules.decimals)})
        return {
            "pk": result.assessment_id,
            "place": result.rank,
            "name": result.name,
            "level": self.levels[result.level],
            "stars": drawn_stars(rules, result.sections, bits, self.language),
            "total": show_figure(result.total, rules.decimals, rules.places),
            "band": self.band(result),
            "gap": gap or (_("all stars lit") if rules.stars and all(bits) else ""),
        }

    @cached_property
    def ties(self) -> list[dict[str, Any]]:
        """Places that several branches share, and whether a line runs through one."""
        rows = self.decision.run.results.filter(is_tied=True, rank__isnull=False).order_by("rank").values("rank")
        found = rows.annotate(n=Count("pk"), first=Min("level"), last=Max("level"))
        return [{"place": each["rank"], "n": each["n"], "at_line": each["first"] != each["last"]} for each in found]

    @property
    def agreed(self) -> int:
        """How many matters were carried."""
        return Counter(item.outcome for item in self.items)[Outcome.AGREED]


def level_counts(run: Run) -> list[int]:
    """How many hold each outcome of the run's rulebook."""
    return list(run.counts["levels"])


def moved(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """What each count changed by."""
    return [now - was for was, now in zip(before, after, strict=True)]
