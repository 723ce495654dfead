"""How many units count? Full ones only, begun ones too, or in proportion."""

from collections.abc import Mapping

from apps.rating.exact import Exact, Rounding

WHOLE: Mapping[str, Rounding | None] = {"full": Rounding(0, "down"), "begun": Rounding(0, "up"), "exact": None}


def whole_units(count: Exact, units: str) -> Exact:
    """The units of `count` that count: `units` is "full", "begun" or "exact"."""
    return count.rounded(WHOLE[units])
