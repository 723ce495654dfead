"""What may follow from points? Stars, levels, vetoes, grants, ladder, order, quotas, other words."""

from typing import Any

from tests.rating.random_rules.rules import Feature, Rules, flag_fact, number_fact


def add_star(rules: Rules, star: dict[str, Any]) -> None:
    rules.values.setdefault("stars", []).append(star)


def star_lines(rules: Rules) -> None:
    add_star(rules, {"for": "A", "lit-when": "at least 5"})
    add_star(rules, {"for": "B", "lit-when": rules.one(("at least 4.5", "above 4"))})
    rules.values["levels"][0] = {"三星": {"lit": "at least 2", "with": ["A"], "stars": 3}}
    rules.values["levels"][1] = {"二星": {"lit": "at least 1", "stars": 2}}
    rules.values["order"] = ["stars", "total", "B"]


def star_conditions(rules: Rules) -> None:
    add_star(rules, {"for": "A", "title": "甲星", "lit-when": {"A": "at least 5", "A1": "at least 3"}})
    add_star(rules, {"for": "B", "title": "乙星", "lit-when": {"B": "at least 4", "star.A": rules.one(("yes", "no"))}})


def star_by_points(rules: Rules) -> None:
    items = {"title": "基本", "items": "pass-or-fail", "blank": "fail", "criteria": ["C1", "C2"]}
    rules.values["sections"]["C"] = items
    add_star(rules, {"for": "C", "lit-when": "every criterion passes"})
    add_star(rules, {"for": "A", "one-for-each": 4, "of": "A + B", "at-most": 3, "once-lit": ["C"]})
    rules.values["levels"][0] = {"三星": {"lit": "at least 3"}}
    rules.values["levels"][1] = {"二星": {"lit": "at least 1"}}


def star_of_full_marks(rules: Rules) -> None:
    kinds = [{"points": 2}, {"pass-or-fail": 1, "blank": rules.one(("full", "zero"))}, {"bonus": 2}, {"penalty": 2}]
    code = rules.add_section({"kinds": kinds})
    add_star(rules, {"for": code, "lit-when": "every criterion passes"})


def medals(rules: Rules) -> None:
    add_star(rules, {"for": "A", "medals": [{"金": "at least 9"}, {"银": "at least 6"}, {"铜": "at least 3"}]})
    rules.values["levels"][0] = {"三星": {rules.one(("medals.金", "lit")): "at least 1"}}


def weakest(rules: Rules) -> None:
    rules.values["levels"][0]["三星"][
        rules.one(("weakest-section", "weakest-criterion", "strongest-section", "strongest-criterion"))
    ] = "at least 60%"


def share_of_full_marks(rules: Rules) -> None:
    rules.values["levels"][0]["三星"] |= {rules.one(("A", "A1", "B")): "at least 60%"}
    rules.values["levels"][1]["二星"]["count-of"] = {"figures": ["A", "B"], "are": "at least 4", "number": "at least 1"}


def rank_alone(rules: Rules) -> None:
    rules.values["levels"] = [{"三星": "everybody"}, {"二星": "everybody"}, {"一星": "otherwise"}]
    rules.values["quotas"] = [{"for": "三星", "at-most": 2}, {"for": "二星 or better", "at-most": "60%"}]


def level_conditions(rules: Rules) -> None:
    rules.values["levels"][0]["三星"] |= rules.condition()
    rules.values["levels"][1]["二星"] |= rules.condition()


def unrated_last_level(rules: Rules) -> None:
    rules.values["levels"][2] = {"一星": {"otherwise": "not rated"}}


def vetoes(rules: Rules) -> None:
    effects = ["no level", "no level above 二星", "one level down", "no promotion", "not rated"]
    if "stars" in rules.values:
        effects.append("no stars")
    for _ in range(rules.one((1, 2, 3))):
        more: dict[str, Any] = {"look-back": "1 year"} if rules.maybe() else {}
        if rules.maybe(0.3):
            more["when"] = rules.condition()
        rules.add_veto(rules.one(effects), **more)


def veto_of_a_star(rules: Rules) -> None:
    star_lines(rules)
    rules.add_veto("star A out")


