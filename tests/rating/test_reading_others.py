"""A criterion that reads another criterion, a section or what is made of them: whose, how, and never its own."""

import pytest

from apps.rating.faults import RulebookError
from apps.rating.loading import load
from tests.rating.files import rated

RULES = """rulebook: reads-2030
title: 读取
parties: {superior: counts}
sections:
  A: {criteria: {A1: 10, A2: {points: 10, blank: full}}}
  B: {criteria: {B1: {reads: A1, points: 5, times: 50%}, B2: {reads: extra, points: 20}}}
figures: {extra: A - B1}
levels: [{甲: {total: at least 30}}, {乙: otherwise}]
order: [total]
"""
TWO = """rulebook: reads-2030
title: 两方
parties: {self: 50%, superior: 50%}
mix: {at: MIXED}
sections: {A: {criteria: {A1: 10, A2: {reads: A1, bands: [{at least 8: 4}, {otherwise: 0}]}}}}
levels: [{甲: {total: at least 10}}, {乙: otherwise}]
order: [total]
"""


def test_rate_reads_what_another_criterion_counts_in_the_end() -> None:
    rows = rated(RULES, "branch,A1,A2\n甲,8,6\n乙,,\n丙,10,\n")

    assert [row.total for row in rows] == ["28", "20", "40"]


@pytest.mark.parametrize(("at", "total"), [("total", "9"), ("criteria", "7")])
def test_rate_reads_from_each_partys_own_sheet_or_from_the_mixed_one(at: str, total: str) -> None:
    [row] = rated(TWO.replace("MIXED", at), "branch,self.A1,A1\n甲,10,4\n")

    assert row.total == total


@pytest.mark.parametrize(
    ("before", "after", "figure", "way"),
    [
        ("reads: A1", "reads: B1", "B1", "B1 → B1"),
        ("reads: A1", "reads: B2", "B2", "B1 → B2 → extra → B1"),
        ("A1: 10", "A1: {reads: B1, points: 10}", "B1", "A1 → B1 → A1"),
        ("A1: 10", "A1: {reads: weakest-section, points: 10}", "weakest-section", "A1 → weakest-section → A → A1"),
        ("figures:", "count-once: [[A1, B2]]\nfigures:", "A1", "B1 → A1 → B2 → extra → B1"),
    ],
)
def test_load_refuses_a_circle_and_names_the_way_round(before: str, after: str, figure: str, way: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load(RULES.replace(before, after))

    assert (figure, way) in [(fault.params["figure"], fault.params["way"]) for fault in caught.value.faults]
    assert {fault.code for fault in caught.value.faults} == {"circle"}


@pytest.mark.parametrize("figure", ["total", "lit", "superior"])
def test_load_refuses_to_read_what_is_made_only_later(figure: str) -> None:
    text = RULES.replace("reads: A1", f"reads: {figure}") + "stars: [{for: A, lit-when: at least 5}]\n"

    with pytest.raises(RulebookError) as caught:
        load(text)

    assert [fault.code for fault in caught.value.faults] == ["not-yet"]
