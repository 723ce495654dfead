"""Which kinds of criterion are there, and what may be said of one?"""

from typing import Any

from tests.rating.random_rules.rules import Feature, Rules, number_fact


def points_below_zero(rules: Rules) -> None:
    rules.add_criterion({"points": 5, "from": -5, "step": rules.one((1, 0.5, 0.25))})


def pass_or_fail(rules: Rules) -> None:
    rules.add_criterion({"pass-or-fail": rules.one((1, 2, 0.5))})


def pass_asked(rules: Rules) -> None:
    code = rules.add_criterion({"pass-or-fail": rules.one((0, 1)), "blank": rules.one(("zero", "full", "fail"))})
    rules.values["levels"][0] = {"三星": {"total": "at least 4", code: rules.one(("yes", "no"))}}


def section_asked(rules: Rules) -> None:
    kinds = [{"pass-or-fail": 0}, {"pass-or-fail": 0, "blank": rules.one(("left out", "full", "fail"))}]
    if rules.maybe():
        kinds[0]["for"] = ["机关"]
    code = rules.add_section({"kinds": kinds, "items": "pass-or-fail", "round": 1})
    rules.values["levels"][0] = {"三星": {"total": "at least 4", code: rules.one(("yes", "no"))}}


def choices(rules: Rules) -> None:
    rules.add_criterion({"choices": {"A": 10, "B": 8, "C": 5.5, "D": 0}})


def each(rules: Rules) -> None:
    criterion: dict[str, Any] = {"each": rules.one((1, 2, 0.5)), "at-most": rules.one((4, 5))}
    if rules.maybe():
        criterion |= {"per": rules.one((2, 5)), "units": rules.one(("full", "begun", "exact"))}
    rules.add_criterion(criterion)


def fines(rules: Rules) -> None:
    fines: dict[str, Any] = {
        "late": {"title": "迟报", "each": 0.5},
        "fault": {"title": "差错", "once": 2},
        "short": {"title": "不足", "each": 1, "per": 5, "below": 95, "units": rules.one(("full", "begun", "exact"))},
    }
    if rules.maybe():
        fines["late"]["at-most"] = 2
    if rules.maybe():
        fines[rules.one(tuple(fines))]["when"] = rules.condition()
    if rules.maybe():
        fines["read"] = {"title": "系统", "each": 1, "above": 3, "reads": number_fact(rules)}
    rules.add_criterion({"deduct-from": 10, "fines": fines})


def awards(rules: Rules) -> None:
    kinds = {"national": {"title": "国家级", "points": 5}, "city": {"title": "市级", "points": 2}}
    criterion: dict[str, Any] = {"awards": kinds}
    if rules.maybe():
        criterion["take"] = rules.one(("best", "sum", "best 2"))
    criterion["at-most"] = 8
    rules.add_criterion(criterion)


def bands(rules: Rules) -> None:
    table = [{"at least 15": 10}, {rules.one(("above 8", "at least 8")): 8}, {"otherwise": rules.one((0, 2))}]
    criterion: dict[str, Any] = {"bands": table}
    criterion |= {"reads": number_fact(rules)} if rules.maybe() else {"from": 0, "to": 20, "step": 1}
    rules.add_criterion(criterion)


def falling_bands(rules: Rules) -> None:
    table = [{"at most 2": 10}, {"below 5": 8}, {"otherwise": 0}]
    rules.add_criterion({"bands": table, "reads": number_fact(rules)})


def bands_of_a_ratio(rules: Rules) -> None:
    table = [{"at least 90%": 10}, {"above 50%": 8}, {"otherwise": 0}]
    rules.add_criterion({"reads": number_fact(rules), "out-of": "members", "bands": table})


def share(rules: Rules) -> None:
    fact = rules.add_fact("attended", **{"is": "number", "from": 0, "to": 100, "step": 1})
    criterion = {"share": {"of": fact, "out-of": "members"}, "points": 10, "round": rules.rounding()}
    if rules.maybe():
        criterion["share"]["full-at"] = "80%"
    if rules.maybe():
        criterion["blank"] = rules.one(("zero", "full"))
    rules.add_criterion(criterion)


def reading(rules: Rules) -> None:
    criterion: dict[str, Any] = {"reads": number_fact(rules), "points": 10}
    if rules.maybe():
        criterion["times"] = rules.one(("20%", 0.5))
    rules.add_criterion(criterion)


def line(rules: Rules) -> None:
    points: list[dict[str, Any]] = rules.one(([{"at 4": 0}, {"at 16": 10}], [{"at 1": 8}, {"at 4": 5}, {"at 10": -1}]))
    criterion: dict[str, Any] = {"line": points} | rules.one(({}, {"round": rules.rounding()}))
    criterion |= {"reads": number_fact(rules)} if rules.maybe() else {"from": 0, "to": 20, "step": 1}
    rules.add_criterion(criterion)
    rules.values["total"] = {"round": 2}


