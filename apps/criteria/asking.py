"""What does a condition ask, in words? Short sentences for pages that show a rulebook's levels."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.rating.conditions import All, AnyOf, Comparison, Condition, Expression, NoneOf, SomeOf
from apps.rating.points import show_exact
from apps.rating.rulebook import Level, Rulebook

ANSWERS = {
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "blank": gettext_lazy("blank"),
    "given": gettext_lazy("given"),
}


def level_asks(rules: Rulebook, level: Level, language: str) -> str:
    """Everything that a level asks, as one sentence; what is left over for a level that asks nothing."""
    parts = said(rules, level.condition, language)
    if not parts:
        return _("all others, and every branch with a veto") if rules.vetoes else _("all others")
    return _(", ").join(parts)


def said(rules: Rulebook, condition: Condition, language: str) -> list[str]:
    """What must hold, part by part; stars asked by name stand together."""
    if isinstance(condition, Comparison):
        return [compared(rules, condition, language)]
    if not isinstance(condition, All):
        return [grouped(rules, condition, language)]
    names = {f"star.{star.code}": star.title.get(language) for star in rules.stars}
    parts, stars = [], []
    for part in condition.parts:
        if isinstance(part, Comparison) and part.relation == "yes" and str(part.expression) in names:
            stars.append(names[str(part.expression)])
        else:
            parts += said(rules, part, language)
    return [*parts, _("among them %(stars)s") % {"stars": _(", ").join(stars)}] if stars else parts


def grouped(rules: Rulebook, condition: AnyOf | NoneOf | SomeOf, language: str) -> str:
    """Several things of which one, some or none must hold."""
    each = [_(", ").join(said(rules, part, language)) for part in condition.parts]
    what = {"what": _(" or ").join(each)}
    if isinstance(condition, SomeOf):
        return _("at least %(n)s of: %(what)s") % (what | {"n": condition.least})
    return (_("one of: %(what)s") if isinstance(condition, AnyOf) else _("not: %(what)s")) % what


def compared(rules: Rulebook, asked: Comparison, language: str) -> str:
    """One comparison: a figure and its line."""
    figure, needed = named(rules, asked.expression, language), number(asked.number)
    if str(asked.expression) == "lit" and asked.relation == "at least":
        return _("at least %(n)s stars lit") % {"n": needed}
    if asked.relation in ANSWERS:
        colon = _(": ")
        return f"{figure}{colon}{ANSWERS[asked.relation]}"
    if asked.words:
        words = _(", ").join(word or _("no record") for word in asked.words)
        relation = {"at least": _("%(word)s or better"), "at most": _("%(word)s or worse")}.get(
            asked.relation, "%(word)s"
        )
        return f"{figure} {relation % {'word': words}}"
    if asked.share_of is not None:
        share = number((asked.number or Fraction(0)) * 100)
        needed = _("%(share)s%% of %(whole)s") % {"share": share, "whole": named(rules, asked.share_of, language)}
    signs = {"at least": "≥", "above": ">", "at most": "≤", "below": "<", "exactly": "="}
    return f"{figure} {signs.get(asked.relation, asked.relation)} {needed}"


def named(rules: Rulebook, expression: Expression, language: str) -> str:
    """A figure or sum of figures as people name it; what has no name of its own is said as it is written."""
    names = {
        "total": _("total"),
        "members": _("members"),
        "ballot": _("ballot"),
        "ballot.count": _("votes cast"),
        "ballot.quorum": _("enough votes"),
        "last-level": _("level of last year"),
        "type": _("branch type"),
        "weakest-section": _("weakest section, in per cent"),
        "weakest-criterion": _("weakest criterion, in per cent"),
        "strongest-section": _("strongest section, in per cent"),
        "strongest-criterion": _("strongest criterion, in per cent"),
    }
    names |= {section.code: section.title.get(language) for section in rules.sections}
    names |= {f"star.{star.code}": star.title.get(language) for star in rules.stars}
    words = "".join(f" {'+' if term.sign > 0 else '−'} {names.get(str(term), term)}" for term in expression.terms)
    return words.removeprefix(" + ").strip()


def number(value: Fraction | None) -> str:
    """An exact number as short text."""
    return "" if value is None else show_exact(value)
