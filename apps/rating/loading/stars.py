"""Which stars are there, and what lights each?"""

from collections.abc import Mapping
from dataclasses import replace

from apps.rating.conditions import All, AnyOf, Comparison, Condition, Expression, Term
from apps.rating.loading.conditions import comparison, condition, expression, joined
from apps.rating.loading.desk import Piece
from apps.rating.loading.names import STARS, TOTAL
from apps.rating.loading.numbers import number, text, whole
from apps.rating.rulebook import Criterion, Section, Star
from apps.rating.scores import Score
from apps.rating.words import Text

PASSES = ("every criterion passes", "every item passes")


def stars(book: Piece, sections: list[Section], criteria: list[Criterion], scores: list[Score]) -> list[Star]:
    """The stars in order; one for each so many points is counted out."""
    by_code = {section.code: section for section in sections}
    passed = {criterion.code for criterion in criteria if criterion.kind == "pass"}
    passes = {section.code: _everything(section, scores, passed) for section in sections}
    made: list[Star] = []
    for piece in book["stars"].listed() if "stars" in book else ():
        codes = piece["for"].listed()
        known = [each for each in codes if str(each.value) in by_code]
        for each in codes:
            if each not in known:
                each.fault("star-section", section=each.value, known=", ".join(by_code))
        made += _stars(piece, [by_code[str(each.value)] for each in known], passes)
    required = {code for entry in book["levels"].listed() for _, level in entry.items() for code in _named(level)}
    return [replace(star, required=star.code in required) for star in made]


def _named(level: Piece) -> list[str]:
    return [str(each.value) for each in level["with"].listed()] if "with" in level else []


def _stars(piece: Piece, sections: list[Section], passes: Mapping[str, Condition]) -> list[Star]:
    if "one-for-each" in piece:
        return _for_points(piece, sections[0]) if sections else []
    if "medals" in piece:
        return [_medals(piece, section) for section in sections]
    if "lit-when" not in piece:
        piece.fault("key-missing", "lit-when", key="lit-when", example="lit-when: at least 80")
        return []
    return [_lit(piece, section, passes[section.code]) for section in sections]


def _star_title(piece: Piece, section: Section) -> Text:
    return text(piece.get("title"), section.title)


def _code(piece: Piece, section: Section) -> str:
    return str(piece["code"].value) if "code" in piece else section.code


def _lit(piece: Piece, section: Section, passes: Condition) -> Star:
    code, title, asked = _code(piece, section), _star_title(piece, section), piece["lit-when"]
    if isinstance(asked.value, dict):
        return Star(code, section.code, title, None, False, "condition", condition(asked, STARS))
    if asked.value in PASSES:
        return Star(code, section.code, title, None, False, "pass", passes)
    held = comparison(Expression((Term(section.code),)), asked, STARS)
    piece.desk.reads.setdefault(section.code, asked.path)
    line = held.number if isinstance(held, Comparison) and held.relation == "at least" else None
    if line is None or (line * 100).denominator > 1:
        return Star(code, section.code, title, None, False, "condition", held)
    return Star(code, section.code, title, int(line * 100), False, "line", held)


def _everything(section: Section, scores: list[Score], passed: set[str]) -> Condition:
    """Each criterion of the section passed, or reached full marks."""
    asked = [score for score in scores if score.section == section.code and score.role == "base"]
    return joined([_passes(score, score.code in passed) for score in asked])


def _passes(score: Score, is_passed: bool) -> Condition:
    own = Expression((Term(score.code),))
    if is_passed:
        return Comparison(own, "yes")
    return Comparison(own, "at least", score.most)


def _for_points(piece: Piece, section: Section) -> list[Star]:
    each, stem = number(piece["one-for-each"]), _code(piece, section)
    of = expression(piece["of"], TOTAL) if "of" in piece else Expression((Term(section.code),))
    once = tuple(str(code.value) for code in piece["once-lit"].listed()) if "once-lit" in piece else ()
    for code in piece["once-lit"].listed() if "once-lit" in piece else ():
        if str(code.value) not in piece.desk.names.stars:
            code.fault("level-star-unknown", star=code.value, known=", ".join(piece.desk.names.stars))
    first = [Comparison(Expression((Term(f"star.{code}"),)), "yes") for code in once]
    title = _star_title(piece, section)
    return [
        Star(
            f"{stem}{nth}",
            section.code,
            Text(f"{title.zh}{nth}", f"{title.en} {nth}"),
            None,
            False,
            "points",
            All((Comparison(of, "at least", each * nth), *first)),
            each=each,
            of=of,
            nth=nth,
            once=once,
        )
        for nth in range(1, whole(piece.get("at-most"), 1) + 1)
    ]


def _medals(piece: Piece, section: Section) -> Star:
    medals: list[tuple[str, Condition]] = []
    for each in piece["medals"].listed():
        for word, asked in each.items():
            held = (
                condition(asked, TOTAL)
                if isinstance(asked.value, dict)
                else comparison(Expression((Term(section.code),)), asked, TOTAL)
            )
            medals.append((word, held))
    any_of = AnyOf(tuple(held for _, held in medals))
    code = _code(piece, section)
    return Star(code, section.code, _star_title(piece, section), None, False, "medals", any_of, medals=tuple(medals))
