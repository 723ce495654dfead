"""Targets and seats in a what-if: what is watched, how many seats there are, who holds the last one."""

from fractions import Fraction
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.whatif.trial import Rated, Trial
from apps.rating.rulebook import Rulebook, Target
from apps.reports.present import percent
from apps.reports.telling.words import Words, number, percent_text


def targets(trial: Trial) -> list[dict[str, Any]]:
    """This year's targets first: what is asked, what is reached by the run's own rules and by the changed ones."""
    rules, words = trial.after.rules, Words.of(trial.after.rules)
    return [target_row(trial, words, target) for target in sorted(rules.targets, key=lambda each: each.years)]


def target_row(trial: Trial, words: Words, target: Target) -> dict[str, Any]:
    branches = trial.run.branches
    now, then = (reached(rated, target) for rated in (trial.before, trial.after))
    asked = target.number if target.share is None else -(-branches * target.share.numerator // target.share.denominator)
    lacking = max(0, (asked or 0) - then)
    short = ngettext("%(n)s branch short", "%(n)s branches short", lacking) % {"n": lacking}
    return {
        "title": target_title(words, target),
        "asked": str(target.number) if target.share is None else share_text(target),
        "now": percent(now, branches),
        "then": percent(then, branches),
        "now_count": now,
        "then_count": then,
        "is_met": not lacking,
        "verdict": short if lacking else _("reached"),
    }


def reached(rated: Rated, target: Target) -> int:
    """How many branches count towards a target."""
    outcome = rated.outcome
    if target.stars is not None:
        return int(np.count_nonzero(outcome.rated & (outcome.stars >= target.stars)))
    names = [level.name for level in rated.rules.levels]
    positions = [names.index(level) for level in target.levels if level in names]
    return int(np.count_nonzero(outcome.rated & np.isin(outcome.level, positions)))


def share_text(target: Target) -> str:
    """A share in per cent; one that never ends as the fraction that it is."""
    assert target.share is not None
    text = percent_text(target.share)
    return f"{target.share.numerator}/{target.share.denominator}" if "…" in text else text


def target_title(words: Words, target: Target) -> str:
    """What a target is about, and in how many years."""
    if target.stars is not None:
        title = ngettext("%(n)s star and more", "%(n)s stars and more", target.stars) % {"n": target.stars}
    else:
        title = levels_title(words, target.levels)
    years = ngettext("in %(n)s year", "in %(n)s years", target.years) % {"n": target.years}
    return f"{title} · {years}" if target.years else title


def levels_title(words: Words, levels: tuple[str, ...]) -> str:
    """Some levels in a word: the last "and better" where they are the best ones, else each."""
    names = [level.name for level in words.rules.levels]
    if len(levels) > 1 and sorted(map(names.index, levels)) == list(range(len(levels))):
        return _("%(level)s and better") % {"level": words.level_named(names[len(levels) - 1])}
    return _(", ").join(words.level_named(name) for name in levels)


def seats(trial: Trial) -> list[dict[str, Any]]:
    """Each quota of the changed rules: seats, candidates, holders and ties, now and then; all its groups together."""
    words = Words.of(trial.after.rules)
    return [
        {
            "title": levels_title(words, quota.levels),
            "scope": words.scope(quota.within),
            "now": told(trial.before, position),
            "then": told(trial.after, position),
        }
        for position, quota in enumerate(trial.after.rules.quotas)
    ]


def told(rated: Rated, position: int) -> dict[str, Any]:
    """How one quota went: sums over its groups, and the total of the last who holds a seat where it has one group."""
    groups = [group for group in rated.outcome.quotas if group.quota == position]
    sums = {name: sum(getattr(group, name) for group in groups) for name in ("seats", "candidates", "held", "tied")}
    return sums | {"groups": len(groups), "line": cut_line(rated, position) if len(groups) == 1 else ""}


def cut_line(rated: Rated, position: int) -> str:
    """The total of the last branch that holds one of the quota's levels."""
    rules, outcome = rated.rules, rated.outcome
    holders = outcome.rated & np.isin(outcome.by_rules, positions_of(rules, position))
    if not holders.any():
        return ""
    last = int(np.argmax(np.where(holders, outcome.places.campaign, 0)))
    return number(Fraction(int(outcome.judgement.total[last]), 10**rules.decimals))


def positions_of(rules: Rulebook, quota: int) -> list[int]:
    """Where the levels of a quota stand."""
    return [n for n, level in enumerate(rules.levels) if level.name in rules.quotas[quota].levels]
