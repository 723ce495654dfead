"""What lists reckon with, on plain values: what is left, which names are alike, sums."""

import pytest

from apps.ledgers.choices import Why
from apps.ledgers.lists import brands, cases, funds, honours
from apps.ledgers.lists.honours import Counted, SumRow


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("一窗办", "“一窗办”", Why.SAME),
        ("ＡＢ 先锋", "ab先锋", Why.SAME),
        ("青山守望", "青山守望党建品牌", Why.MEANING),
        ("医路同行", "医路童行", Why.SOUND),
        ("一窗办", "一窗通办", Why.WITHIN),
        ("红烛领航", "红烛领航行动", Why.WITHIN),
        ("先锋", "先锋自然五星铸魂", None),
        ("问天", "光明小哥", None),
        ("党建", "党建品牌", Why.WITHIN),
        ("，", "，", None),
    ],
)
def test_names_are_alike_in_one_way_or_not_at_all(first, second, why):
    assert brands.likeness(first, second) == why
    assert brands.likeness(second, first) == why


def test_pairs_find_what_comparing_all_with_all_finds():
    names = dict(
        enumerate(["一窗办", "一窗通办", "窗办", "问天", "税先锋", "税鲜锋", "税先锋党建", "红烛领航", "红烛领航行动"])
    )
    slow = [(a, b, why) for a in names for b in names if a < b and (why := brands.likeness(names[a], names[b]))]

    assert brands.pairs(names) == slow
    assert [key for key, _why in brands.alike("税先锋", names)] == [4, 6, 5]


def test_left_of_a_grant_is_told_only_where_it_is_too_little():
    assert funds.draws_too_much(50_000, [31_250], 18_751) == 18_750
    assert funds.draws_too_much(50_000, [31_250], 18_750) is None
    assert funds.together([funds.Standing(500, 200), funds.Standing(300, 300)]).left == 300
    assert [funds.share(2, 3), funds.share(1, 8), funds.share(0, 0)] == [667, 125, None]


def test_organisation_counts_once_and_never_its_own():
    assert cases.times_taken_up("甲", ["乙", "乙", "丙", "甲"]) == 2


def test_sums_by_year_newest_first_and_by_unit_in_order():
    rows = [
        Counted(2024, "甲", "case"),
        Counted(2025, "乙", "talk", 30),
        Counted(2025, "甲", "case", 12),
        Counted(None, "乙", "case"),
    ]

    years = honours.by_year(rows, ["case", "talk"])

    assert years == [SumRow(2025, (12, 30), 42), SumRow(2024, (1, 0), 1), SumRow(None, (1, 0), 1)]
    assert [row.of for row in honours.by_unit(rows, ["case"], ["乙", "甲"])] == ["乙", "甲"]
    assert honours.total(years, 2) == SumRow(None, (14, 30), 44)
