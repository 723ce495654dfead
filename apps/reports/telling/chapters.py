"""In which order is a result told? Points, total, stars, level, places and what next, each a chapter of lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.rating.reasons import Ballots, Explanation, PartyReason, ScoreReason
from apps.reports.telling.comparing import Ticked
from apps.reports.telling.folding import about
from apps.reports.telling.marking import score_words, section_figure, section_words
from apps.reports.telling.outcome import (
    cost_words,
    failing_words,
    further_costs,
    level_words,
    move_words,
    other_words,
    place_words,
    quota_words,
    star_words,
    unrated_words,
)
from apps.reports.telling.summing import ballot_figure, ballot_words, named_sum, total_words
from apps.reports.telling.ways import gap_text, hurdle_words, way_title, way_words
from apps.reports.telling.words import Words, number


@dataclass(frozen=True)
class Line:
    """One sentence. figure: the number it ends in; holds: whether something asked is met (None: nothing is asked);
    depth: how far it is set in."""

    text: str
    figure: str = ""
    holds: bool | None = None
    depth: int = 0


@dataclass(frozen=True)
class Chapter:
    """Lines that answer one question. key: which, for programs."""

    key: str
    title: str
    lines: tuple[Line, ...]


def tell(
    words: Words, explanation: Explanation, branch_type: str = "", groups: Mapping[str, str] | None = None
) -> tuple[Chapter, ...]:
    """The chapters of one branch's result; those without a line are left out. groups: its groups' names by scope."""
    words = about(words, explanation)
    told = [
        Chapter("points", _("How the points came about"), tuple(_points(words, explanation, branch_type))),
        Chapter("total", _("How the total adds up"), tuple(_total(words, explanation))),
        Chapter("stars", _("Stars lit and not lit"), tuple(_stars(words, explanation))),
        Chapter("level", _("How the level was decided"), tuple(_level(words, explanation))),
        Chapter("places", _("Places"), tuple(_places(words, explanation, groups or {}))),
        Chapter("next", _("Shortest way to the next star or level"), tuple(_next(words, explanation, branch_type))),
    ]
    return tuple(chapter for chapter in told if chapter.lines)


def _points(words: Words, explanation: Explanation, branch_type: str) -> Iterator[Line]:
    several = len(explanation.parties) > 1
    for party in explanation.parties:
        if several:
            yield Line(words.party(party.name), number(party.total))
        yield from sheet_lines(words, party, branch_type, int(several))
    if explanation.ballots is not None:
        yield Line(words.party("ballot"), ballot_figure(words, explanation.ballots))
        yield from ballot_lines(words, explanation.ballots, 1)


def ballot_lines(words: Words, ballots: Ballots, depth: int) -> Iterator[Line]:
    """How votes became points."""
    yield from (Line(text, depth=depth) for text in ballot_words(words, ballots))


def sheet_lines(words: Words, party: PartyReason, branch_type: str, depth: int) -> Iterator[Line]:
    """One party's sheet: every section with its criteria and their sum. depth: how far it is set in."""
    for section in party.sections:
        if not section.counts:
            continue
        yield Line(words.section(section.code), section_figure(section), depth=depth)
        for score in section.scores:
            if score.state != "not for it":
                yield _score(words, score, branch_type, depth + 1)
        if section.maximum and (len(section.scores) > 1 or section.changes):
            yield Line(section_words(words, section), depth=depth + 1)
    if party.sections and depth:
        yield Line(total_words(words, party.sum), depth=depth)


def _score(words: Words, score: ScoreReason, branch_type: str, depth: int) -> Line:
    name = words.criterion(score.code, branch_type)
    how = score_words(words, score)
    told = _("%(criterion)s: %(how)s") % {"criterion": name, "how": how} if how else name
    return Line(told, number(score.value) if score.maximum else "", depth=depth)


def _total(words: Words, explanation: Explanation) -> Iterator[Line]:
    yield Line(named_sum(words, explanation.sum), number(explanation.total))


def _stars(words: Words, explanation: Explanation) -> Iterator[Line]:
    for star in explanation.stars:
        yield _ticked(star_words(words, star))


def _ticked(told: Ticked, depth: int = 0) -> Line:
    return Line(told.text, holds=told.holds, depth=depth)


def _level(words: Words, explanation: Explanation) -> Iterator[Line]:
    path = explanation.path
    for reason in reversed(path.above):
        yield Line(failing_words(words, reason), holds=False)
    yield Line(_("By points and facts: %(level)s") % {"level": words.level(path.reached.index)})
    for told in level_words(words, path.reached):
        yield _ticked(told, 1)
    for move in path.moves:
        yield Line(move_words(words, move))
    for cost in further_costs(path):
        yield Line(cost_words(words, cost), depth=1)
    if explanation.standing is not None:
        for quota in explanation.standing.quotas:
            first, *rest = quota_words(words, quota)
            yield Line(first, holds=None if quota.place is None else not quota.pushed)
            yield from (Line(text, depth=1) for text in rest)
    yield from _result(words, explanation)


def _result(words: Words, explanation: Explanation) -> Iterator[Line]:
    """What stays in the end, and the words that follow from it."""
    if explanation.unrated is not None:
        yield Line(unrated_words(words, explanation))
        return
    yield Line(_("Result: %(level)s") % {"level": words.level(explanation.level)})
    if explanation.standing is not None:
        yield from (Line(text) for text in other_words(words, explanation.standing))


def _places(words: Words, explanation: Explanation, groups: Mapping[str, str]) -> Iterator[Line]:
    if explanation.standing is not None:
        for place in explanation.standing.places:
            yield Line(place_words(words, place, groups.get(place.scope, "")))


def _next(words: Words, explanation: Explanation, branch_type: str) -> Iterator[Line]:
    up = explanation.way_up
    alike = up is not None and any(way.changes == up.changes for way in explanation.ways)
    ways = [*([] if up is None or alike else [up]), *explanation.ways]
    for hurdle in explanation.hurdles:
        yield Line(hurdle_words(words, hurdle), holds=False)
    for way in ways:
        gap = gap_text(way.gap)
        title = way_title(words, way, explanation.level)
        yield Line(_("%(title)s: %(gap)s points short") % {"title": title, "gap": gap} if gap else title)
        yield Line(way_words(words, way, branch_type), depth=1)
    if not ways and not explanation.hurdles and explanation.unrated is None:
        yield Line(_("This is the highest there is."), holds=True)