def line_of_a_ratio(rules: Rules) -> None:
    criterion: dict[str, Any] = {"line": [{"at 60%": 0}, {"at 90%": 8}, {"at 150%": 10}], "out-of": "members"}
    criterion |= {"reads": number_fact(rules), "round": rules.rounding()}
    if rules.maybe():
        fact = rules.add_fact("factor", **{"is": "number", "from": 0, "to": 2, "step": 0.1})
        criterion["times"] = rules.one((fact, "20%", [{"when": rules.condition(), "by": 1.2}, {"otherwise": 1}]))
    rules.add_criterion(criterion)


def share_times(rules: Rules) -> None:
    fact = rules.add_fact("factor", **{"is": "number", "from": 0, "to": 2, "step": 0.1})
    share: dict[str, Any] = {"share": {"of": number_fact(rules), "out-of": "members"}}
    kind = rules.one((share, {"best": {"of": number_fact(rules)}}))
    times = rules.one((fact, "20%", [{"when": rules.condition(), "by": 1.2}, {"otherwise": 1}]))
    rules.add_criterion(kind | {"points": 10, "round": rules.rounding(), "times": times})


def reads_another(rules: Rules) -> None:
    several = ("A1", "B", "B1 + A1", {"highest-of": ["A1", "B1"]}, "work")
    rules.values["figures"] = {"work": f"A1 + B1 - {number_fact(rules)}"}
    rules.add_section({"kinds": []})
    figure, code = rules.one(several), list(rules.values["sections"])[-1]
    table = [{"at least 8": 5}, {"at least 3": 2}, {"otherwise": 0}]
    fines = {"fines": {"low": {"title": "不足", "each": 1, "below": 6, "reads": figure}}, "deduct-from": 10}
    kinds: list[dict[str, Any]] = [
        {"reads": figure, "points": 10},
        {"reads": figure, "bands": table},
        {"share": {"of": figure, "out-of": "A + 1" if figure == "A1" else "members"}, "points": 5, "round": 1},
        fines | {"fines": fines["fines"] | {"late": {"title": "迟报", "each": 1}}},
    ]
    rules.add_criterion(rules.one(kinds), code)
    if rules.maybe():
        rules.add_criterion({"reads": f"{code}1 + A2", "points": 8, "round": 1}, code)


def place(rules: Rules) -> None:
    table = [{"1": 10}, {"2 to 3": 8}, {"otherwise": 5}]
    asked: dict[str, Any] = {"within": rules.one(("unit", "zone", "type", "campaign")), "points": table}
    if rules.maybe(0.7):
        asked["of"] = number_fact(rules)
    if rules.maybe():
        asked["smallest-first"] = "yes"
    criterion: dict[str, Any] = {"place": asked}
    if "of" not in asked:
        criterion |= {"from": 0, "to": 20, "step": 1}
    rules.add_criterion(criterion)


def best(rules: Rules) -> None:
    asked: dict[str, Any] = {"of": number_fact(rules), "within": rules.one(("unit", "zone", "type", "campaign"))}
    if rules.maybe():
        asked["smallest-first"] = "yes"
    rules.add_criterion({"best": asked, "points": 10, "round": rules.rounding()})


def bonus(rules: Rules) -> None:
    rules.add_criterion({"bonus": 5})


def penalty(rules: Rules) -> None:
    rules.add_criterion({"penalty": 5})


def times(rules: Rules) -> None:
    rules.add_criterion({"points": 5, "times": rules.one((1.6, "20%")), "round": rules.rounding()})


def times_fact(rules: Rules) -> None:
    fact = rules.add_fact("factor", **{"is": "number", "from": 0, "to": 2, "step": 0.1})
    rules.add_criterion({"points": 5, "times": fact})


def times_by_cases(rules: Rules) -> None:
    cases = [{"when": rules.condition(), "by": 1.2}, {"when": {"members": "at least 5"}, "by": 0.5}, {"otherwise": 1}]
    rules.add_criterion({"points": 5, "times": cases})


def asked_when(rules: Rules) -> None:
    rules.add_criterion({"points": 5, "when": rules.condition()})


def blanks(rules: Rules) -> None:
    rules.add_criterion({"points": 5, "blank": rules.one(("zero", "full", "not rated", "error"))})


def left_out(rules: Rules) -> None:
    section = rules.one(("A", "B"))
    rules.add_criterion({"points": 5, "blank": "left out"}, section)
    rules.values["sections"][section]["round"] = rules.rounding()


def for_types(rules: Rules) -> None:
    rules.add_criterion({"points": 5, rules.one(("for", "not-for")): rules.one((["机关"], ["机关", "学校"]))})


def count_once(rules: Rules) -> None:
    codes = [rules.add_criterion({"points": 5}, section) for section in ("A", "B")]
    rules.values["count-once"] = [codes]


POINTS: tuple[Feature, ...] = (
    points_below_zero,
    bonus,
    penalty,
    times,
    times_fact,
    times_by_cases,
    blanks,
    for_types,
    asked_when,
    count_once,
)
KINDS: tuple[Feature, ...] = (
    pass_or_fail,
    pass_asked,
    section_asked,
    choices,
    each,
    fines,
    awards,
    bands,
    falling_bands,
    bands_of_a_ratio,
    line,
    line_of_a_ratio,
    share_times,
    reads_another,
    share,
    reading,
    place,
    best,
    left_out,
)
