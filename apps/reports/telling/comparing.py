"""What does a condition ask, in words? One sentence a comparison, with what the branch has and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.ballots.models.polls import SHOWN_FROM
from apps.rating.conditions import Comparison
from apps.rating.reasons import Asked
from apps.reports.telling.folding import tells_votes
from apps.reports.telling.words import Words, clauses, listed, number, percent_text

SIGNS: Mapping[str, str] = {"at least": "≥", "above": ">", "at most": "≤", "below": "<", "exactly": "="}


@dataclass(frozen=True)
class Ticked:
    """One thing asked: whether it holds, what it is, and what the branch has of it."""

    holds: bool
    title: str
    note: str = ""

    @property
    def text(self) -> str:
        """Both in one sentence."""
        return _("%(title)s: %(note)s") % {"title": self.title, "note": self.note} if self.note else self.title


def ticked(words: Words, asked: Asked) -> Ticked:
    """One asked thing as a ticked sentence."""
    if asked.comparison is None:
        return _group(words, asked)
    name = asked.comparison.expression.terms[0].figure
    if name.startswith("star.") and asked.comparison.relation in ("exactly", "yes"):
        title = _("%(stars)s lit") if asked.holds else _("%(stars)s not lit")
        star = next(each for each in words.rules.stars if each.code == name.removeprefix("star."))
        note = _("required for a level") if star.required else ""
        return Ticked(asked.holds, title % {"stars": words.star(star.code)}, note)
    if asked.comparison.words or asked.comparison.relation in ("one of", "none of"):
        return _word(words, asked, asked.comparison)
    if asked.comparison.relation in ("blank", "given"):
        title = _("%(name)s is blank") if asked.comparison.relation == "blank" else _("%(name)s is given")
        return Ticked(asked.holds, title % {"name": words.expression(asked.comparison.expression)})
    if is_yes_or_no(words, asked.comparison):
        return Ticked(asked.holds, words.expression(asked.comparison.expression), _("yes") if asked.actual else _("no"))
    return _number(words, asked, asked.comparison)


def _group(words: Words, asked: Asked) -> Ticked:
    """Several things of which all, some or none must hold."""
    sole = asked.parts[0].comparison if asked.kind == "none-of" and len(asked.parts) == 1 else None
    if sole is not None and is_yes_or_no(words, sole):
        title = _("not: %(name)s") % {"name": words.expression(sole.expression)}
        return Ticked(asked.holds, title, _("yes") if asked.parts[0].actual else _("no"))
    if asked.needed is not None:
        told = clauses([ticked(words, part).text for part in asked.parts])
        return Ticked(asked.holds, _("at least %(n)s of these") % {"n": number(asked.needed)}, told)
    heads = {"any-of": _("one of these"), "none-of": _("none of these"), "all": _("all of these")}
    parts = clauses([ticked(words, part).text for part in asked.parts])
    return Ticked(asked.holds, heads.get(asked.kind, heads["all"]), parts)


def is_yes_or_no(words: Words, comparison: Comparison) -> bool:
    """Whether the comparison asks a yes of one figure that is yes or no."""
    name = comparison.expression.terms[0].figure
    if comparison.relation in ("yes", "no") or name == "ballot.quorum":
        return True
    column = next((each for each in words.rules.inputs if each.key == name), None)
    return column is not None and column.kind == "yes-or-no"


def _word(words: Words, asked: Asked, comparison: Comparison) -> Ticked:
    name = words.expression(comparison.expression)
    is_level = comparison.expression.terms[0].figure in ("last-level", "level")
    told = [words.level_named(word) if is_level else word or _("none") for word in comparison.words]
    actual = str(asked.actual or "")
    shown = words.level_named(actual) if is_level else actual or _("none")
    titles = {
        "at least": _("%(name)s: %(words)s or better"),
        "at most": _("%(name)s: %(words)s or worse"),
        "none of": _("%(name)s: not %(words)s"),
    }
    title = titles.get(comparison.relation, _("%(name)s: %(words)s"))
    return Ticked(asked.holds, title % {"name": name, "words": listed(told)}, shown)


def _number(words: Words, asked: Asked, comparison: Comparison) -> Ticked:
    name = comparison.expression.terms[0].figure
    if name in ("lit", "stars") and len(comparison.expression.terms) == 1 and comparison.relation == "at least":
        title = _("%(actual)s stars lit of the %(needed)s needed")
        return Ticked(asked.holds, title % {"actual": number_of(asked.actual), "needed": number_of(asked.needed)})
    title = f"{words.expression(comparison.expression)} {SIGNS[comparison.relation]} {number_of(asked.needed)}"
    if comparison.share_of is not None and comparison.number is not None:
        of = words.expression(comparison.share_of)
        share = {"share": percent_text(comparison.number), "of": of}
        share["share"] = _("%(share)s of %(of)s") % share
        title = _("%(title)s (%(share)s)") % (share | {"title": title})
    if is_hidden(words, comparison):
        return Ticked(asked.holds, title, _("Fewer than %(n)s votes, not shown") % {"n": SHOWN_FROM})
    if asked.actual is None:
        return Ticked(asked.holds, title, _("not known"))
    if asked.holds or not asked.gap:
        return Ticked(asked.holds, title, number_of(asked.actual))
    gaps = {"actual": number_of(asked.actual), "gap": number_of(asked.gap)}
    short = comparison.relation in ("at least", "above") or asked.actual < asked.needed  # type: ignore[operator]
    lacks = _("%(actual)s, %(gap)s short") if short else _("%(actual)s, %(gap)s over")
    return Ticked(asked.holds, title, lacks % gaps)


def is_hidden(words: Words, comparison: Comparison | None) -> bool:
    """Whether what a branch has of a figure would tell what a few people voted."""
    terms = comparison.expression.terms if comparison is not None else ()
    return words.folds_ballot and any(tells_votes(term.figure) for term in terms if term.figure)


def number_of(value: object) -> str:
    """A figure as text; a question mark where it is not known."""
    return "?" if value is None else number(value)  # type: ignore[arg-type]
