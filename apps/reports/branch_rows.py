"""How a branch's derivation looks on its page: sections with their marks, other sheets, what the level asked, its
path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from apps.rating.reasons import LevelReason, ScoreReason, SectionReason
from apps.reports.explanations import Explained
from apps.reports.present import Presenter
from apps.reports.telling import Line, number
from apps.reports.telling.chapters import ballot_lines, sheet_lines
from apps.reports.telling.comparing import ticked
from apps.reports.telling.marking import change_words, equation, passed_words, score_words
from apps.reports.telling.outcome import (
    cost_words,
    further_costs,
    move_words,
    other_words,
    quota_words,
    star_words,
    unrated_words,
)
from apps.reports.telling.summing import ballot_figure, counting_parts, total_equation
from apps.reports.telling.ways import hurdle_words
from apps.reports.telling.words import clauses, listed

MOST_COLUMNS = 6


@dataclass(frozen=True)
class BranchRows:
    """The parts of one branch's page. self_marks: the branch's own marks, as far as the reader may see them."""

    show: Presenter
    found: Explained
    self_marks: Mapping[str, int]

    def context(self) -> dict[str, Any]:
        reasons = self.found.reasons
        sections = [self.section(reason) for reason in reasons.sections if reason.counts]
        counts = {len(section["criteria"]) for section in sections}
        words = self.found.words
        return {
            "sections": sections,
            "columns": counts.pop() if len(counts) == 1 and max(counts) <= MOST_COLUMNS else 0,
            "sum_line": self.sum_line(),
            "sum_ends": bool(reasons.sum.changes),
            "sheets": list(self.sheets()),
            "star_lines": [self.tick(star_words(words, star)) for star in reasons.stars if star.kind != "line"],
            "conditions": self.conditions(),
            "path_lines": list(self.path_lines()),
            "next_level": self.next_level(),
            "vetoes": [words.veto(code) for code in reasons.vetoes],
        }

    def section(self, reason: SectionReason) -> dict[str, Any]:
        """One row of the derivation: every criterion that is asked of the branch, the sum, and what became of it."""
        show, rules = self.show, self.found.rules
        numbers = [number for number, star in enumerate(rules.stars) if star.section == reason.code]
        star = show.stars_of(self.found.result)[numbers[0]] if len(numbers) == 1 else None
        nearest = self.found.reasons.ways[0].code if self.found.reasons.ways else ""
        changes = [change_words(self.found.words, change) for change in reason.changes]
        return {
            "code": reason.code,
            "star": [star] if star else [],
            "title": star["title"] if star else show.section(reason.code).title.get(show.language),
            "criteria": [self.score(score) for score in reason.scores if score.state != "not for it"],
            "sum": self.points(reason.total) if reason.maximum or reason.total else "",
            "lit": star["state"] in ("lit", "unrated") if star else False,
            "verdict": self.verdict(reason, bool(star)),
            "how": clauses([equation(reason.parts, reason.sum), *changes]) if changes else "",
            "self": self.section_self(reason),
            "open": star is not None and star["code"] == nearest,
        }

    def points(self, figure: Fraction) -> str:
        """A sum of points, with the decimals that marks have at least."""
        scaled = figure * 10**self.found.rules.decimals
        return self.show.points(int(scaled)) if scaled.denominator == 1 else number(figure)

    def score(self, score: ScoreReason) -> dict[str, Any]:
        """One criterion: what it counts, how that came about where it is no plain mark, and where its mark leads."""
        kind = self.found.result.branch_type
        criterion = next((each for each in self.found.rules.criteria if (each.score or each.code) == score.code), None)
        own = criterion is not None and criterion.code == score.code
        title = criterion.title_for(kind).get(self.show.language) if criterion and own else score.code
        passed = criterion is not None and criterion.kind == "pass" and not score.state
        value = score_words(self.found.words, score) if passed else number(score.value)
        return {
            "code": score.code,
            "title": title,
            "value": "" if score.state == "blank" and score.marks else value,
            "how": "" if passed or score.state == "blank" else score_words(self.found.words, score),
            "url": f"?criterion={criterion.code}#mark" if criterion else "",
        }

    def verdict(self, reason: SectionReason, has_star: bool) -> str:
        """What became of the section's star."""
        if reason.line is not None and has_star:
            if reason.lit:
                return _("≥ %(line)s, lit") % {"line": number(reason.line)}
            return _("%(gap)s short") % {"gap": number(reason.gap)}
        return passed_words(reason)

    def section_self(self, reason: SectionReason) -> str:
        """What the branch gave itself in the section; nothing while a self-mark is missing, or where points are no
        plain marks."""
        own = [self.self_marks.get(score.code) for score in reason.scores]
        if None in own or any(score.source != "points" for score in reason.scores):
            return ""
        return self.show.mark(sum(mark for mark in own if mark is not None))

    def sum_line(self) -> str:
        """The equation of the total, without its end where nothing more was done to it."""
        total = self.found.reasons.sum
        parts = counting_parts(self.found.words, total)
        whole = total_equation(self.found.words, parts, total.sum)
        if not total.changes:
            return whole.rpartition(" = ")[0]
        return clauses([whole, *(change_words(self.found.words, change) for change in total.changes)])

    def sheets(self) -> Iterator[dict[str, Any]]:
        """The other parties' sheets and the ballot, each with its lines."""
        words, reasons = self.found.words, self.found.reasons
        for party in reasons.parties[1:]:
            lines = list(sheet_lines(words, party, self.found.result.branch_type, 0))
            yield {"title": words.party(party.name), "total": number(party.total), "lines": lines}
        if reasons.ballots is not None:
            lines = list(ballot_lines(words, reasons.ballots, 0))
            yield {"title": words.party("ballot"), "total": ballot_figure(words, reasons.ballots), "lines": lines}

    def tick(self, told: Any) -> dict[str, Any]:
        return {"holds": told.holds, "title": told.title, "note": told.note}

    def asked(self, reason: LevelReason) -> list[dict[str, Any]]:
        """What a level asks, ticked; that no veto stands is asked of every level."""
        lines = [self.tick(ticked(self.found.words, asked)) for asked in reason.asked]
        if self.found.rules.vetoes and reason.asked:
            standing = self.found.reasons.vetoes
            title = _("A veto stands") if standing else _("No veto stands")
            names = listed([self.found.words.veto(code) for code in standing])
            lines.append({"holds": not standing, "title": title, "note": names})
        return lines

    def conditions(self) -> list[dict[str, Any]]:
        """What the level asked, ticked, and what followed; an unrated branch reads what the next level asks."""
        reasons, words = self.found.reasons, self.found.words
        if reasons.unrated is not None or not self.found.rules.levels[reasons.level].rated:
            return []
        rated = {"holds": True, "title": _("Rated %(level)s") % {"level": words.level(reasons.level)}, "note": ""}
        return [*self.asked(reasons.path.reached), rated]

    def path_lines(self) -> Iterator[Line]:
        """What moved the level beside points and facts, what it cost, how the quotas went, and what follows."""
        words, reasons = self.found.words, self.found.reasons
        if reasons.unrated is not None:
            yield Line(unrated_words(words, reasons))
        yield from (Line(move_words(words, move), holds=False) for move in reasons.path.moves)
        yield from (Line(cost_words(words, cost), depth=1) for cost in further_costs(reasons.path))
        if reasons.standing is not None:
            for quota in reasons.standing.quotas:
                first, *rest = quota_words(words, quota)
                yield Line(first)
                yield from (Line(text, depth=1) for text in rest)
            yield from (Line(text) for text in other_words(words, reasons.standing))

    def next_level(self) -> dict[str, Any] | None:
        """The level above and what it asks; nothing for who is not rated."""
        above = self.found.reasons.next_asked
        if above is None or self.found.reasons.unrated is not None:
            return None
        title = _("What %(level)s asks") % {"level": self.found.words.level(above.index)}
        limits = [hurdle for hurdle in self.found.reasons.hurdles if hurdle.kind in ("quota", "ladder")]
        told = [{"holds": False, "title": hurdle_words(self.found.words, hurdle), "note": ""} for hurdle in limits]
        return {"title": title, "conditions": [*self.asked(above), *told]}
