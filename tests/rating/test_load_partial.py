"""Wrong keys and values hide no fault that stands without them, and bring about none that is not there."""

import pytest

from apps.rating.faults import RulebookError
from apps.rating.loading import load

TEXT = """rulebook: partial-2030
title: 有错
parties: {superior: counts}
sections:
  A: {title: 工作, criteria: {A1: 10, A2: 20}}
  B: {title: 服务, sum: at most 25, criteria: {B1: 10, B2: {points: 20}}}
stars: [{for: A, lit-when: at least 12}]
levels:
  - 优秀: {total: at least 20, star.A: yes, B1: at least 3}
  - 合格: otherwise
order: [total, B1]
"""


def told(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    text = TEXT
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    with pytest.raises(RulebookError) as caught:
        load(text)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def test_load_tells_what_does_not_fit_beside_a_key_that_is_not_known() -> None:
    found = told(("title: 有错", "colour: red\ntitle: 有错"), ("total: at least 20", "totl: at least 20"))

    assert found == [("colour", "key-unknown"), ("levels.1.优秀.totl", "figure-unknown-close")]


@pytest.mark.parametrize(
    ("before", "after", "told_alone"),
    [
        ("B2: {points", "2B: {points", ("sections.B.criteria.2B", "bad-code")),
        ("B2: {points: 20}", "B2: {points: twenty}", ("sections.B.criteria.B2.points", "wants-number")),
        ("B2: {points: 20}", "B2: {pionts: 20}", ("sections.B.criteria.B2.pionts", "key-unknown-close")),
        ("criteria: {A1: 10, A2: 20}", "criteria: 5", ("sections.A.criteria", "wants-object")),
        ("for: A, lit", "far: A, lit", ("stars.1.far", "key-unknown")),
        ("order: [total, B1]", "order: {}", ("order", "wants-array")),
    ],
)
def test_load_tells_nothing_that_the_wrong_part_alone_brings_about(
    before: str, after: str, told_alone: tuple[str, str]
) -> None:
    assert [fault for fault in told((before, after)) if fault[1] != "key-missing"] == [told_alone]


def test_load_asks_for_no_parts_where_the_text_has_none() -> None:
    with pytest.raises(RulebookError) as caught:
        load("rulebook: x\nlevels: [{甲: {totl: 3}}]\n")

    assert {fault.code for fault in caught.value.faults} == {"key-missing"}