def grants(rules: Rules) -> None:
    grant = {"level": rules.one(("三星", "二星")), "when": {flag_fact(rules): "yes"}, "title": "直接认定"}
    if rules.maybe():
        ladder(rules)
        grant["past-ladder"] = "yes"
    rules.values["grants"] = [grant]


def without_rating(rules: Rules) -> None:
    fact = rules.add_fact("new", **{"is": "yes-or-no"})
    rules.values["without-rating"] = {"新成立": {"when": {fact: "yes"}}}


def ladder(rules: Rules) -> None:
    steps: dict[str, Any] = {"up-at-most": 1}
    if rules.maybe():
        steps["no-record"] = "at most 二星"
    if rules.maybe():
        steps["down-at-most"] = 1
    if rules.maybe():
        steps["except-when"] = {rules.add_fact("excepted", **{"is": "yes-or-no"}): "yes"}
    rules.values["ladder"] = steps


def order(rules: Rules) -> None:
    rules.values["order"] = rules.one((["level", "total"], ["A", "B"], [f"fewest {number_fact(rules)}", "total"]))


def ties_broken(rules: Rules) -> None:
    rules.values["ties"] = {"broken-by": number_fact(rules)}


LIMITS: tuple[dict[str, Any], ...] = ({"at-most": "25%"}, {"at-most": "50%"}, {"at-most": 2}, {"exactly": 1})


def of_a_share(rules: Rules) -> dict[str, Any]:
    """What may be said of a quota that is a share: of what, how it is rounded, the least."""
    found: dict[str, Any] = {}
    if rules.maybe():
        found["of"] = rules.one(("rated", "everybody", "qualified"))
    if rules.maybe():
        found["rounding"] = rules.one(("down", "up", "half up", "largest remainder"))
    return found | ({"least": 1} if rules.maybe() else {})


def quotas(rules: Rules) -> None:
    found: list[dict[str, Any]] = []
    for words in ("三星", "二星 or better")[: rules.one((1, 2))]:
        quota: dict[str, Any] = {"for": words} | rules.one(LIMITS)
        if rules.maybe(0.7):
            quota["within"] = rules.one(("campaign", "zone", "unit", "type"))
        if "%" in str(quota.get("at-most")):
            quota |= of_a_share(rules)
        if rules.maybe():
            quota["by"] = rules.one((["A", "B"], ["B"], ["total", "A1"]))
        if rules.maybe(0.7):
            quota["ties"] = rules.one(("left out", "taken in", "meeting"))
        found.append(quota | ({"falls-to": "一星"} if rules.maybe(0.3) else {}))
    if rules.maybe(0.3):
        found[-1]["when"] = rules.condition()
    rules.values["quotas"] = found


def named_seats(rules: Rules) -> None:
    rules.values["quotas"] = [{"for": "三星", "seats": {"甲": 2, "otherwise": 1}, "within": "unit"}]


def floor_for_the_worst(rules: Rules) -> None:
    rules.values["quotas"] = [{"for": "一星", "at-least": "20%"}]


def size_bands(rules: Rules) -> None:
    rules.values["size-bands"] = [5, 20]
    rules.values["quotas"] = [{"for": "三星", "at-most": "50%", "within": "size"}]


def other_words(rules: Rules) -> None:
    rules.values["grades"] = {"先进": ["三星"], "一般": ["二星", "一星"]}
    rules.values["programmes"] = {
        "转化": {"level": "一星", "last-level": "二星 or worse"},
        "提升": ["三星", "二星", "一星"],
    }


OUTCOMES: tuple[Feature, ...] = (
    star_of_full_marks,
    weakest,
    share_of_full_marks,
    level_conditions,
    unrated_last_level,
    vetoes,
    grants,
    without_rating,
    ladder,
    order,
    ties_broken,
    other_words,
)
STARS: tuple[Feature, ...] = (star_lines, star_conditions, star_by_points, medals, veto_of_a_star)
QUOTAS: tuple[Feature, ...] = (quotas, named_seats, floor_for_the_worst, size_bands, rank_alone)
