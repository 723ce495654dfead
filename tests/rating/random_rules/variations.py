"""What else may be said of whatever stands in a rulebook already? Features that come last, and vary what they find."""

from collections.abc import Callable
from typing import Any

from tests.rating.random_rules.rules import Feature, Rules, flag_fact, number_fact

FACTOR = {"is": "number", "from": 0, "to": 2, "step": 0.1}


def criteria_of(section: dict[str, Any]) -> list[dict[str, Any]]:
    """The criteria of a section that are written out."""
    criteria = section.get("criteria", {})
    return list(criteria.values()) if isinstance(criteria, dict) else []


def varied_criteria(rules: Rules) -> None:
    """Some criteria, of whatever kind, have a factor, a rounding, another blank, or are not asked of everybody."""
    for section in rules.values["sections"].values():
        for criterion in criteria_of(section):
            if rules.maybe(0.4):
                key, value = rules.one(CRITERION)(rules)
                criterion.setdefault(key, value)


CRITERION: tuple[Callable[[Rules], tuple[str, Any]], ...] = (
    lambda rules: ("times", rules.one((1.5, "25%", rules.add_fact("factor", **FACTOR)))),
    lambda rules: ("times", [{"when": rules.condition(), "by": 0.5}, {"otherwise": 2}]),
    lambda rules: ("round", rules.rounding()),
    lambda rules: ("blank", rules.one(("full", "left out", "not rated", "error", "fail"))),
    lambda rules: (rules.one(("for", "not-for")), rules.one((["机关"], ["学校"]))),
    lambda rules: ("when", rules.condition()),
    lambda rules: ("weight", rules.one(("10%", "1/3", "50%"))),
)


def varied_sections(rules: Rules) -> None:
    """Some sections put their criteria together in another way as well, or are capped, scaled, rounded, not asked."""
    for section in rules.values["sections"].values():
        if rules.maybe():
            key, value = rules.one(SECTION)(rules)
            section.setdefault(key, value)


SECTION: tuple[Callable[[Rules], tuple[str, Any]], ...] = (
    lambda rules: ("sum", rules.one(("at most 6", "at most 9 with bonus"))),
    lambda rules: ("scale-to", rules.one((5, 6, 12))),
    lambda rules: ("mean", "weighted"),
    lambda rules: ("take", rules.one(("best 1", "best 2", "median"))),
    lambda rules: ("times", rules.one((1.5, "25%", rules.add_fact("factor", **FACTOR)))),
    lambda rules: ("times", [{"when": rules.condition(), "by": 0.5}, {"otherwise": 2}]),
    lambda rules: ("when", rules.condition()),
    lambda rules: ("blank", rules.one(("full", "left out", "not rated", "error"))),
    lambda rules: (rules.one(("for", "not-for")), rules.one((["机关"], ["学校"]))),
    lambda rules: ("against", "yes"),
    lambda rules: ("below-zero", "yes"),
    lambda rules: ("round", rules.rounding()),
)


def counted_once_across(rules: Rules) -> None:
    """Of some criteria that stand already only the best counts."""
    codes = [code for section in rules.values["sections"].values() for code in section.get("criteria", ())]
    rules.random.shuffle(codes)
    rules.values["count-once"] = [codes[:2], codes[2:4]] if len(codes) > 3 and rules.maybe() else [codes[:3]]


def typed_section(rules: Rules) -> None:
    """A section without criteria is typed itself."""
    rules.values["sections"]["T"] = {"title": "直接填", rules.one(("sum", "bonus")): "at most 5"}


def of_points(rules: Rules) -> dict[str, Any]:
    """A condition on what a branch has reached."""
    return rules.one(POINTS_ASKED)(rules)


POINTS_ASKED: tuple[Callable[[Rules], dict[str, Any]], ...] = (
    lambda rules: {rules.one(("total", "A", "B", "A1")): rules.one(("at least 60%", "below 3/5", "exactly 5"))},
    lambda rules: {"A": rules.one(("at least 100% of B", "above 50% of B + 2"))},
    lambda rules: {rules.one(("A1", "A2", "B1")): rules.one(("given", "blank"))},
    lambda rules: {rules.one(("A - B", "total - A", "A1 + B1")): ["at least 1", "at most 7"]},
    lambda rules: {"count-of": {"figures": ["A", "A1", "B1"], "are": "at least 50%", "number": rules.one((1, 2))}},
    lambda rules: {"any-of": [{"A": "at least 8"}, rules.condition()]},
    lambda rules: {"none-of": [{"B": "below 4"}, {flag_fact(rules): "yes"}]},
    lambda rules: {rules.one(("weakest-section", "weakest-criterion")): rules.one(("below 40%", "at least 1/3"))},
    lambda rules: {rules.one(("strongest-section", "strongest-criterion")): rules.one(("at most 90%", "given"))},
)


def asked_of_points(rules: Rules) -> None:
    """Whatever may ask for something asks for points."""
    values, asked = rules.values, of_points(rules)
    place = rules.one(("level", "veto", "grant", "unrated", "quota", "word", "figure"))
    if place == "level":
        rules.add_to_level(1, asked)
    elif place == "veto":
        rules.add_veto(rules.one(("one level down", "no level above 二星", "not rated")), when=asked)
    elif place == "grant":
        values["grants"] = [{"level": "二星", "when": asked, "title": "认定"}]
    elif place == "unrated":
        values["without-rating"] = {"不参评": {"when": asked}, "另评": {"when": rules.condition()}}
    elif place == "quota":
        values["quotas"] = [{"for": "三星", "at-most": 1, "within": "unit", "when": asked}]
    elif place == "word":
        values["programmes"] = {"重点": {"level": ["三星", "二星"], **asked}, "其余": ["三星", "二星", "一星"]}
    else:
        values["total"] = {"cases": [{"when": asked_of_sections(rules), "of": "A - B"}, {"otherwise": "A + B1"}]}


def asked_of_sections(rules: Rules) -> dict[str, Any]:
    return rules.one(({"A": "at least 6"}, {"A1": "given"}, {"A + B": ["at least 3", "below 12"]}))


def other_orders(rules: Rules) -> None:
    """Places by what may be blank, by the level of last year, by sums and by the weakest."""
    keys = ("level", "total", "last-level", "fewest A", "A + B1", "weakest-section", f"fewest {number_fact(rules)}")
    rules.values["order"] = rules.random.sample(keys, 2)
    if rules.maybe():
        rules.values["quotas"] = [{"for": "三星", "at-most": "40%", "by": rules.random.sample(keys, 2)}]


VARIATIONS: tuple[Feature, ...] = (
    typed_section,
    varied_criteria,
    varied_sections,
    counted_once_across,
    asked_of_points,
    other_orders,
)
