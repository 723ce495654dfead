"""By which rule does a gate let candidates pass, in words?"""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.criteria.asking import level_asks
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import GateKind
from apps.demonstrations.models import Gate
from apps.rating.points import show_points

TENTHS = 10


def rule_words(gate: Gate) -> str:
    """The whole rule: on which levels one may pass, how many do, what people may still say."""
    parts = [level_words(gate), *seat_words(gate)]
    if gate.kind == GateKind.MEETING:
        parts.append(_("the meeting may refuse anybody, with a reason"))
    return _("; ").join(parts)


def level_words(gate: Gate) -> str:
    """On which levels a candidate may pass, and what each asks."""
    if not gate.levels:
        return _("everybody who is rated may pass")
    words = _(", ").join(f"“{name}”" for name in gate.levels)
    return _("who reaches %(levels)s may pass: %(asks)s") % {"levels": words, "asks": asks_of(gate)}


def asks_of(gate: Gate) -> str:
    """What the lowest of the gate's levels asks."""
    rules = rulebook_of(gate.rulebook_version)
    held = [level for level in rules.levels if level.name in gate.levels]
    return level_asks(rules, held[-1], get_language() or "zh-hans") if held else ""


def seat_words(gate: Gate) -> list[str]:
    """How many pass of those who may; nothing where all do."""
    found = []
    if gate.places is not None:
        found.append(ngettext("the first one passes", "the first %(n)s pass", gate.places) % {"n": gate.places})
    if gate.share is not None:
        found.append(_("the best %(share)s%% pass") % {"share": show_points(gate.share * TENTHS)})
    if gate.spare:
        words = ngettext("and %(n)s spare place", "and %(n)s spare places", gate.spare)
        found.append(words % {"n": gate.spare})
    return found


def short_rule(gate: Gate) -> str:
    """The same beside others: the line, the number, or that a meeting decides."""
    if gate.kind == GateKind.MEETING:
        return _("%(gate)s: a meeting decides") % {"gate": gate.title}
    asks = [asks_of(gate)] if gate.levels else []
    return _("%(gate)s: %(rule)s") % {"gate": gate.title, "rule": _(", ").join([*asks, *seat_words(gate)])}
