"""How is a figure said? Sentences that change with the figures, in plain official Chinese and in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.reports.present import percent


@dataclass(frozen=True)
class Earlier:
    """What is compared with: its name in a sentence, its branches by level name, None where methods differ."""

    words: str
    counts: Mapping[str, int] | None


def grouped(figure: int) -> str:
    """A whole number in groups of three: 28,356."""
    return f"{figure:,}"


def branches(count: int) -> str:
    """So many branches."""
    return ngettext("%(n)s branch", "%(n)s branches", count) % {"n": grouped(count)}


def joined(clauses: Sequence[str]) -> str:
    """Clauses as one sentence; nothing where there is none."""
    told = [clause for clause in clauses if clause]
    return _("%(clauses)s.") % {"clauses": _("; ").join(told)} if told else ""


def change(now: int, before: int, against: str) -> str:
    """By how much a count differs: more, fewer, or as many."""
    words = {"n": grouped(abs(now - before)), "against": against}
    if now > before:
        return _("%(n)s more than %(against)s") % words
    if now < before:
        return _("%(n)s fewer than %(against)s") % words
    return _("as many as %(against)s") % words


def level_words(name: str, count: int, whole: int, earlier: Earlier | None) -> str:
    """One level: how many hold it, what share that is, and how it differs."""
    if not count:
        told = _("no branch is %(level)s") % {"level": name}
    else:
        words = {"level": name, "n": grouped(count), "share": percent(count, whole)}
        told = ngettext("%(n)s is %(level)s (%(share)s)", "%(n)s are %(level)s (%(share)s)", count) % words
    if earlier is None or earlier.counts is None or name not in earlier.counts:
        return told
    if not count and not earlier.counts[name]:
        return told
    return _("%(told)s, %(change)s") % {"told": told, "change": change(count, earlier.counts[name], earlier.words)}


def levels_sentence(names: Sequence[str], counts: Sequence[int], earlier: Earlier | None) -> str:
    """Every level in one sentence, best first."""
    whole = sum(counts)
    return joined([level_words(name, count, whole, earlier) for name, count in zip(names, counts, strict=True)])


def method_sentence(earlier: Earlier | None) -> str:
    """Why nothing is compared, where the earlier figures came about by other rules."""
    if earlier is None or earlier.counts is not None:
        return ""
    return _("The rules differ from those of %(against)s, so the figures are not compared.") % {
        "against": earlier.words
    }


def ends_sentence(what: str, shares: Sequence[tuple[str, int, int]]) -> str:
    """Which group has the largest and the smallest share. shares: name, count, whole; `what` is counted.

    Nothing for fewer than two groups; where all are equal, that is said.
    """
    known = [(name, count, whole) for name, count, whole in shares if whole]
    if len(known) < 2:
        return ""
    first = max(known, key=lambda each: Fraction(each[1], each[2]))
    last = min(known, key=lambda each: Fraction(each[1], each[2]))
    words = {"what": what, "most": first[0], "high": percent(first[1], first[2])}
    if first[1] * last[2] == last[1] * first[2]:
        return _("The share of %(what)s is %(high)s everywhere.") % words
    words |= {"least": last[0], "low": percent(last[1], last[2])}
    return _("The share of %(what)s is largest in %(most)s (%(high)s) and smallest in %(least)s (%(low)s).") % words


def weak_sentence(rows: Sequence[Mapping[str, object]]) -> str:
    """The criteria on which most branches are below the line: title, below, share."""
    if not rows:
        return ""
    told = [
        ngettext("%(title)s (%(n)s branch, %(share)s)", "%(title)s (%(n)s branches, %(share)s)", int(str(row["count"])))
        % {"title": row["title"], "n": row["below"], "share": row["share"]}
        for row in rows
    ]
    return _("Most branches are below the line on %(names)s.") % {"names": _(", ").join(told)}


def move_sentence(name: str, before: int, now: int) -> str:
    """One branch's move between places."""
    words = {"name": name, "before": grouped(before), "now": grouped(now), "n": grouped(abs(before - now))}
    if now < before:
        return _("%(name)s rose %(n)s places, from %(before)s to %(now)s") % words
    if now > before:
        return _("%(name)s fell %(n)s places, from %(before)s to %(now)s") % words
    return _("%(name)s keeps place %(now)s") % words
