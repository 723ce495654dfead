"""The traps of several parties and of several markers, each by numbers worked by hand."""

import pytest

from tests.rating.files import rated


def levels(rules: str, marks: str) -> list[str]:
    return [row.level for row in rated(rules, marks)]


@pytest.mark.parametrize(
    ("blank", "missing", "lit"),
    [
        ("zero", "counts 0", ["A", "", "", "", ""]),
        ("zero", "left out", ["A", "", "", "A", ""]),
        ("full", "counts 0", ["A", "", "", "A", "A"]),
    ],
)
def test_rate_of_an_item_that_one_of_several_mixed_parties_fails(blank: str, missing: str, lit: list[str]) -> None:
    rules = f"""rulebook: trap-2030
title: 平时与年终
parties: {{routine: 40%, superior: 60%}}
mix: {{at: criteria, missing: {{routine: {missing}}}, round: 2}}
sections: {{A: {{criteria: {{A1: {{pass-or-fail: 1, blank: {blank}}}}}}}}}
stars: [{{for: A, lit-when: every criterion passes}}]
levels: [{{好: {{lit: 1}}}}, {{差: otherwise}}]
order: [total]
"""

    rows = rated(rules, "branch,routine.A1,A1\n甲,1,1\n乙,0,1\n丙,1,0\n丁,,1\n戊,,\n")

    assert [row.lit for row in rows] == lit


def test_rate_of_a_gap_to_a_party_that_gave_nothing_is_no_gap() -> None:
    rules = """rulebook: trap-2030
title: 差距
parties: {superior: counts, self: shown}
sections: {A: {criteria: {A1: 10}}}
levels: [{相近: {superior - self: at most 3}}, {自评为空: {self: blank}}, {其余: otherwise}]
order: [total]
"""

    assert levels(rules, "branch,A1,self.A1\n甲,3,0\n乙,3,\n丙,4,0\n") == ["相近", "自评为空", "其余"]


def test_rate_of_choices_by_several_markers_is_the_mean_of_their_points() -> None:
    rules = """rulebook: trap-2030
title: 评委
parties: {judge: counts}
panels: {judge: {markers: 3, take: mean, round: 2}}
sections: {A: {criteria: {A1: {choices: {A: 10, B: 9, C: 2}}}}}
levels: [{好: {total: at least 6}}, {差: otherwise}]
order: [total]
"""

    assert [row.total for row in rated(rules, "branch,judge1.A1,judge2.A1,judge3.A1\n甲,A,C,\n乙,A,B,C\n")] == [
        "6",
        "7",
    ]


@pytest.mark.parametrize(("missing", "found"), [("counts 0", ["好", "", ""]), ("left out", ["好", "好", ""])])
def test_rate_of_a_mixed_blank_that_takes_out_of_rating(missing: str, found: list[str]) -> None:
    rules = f"""rulebook: trap-2030
title: 平时与年终
parties: {{routine: 40%, superior: 60%}}
mix: {{at: criteria, missing: {{routine: {missing}}}, round: 2}}
sections: {{A: {{criteria: {{A1: {{points: 10, blank: not rated}}}}}}}}
levels: [{{好: {{total: at least 1}}}}, {{差: otherwise}}]
order: [total]
"""

    assert levels(rules, "branch,routine.A1,A1\n甲,5,5\n乙,,5\n丙,5,\n") == found


@pytest.mark.parametrize("rounding", ["0", "2", "{to: 0.5}"])
def test_rate_of_the_best_award_by_several_markers_counts_once(rounding: str) -> None:
    rules = f"""rulebook: trap-2030
title: 评委
parties: {{judge: counts}}
panels: {{judge: {{markers: 2, take: mean, round: {rounding}}}}}
sections: {{A: {{criteria: {{A1: {{awards: {{city: 5, town: 2}}}}}}}}}}
levels: [{{好: {{total: at least 5}}}}, {{差: otherwise}}]
order: [total]
"""

    [row] = rated(rules, "branch,judge1.A1.city,judge2.A1.city,judge1.A1.town,judge2.A1.town\n甲,3,3,1,1\n")

    assert row.total == "5"
