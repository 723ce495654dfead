"""How may a section put its criteria together, and the total its sections?"""

from tests.rating.random_rules.rules import Feature, Rules, number_fact


def cap(rules: Rules) -> None:
    rules.values["sections"]["A"]["sum"] = rules.one(("at most 8", "at most 12"))


def cap_with_bonus(rules: Rules) -> None:
    words = rules.one(("at most 12", "at most 12 with bonus"))
    rules.add_section({"kinds": [{"points": 10}, {"points": 5}, {"bonus": 5}], "sum": words})


def bonus_section(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 10}], "bonus": "at most 4"})


def scaled(rules: Rules) -> None:
    kinds = [{"points": 10}, {"points": rules.one((10, 5)), "for": ["机关"]}, {rules.one(("bonus", "penalty")): 3}]
    rules.add_section({"kinds": kinds, "scale-to": 7, "round": rules.rounding()})


def scaled_exactly(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 10}, {"points": 10}], "scale-to": 15})


def weighted_mean(rules: Rules) -> None:
    weights = rules.one((("33%", "67%"), ("25%", "75%")))
    kinds = [{"points": 10, "weight": weight} for weight in weights]
    if rules.maybe():
        kinds[0]["blank"] = "left out"
    code = rules.add_section({"kinds": kinds, "mean": "weighted"})
    rules.values["sections"][code]["round"] = rules.rounding()


def equal_mean(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 10}] * 3, "mean": "weighted", "round": rules.rounding()})


def best_few(rules: Rules) -> None:
    rules.add_section(
        {"kinds": [{"points": 10}, {"points": 8}, {"points": 5}], "take": rules.one(("best 2", "best 1"))}
    )


def median_of_criteria(rules: Rules) -> None:
    kinds = [{"points": 10, "blank": rules.one(("zero", "left out"))}, {"points": 10}, {"points": 10}]
    rules.add_section({"kinds": kinds, "take": "median"})


def section_times(rules: Rules) -> None:
    cases = [{"when": rules.condition(), "by": 1.2}, {"otherwise": 1}]
    factor = rules.one(
        (1.5, "20%", cases, rules.add_fact("factor", **{"is": "number", "from": 0, "to": 2, "step": 0.1}))
    )
    rules.add_section({"kinds": [{"points": 10}, {"penalty": 3}], "times": factor})


def section_when(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 5}, {"points": 3}], "when": rules.condition()})


def against(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 5}], "against": "yes"})


def below_zero(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 5, "from": -5}, {"penalty": 5}], "below-zero": "yes"})
    if rules.maybe():
        rules.values["total"] = {"below-zero": "yes"}


def section_for_types(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 5}], rules.one(("for", "not-for")): ["机关", "学校"]})


def blank_of_section(rules: Rules) -> None:
    rules.add_section({"kinds": [{"points": 5}, {"points": 3}], "blank": rules.one(("zero", "full"))})


def total_of(rules: Rules) -> None:
    rules.values["figures"] = {"sum": "A + B"}
    rules.values["total"] = {"of": rules.one(("A + B", "sum", "A - B", "A + A1")), "at-most": rules.one((9, 20))}


def total_weights(rules: Rules) -> None:
    rules.values["total"] = {"weights": {"A": "40%", "B": "60%"}, "round": rules.rounding()}


def total_times(rules: Rules) -> None:
    cases = [{"when": {"members": "at least 5"}, "by": 1.2}, {"otherwise": 0.8}]
    rules.values["total"] = {"times": rules.one((1.5, cases)), "at-most": 15}


def total_by_cases(rules: Rules) -> None:
    cases = [{"when": {"A": "at least 8", "B1": "below 5"}, "of": "A - B"}, {"otherwise": "A + B"}]
    rules.values["total"] = {"cases": cases}


def rounded_total(rules: Rules) -> None:
    rules.values["total"] = {"round": rules.rounding()}


def figures(rules: Rules) -> None:
    rules.values["figures"] = {"work": f"A + B1 - {number_fact(rules)}", "again": "work + total"}
    rules.values["order"] = ["again", "total"]


def picked_total(rules: Rules) -> None:
    kind = rules.one(("highest-of", "lowest-of", "average-of"))
    rules.values["figures"] = {"picked": {kind: ["A", "B + 1"]}}
    rules.values["total"] = {"of": rules.one(("picked", "A + picked", {kind: ["A", "B1", "A1 + B1"]})), "round": 1}


def picked_figures(rules: Rules) -> None:
    several = ["A", {"lowest-of": ["B", f"{number_fact(rules)} + 2"]}, "total"]
    rules.values["figures"] = {"best": {"highest-of": several}, "mean": {"average-of": [number_fact(rules), "members"]}}
    rules.values["levels"][0] = {"三星": {"best": "at least 9", "mean": rules.one(("given", "at most 8"))}}
    rules.values["order"] = ["best", "mean", "total"]


SECTIONS: tuple[Feature, ...] = (
    cap,
    cap_with_bonus,
    bonus_section,
    scaled,
    scaled_exactly,
    weighted_mean,
    equal_mean,
    best_few,
    median_of_criteria,
    section_times,
    section_when,
    against,
    below_zero,
    section_for_types,
    blank_of_section,
)
TOTALS: tuple[Feature, ...] = (
    total_of,
    total_weights,
    total_times,
    total_by_cases,
    rounded_total,
    figures,
    picked_total,
    picked_figures,
)
