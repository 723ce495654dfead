"""The reasons for one branch's result as plain data, for programs: codes, and exact numbers as text."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from apps.rating.points import show_points
from apps.rating.reasons import (
    Asked,
    Ballots,
    Change,
    Part,
    PartyReason,
    QuotaReason,
    ScoreReason,
    SectionReason,
    StarReason,
    SumReason,
)
from apps.reports.telling.comparing import is_hidden, ticked
from apps.reports.telling.folding import is_few
from apps.reports.telling.marking import change_words, score_words, section_words
from apps.reports.telling.outcome import star_words
from apps.reports.telling.summing import ballot_words, is_folded_in, named_sum
from apps.reports.telling.words import Words, number

FOLDED = {"value": None, "brings": None}


def plain(value: Fraction | int | str | None) -> str | None:
    """An exact number as decimal text, or as a fraction where it never ends; words as they are."""
    if value is None or isinstance(value, str):
        return value
    text = number(value)
    return str(Fraction(value)) if text.endswith("…") else text.replace("−", "-")


def party_data(words: Words, party: PartyReason) -> dict[str, Any]:
    """One party's sheet."""
    return {
        "name": party.name,
        "title": words.party(party.name) if party.name else "",
        "sections": [section_data(words, section) for section in party.sections],
        "sum": sum_data(words, party.sum),
    }


def section_data(words: Words, section: SectionReason) -> dict[str, Any]:
    """A section: its marks, what each criterion counts, what was done to the sum."""
    return {
        "code": section.code,
        "marks": [{"criterion": code, "mark": mark_text(value)} for code, value in section.marks],
        "scores": [score_data(words, score) for score in section.scores],
        "parts": [part_data(part) for part in section.parts],
        "sum": plain(section.sum),
        "changes": changes_data(words, section.changes),
        "total": plain(section.total),
        "maximum": plain(section.maximum),
        "line": plain(section.line),
        "lit": section.lit,
        "gap": plain(section.gap),
        "counts": section.counts,
        "text": section_words(words, section),
    }


def score_data(words: Words, score: ScoreReason) -> dict[str, Any]:
    """A criterion: what was typed by whom, and every step to what it counts."""
    return {
        "code": score.code,
        "source": score.source,
        "state": score.state,
        "marks": [
            {"key": mark.key, "criterion": mark.criterion, "mark": mark_text(mark.value), "kept": mark.kept}
            for mark in score.marks
        ],
        "details": {name: plain(value) for name, value in score.details.items()},
        "parties": [
            {"name": party, "share": plain(share), "value": plain(told.value)} for party, share, told in score.parties
        ],
        "start": plain(score.start),
        "changes": changes_data(words, score.changes),
        "value": plain(score.value),
        "maximum": plain(score.maximum),
        "role": score.role,
        "counts": score.counts,
        "text": score_words(words, score),
    }


def mark_text(hundredths: int | None) -> str | None:
    return None if hundredths is None else show_points(hundredths)


def changes_data(words: Words, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """What was done to a number, in order; each begins where the one before ended."""
    return [
        {
            "kind": change.kind,
            "code": change.code,
            "before": plain(change.before),
            "after": plain(change.after),
            "details": {name: plain(value) for name, value in change.details.items()},
            "text": change_words(words, change),
        }
        for change in changes
    ]


def part_data(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "code": part.code,
        "value": plain(part.value),
        "factor": plain(part.factor),
        "brings": plain(part.brings),
        "state": part.state,
    }


def sum_data(words: Words, total: SumReason) -> dict[str, Any]:
    """Parts that add up to `sum`, and what was done to it; without the parts' points where few voted."""
    return {
        "parts": [part_data(part) | (FOLDED if is_folded_in(words, total.parts) else {}) for part in total.parts],
        "sum": plain(total.sum),
        "changes": changes_data(words, total.changes),
        "total": plain(total.total),
        "text": named_sum(words, total),
    }


def ballot_data(words: Words, ballots: Ballots | None) -> dict[str, Any] | None:
    """How votes became points; layers of few votes come without answers and mean."""
    if ballots is None:
        return None
    return {
        "layers": [
            {
                "code": layer.code,
                "votes": []
                if is_few(layer)
                else [{"option": code, "count": n, "points": plain(worth)} for code, n, worth in layer.votes],
                "count": layer.count,
                "mean": None if is_few(layer) else plain(layer.mean),
                "weight": plain(layer.weight),
            }
            for layer in ballots.layers
        ],
        "count": plain(ballots.count),
        "start": None if words.folds_ballot else plain(ballots.start),
        "changes": [] if words.folds_ballot else changes_data(words, ballots.changes),
        "points": None if words.folds_ballot else plain(ballots.points),
        "quorum": None if ballots.quorum is None else asked_data(words, ballots.quorum),
        "text": " ".join(ballot_words(words, ballots)),
    }


def asked_data(words: Words, asked: Asked) -> dict[str, Any]:
    """One thing that is asked, with what the branch has of it and what is missing."""
    comparison = asked.comparison
    return {
        "kind": asked.kind,
        "figure": "" if comparison is None else str(comparison.expression),
        "relation": "" if comparison is None else comparison.relation,
        "words": [] if comparison is None else list(comparison.words),
        "needed": plain(asked.needed),
        "actual": None if is_hidden(words, comparison) else plain(asked.actual),
        "gap": None if is_hidden(words, comparison) else plain(asked.gap),
        "holds": asked.holds,
        "parts": [ticked(words, part).text for part in asked.parts],
        "text": ticked(words, asked).text,
    }


def star_data(words: Words, star: StarReason) -> dict[str, Any]:
    """One star: lit, or what it lacks."""
    return {
        "code": star.code,
        "section": star.section,
        "kind": star.kind,
        "lit": star.lit,
        "medal": star.medal,
        "out": star.out,
        "gap": plain(star.gap),
        "asked": [asked_data(words, asked) for asked in star.asked],
        "text": star_words(words, star).text,
    }


def quota_data(quota: QuotaReason) -> dict[str, Any]:
    """How one quota went in the branch's group."""
    names = ("position", "seats", "base", "candidates", "held", "place", "tied", "pushed", "meeting")
    found = {name: getattr(quota, name) for name in names}
    return found | {"line": [plain(value) for value in quota.line], "own": [plain(value) for value in quota.own]}
