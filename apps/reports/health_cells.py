"""The pictures of the page on criteria: their figures, their tables, and each one's finding in a sentence."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.health.criteria import Pair
from apps.evaluations.health.fairness import LEAST as LEAST_GROUP
from apps.evaluations.health.fairness import GroupShare
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion
from apps.rating.statistics import Share
from apps.reports.health import Health
from apps.reports.league import NO_ZONE
from apps.reports.present import percent

SHOWN = 8
# The matrix holds so many criteria; of more, those that go most with another.
MOST_SQUARES = 40
Named = Callable[[Criterion], dict[str, Any]]


def weight_cell(health: Health, named: Named) -> dict[str, Any] | None:
    """What each criterion decides; None where nothing can be said."""
    found = health.weights
    if not found:
        return None
    rows = [
        named(each.criterion)
        | {
            "share": each.share,
            "share_text": percent(max(0, each.share), 1000),
            "rest": "–" if each.rest is None else show_points(each.rest),
            "is_weak": each.is_weak,
        }
        for each in found
    ]
    order = sorted(rows, key=lambda row: row["share"])
    words = {"most": order[-1]["title"], "share": order[-1]["share_text"]}
    words |= {"least": order[0]["title"], "other": order[0]["share_text"]}
    finding = _("“%(most)s” decides most, %(share)s of the differences between totals; “%(least)s” least, %(other)s.")
    return {"rows": rows, "finding": finding % words, "weak": sum(row["is_weak"] for row in rows)}


def pairs_cell(health: Health, pair_row: Callable[[Pair], dict[str, Any]]) -> dict[str, Any]:
    """Which criteria go together: the matrix, and those that repeat another, else the closest pairs."""
    repeating = health.repeating
    chosen = squares(health.pairs, [each.criterion.code for each in health.criteria])
    places = {code: place for place, code in enumerate(chosen)}
    values = {
        (min(at), max(at)): pair.value
        for pair in health.pairs
        if len(at := [places[c.code] for c in (pair.first, pair.second) if c.code in places]) == 2
    }
    return {
        "codes": chosen,
        "values": values,
        "rows": [pair_row(pair) for pair in (repeating or health.pairs)[:SHOWN]],
        "finding": pairs_finding(health),
        "is_repeating": bool(repeating),
    }


def squares(pairs: Sequence[Pair], codes: list[str]) -> list[str]:
    """The criteria of the matrix in the rulebook's order."""
    if len(codes) <= MOST_SQUARES:
        return codes
    closest = dict.fromkeys(each.code for pair in pairs for each in (pair.first, pair.second))
    taken = set(list(closest)[:MOST_SQUARES])
    return [code for code in codes if code in taken]


def pairs_finding(health: Health) -> str:
    """How many repeat each other, and how close the closest are."""
    if not health.pairs:
        return _("Too few branches are marked to tell.")
    first = health.pairs[0]
    words = {"first": first.first.code, "second": first.second.code, "value": show_points(first.value)}
    if not health.repeating:
        return _("No two repeat each other; %(first)s and %(second)s come closest, at %(value)s.") % words
    n = len(health.repeating)
    line = ngettext("%(n)s pair repeats itself", "%(n)s pairs repeat each other", n) % {"n": n}
    return _("%(line)s; %(first)s and %(second)s most, at %(value)s.") % (words | {"line": line})


def nothing_cell(health: Health, named: Named) -> dict[str, Any] | None:
    """Which marks stand on no proof; None where the campaign takes none."""
    rows = sorted(health.unproved, key=lambda each: -each.without / each.marked)
    if not rows:
        return None
    without, marked = sum(each.without for each in rows), sum(each.marked for each in rows)
    return {
        "rows": [
            named(each.criterion)
            | {
                "without": each.without,
                "marked": each.marked,
                "share": percent(each.without, each.marked),
                "thousandths": 1000 * each.without // each.marked,
            }
            for each in rows[:SHOWN]
        ],
        "finding": _("%(share)s of all marks stand on no proof file.") % {"share": percent(without, marked)},
    }


def fairness_cell(health: Health, word: str, league: str) -> dict[str, Any]:
    """How the groups fare, each with its interval; the groups lead to their branches."""
    groups = health.groups
    flagged = [group for group in groups if group.apart]
    if not flagged:
        finding = _("No group lies clearly apart in “%(word)s”.") % {"word": word}
    else:
        words = {"word": word, "names": _(", ").join(group.name for group in flagged)}
        finding = _("Clearly apart from all others in “%(word)s”: %(names)s.") % words
    return {"rows": [group_row(health, group, league) for group in groups], "finding": finding}


def group_row(health: Health, group: GroupShare, league: str) -> dict[str, Any]:
    """A group with its share, the interval, and all others beside it."""
    share, rest = group.share, group.rest
    return {
        "name": group.name,
        "url": f"{league}?{urlencode(question(health, group))}",
        "part": share.part,
        "whole": share.whole,
        "share": percent(share.part, share.whole),
        "interval": interval(share),
        "rest": percent(rest.part, rest.whole) if rest.whole else "–",
        "apart": group.apart,
        "is_judged": min(share.whole, rest.whole) >= LEAST_GROUP,
        "low": round(1000 * share.low),
        "high": round(1000 * share.high),
        "middle": 1000 * share.part // share.whole,
        "others": 1000 * rest.part // rest.whole if rest.whole else 0,
    }


def question(health: Health, group: GroupShare) -> dict[str, Any]:
    """What the league is asked for one group."""
    scope = health.asked.scope
    if scope == "zone":
        return {"scope": scope, scope: health.zones[group.number].pk if group.number < len(health.zones) else NO_ZONE}
    return {"scope": scope, scope: sorted(health.run.counts["type"])[group.number] if scope == "type" else group.number}


def interval(share: Share) -> str:
    """From … to … per cent, one decimal."""
    return f"{share.low * 100:.1f}–{share.high * 100:.1f}%"
