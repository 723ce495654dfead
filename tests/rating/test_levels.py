"""Stars, levels, vetoes, grants and the ladder, one after the other."""

import pytest

from apps.rating.rulebook import Rulebook
from tests.rating.rating import levels, rated, results, rules

POINTS = "{A: {title: A, criteria: {A1: 100}}}"
STEPS = (
    "[{五星: {total: at least 90}}, {四星: {total: at least 80}}, {三星: {total: at least 60}}, "
    "{未评星: {otherwise: not rated}}]"
)


def steps(**parts: str) -> Rulebook:
    return rules(sections=POINTS, levels=STEPS, **parts)


def test_a_level_begins_at_its_line() -> None:
    assert levels(steps(), *({"A1": mark} for mark in (90, 89.99, 80, 59.99))) == ["五星", "四星", "四星", "未评星"]


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("no level", ["未评星", "未评星"]),
        ("no level above 四星", ["四星", "三星"]),
        ("one level down", ["四星", "未评星"]),
        ("no promotion", ["四星", "三星"]),
        ("not rated", ["", ""]),
    ],
)
def test_a_veto_takes_what_it_states_and_never_raises(effect: str, expected: list[str]) -> None:
    book = steps(vetoes=f"{{V1: {{title: V, effect: {effect}}}}}")
    rows = [{"A1": mark, "vetoes": "V1"} for mark in (95, 70)]
    last = {"previous_level": "四星"} if effect == "no promotion" else {}

    assert levels(book, *({**row, **last} for row in rows)) == expected
    assert levels(book, *({"A1": mark, **last} for mark in (95, 70))) == ["五星", "三星"]


def test_vetoes_work_one_after_the_other_as_written() -> None:
    cap, down = "V1: {title: Cap, effect: no level above 四星}", "V2: {title: Down, effect: one level down}"
    row = {"A1": 95, "vetoes": "V1 V2"}

    assert levels(steps(vetoes=f"{{{cap}, {down}}}"), row) == ["三星"]
    assert levels(steps(vetoes=f"{{{down}, {cap}}}"), row) == ["四星"]


def test_a_veto_counts_as_far_back_as_it_looks_and_may_be_found() -> None:
    book = steps(vetoes="{V1: {title: V, effect: no level, look-back: 1 year, when: {fact.fined: yes}}}")
    rows = [{"A1": 95, "vetoes": "V1@1"}, {"A1": 95, "vetoes": "V1@2"}, {"A1": 95, "fact.fined": True}]

    outcome = rated(book, *rows)

    assert [book.levels[level].name for level in outcome.level] == ["未评星", "五星", "未评星"]
    assert outcome.judgement.vetoes.tolist() == [[True], [False], [True]]


def test_a_ladder_holds_the_rise_the_fall_and_who_has_no_record() -> None:
    book = steps(ladder="{up-at-most: 1, down-at-most: 1, no-record: at most 四星, except-when: {fact.free: yes}}")
    rows = [
        {"A1": 95, "previous_level": "三星"},
        {"A1": 95, "previous_level": "未评星"},
        {"A1": 95},
        {"A1": 10, "previous_level": "五星"},
        {"A1": 95, "previous_level": "未评星", "fact.free": True},
    ]

    assert levels(book, *rows) == ["四星", "三星", "四星", "四星", "五星"]


def test_a_grant_raises_but_a_veto_has_the_last_word() -> None:
    grants = "[{level: 四星, when: {fact.hero: yes}, title: Hero}]"
    book = steps(grants=grants, vetoes="{V1: {title: V, effect: no level}}")
    hero = {"A1": 10, "fact.hero": True}

    assert levels(book, hero, {**hero, "A1": 95}, {**hero, "vetoes": "V1"}) == ["四星", "五星", "未评星"]


@pytest.mark.parametrize(("past", "expected"), [("yes", "五星"), ("no", "三星")])
def test_the_ladder_holds_a_grant_back_unless_it_goes_past(past: str, expected: str) -> None:
    grants = f"[{{level: 五星, when: {{fact.hero: yes}}, title: Hero, past-ladder: {past}}}]"

    book = steps(grants=grants, ladder="{up-at-most: 1}")

    assert levels(book, {"A1": 10, "fact.hero": True, "previous_level": "未评星"}) == [expected]


def test_who_is_not_rated_has_its_word_and_takes_no_place() -> None:
    book = steps(without_rating="{新成立不参评: {when: {fact.new: yes}, title: New}}")

    rows = results(book, {"A1": 95, "fact.new": True}, {"A1": 70}, {"A1": 95, "fact.new": False})

    assert [(row.level, row.rank, row.rank_unit) for row in rows] == [
        ("新成立不参评", "", ""),
        ("三星", "2", "2"),
        ("五星", "1", "1"),
    ]


STARS = "[{for: A, lit-when: at least 60}, {for: B, lit-when: every criterion passes}]"
TWO = "{A: {title: A, criteria: {A1: 100}}, B: {title: B, items: pass-or-fail, blank: fail, criteria: [B1, B2]}}"
LIT = "[{双星: {lit: at least 2}}, {一星: {lit: at least 1}}, {未评星: otherwise}]"


@pytest.mark.parametrize(
    ("effect", "expected"),
    [("star A out", ("1", "B", "一星")), ("no stars", ("0", "", "未评星")), ("no level", ("2", "A B", "未评星"))],
)
def test_a_veto_puts_stars_out_before_levels_are_reached(effect: str, expected: tuple[str, str, str]) -> None:
    book = rules(sections=TWO, stars=STARS, levels=LIT, vetoes=f"{{V1: {{title: V, effect: {effect}}}}}")
    marks = {"A1": 60, "B1": True, "B2": True}

    first, second = results(book, marks, {**marks, "vetoes": "V1"})

    assert (first.stars, first.lit, first.level) == ("2", "A B", "双星")
    assert (second.stars, second.lit, second.level) == expected


def test_a_star_of_passing_is_not_lit_by_a_blank() -> None:
    book = rules(sections=TWO, stars=STARS, levels=LIT)

    assert [row.lit for row in results(book, {"B1": True, "B2": None}, {"B1": True, "B2": True})] == ["", "B"]


def test_a_star_of_passing_asks_only_what_is_asked_of_the_branch() -> None:
    items = "{B1: {pass-or-fail: 0}, B2: {pass-or-fail: 1, for: [机关]}, B3: {points: 5, blank: left out}}"
    book = rules(
        sections=f"{{A: {{title: A, criteria: {{A1: 100}}}}, B: {{title: B, round: 2, criteria: {items}}}}}",
        stars="[{for: B, lit-when: every criterion passes}]",
        levels="[{好: {with: [B]}}, {差: otherwise}]",
    )
    passed = {"B1": True, "type": "学校"}

    assert levels(book, passed, {**passed, "type": "机关"}, {**passed, "B3": 4}) == ["好", "差", "差"]


def test_a_star_shows_the_best_medal_that_holds() -> None:
    stars = "[{for: A, medals: [{金: at least 90}, {银: at least 80}]}]"
    book = rules(sections=POINTS, stars=stars, levels="[{好: {medals.金: at least 1}}, {差: otherwise}]")

    rows = results(book, {"A1": 90}, {"A1": 89.9}, {"A1": 79})

    assert [(row.lit, row.level) for row in rows] == [("A金", "好"), ("A银", "差"), ("", "差")]


def test_stars_by_points_need_the_others_lit_first() -> None:
    stars = "[{for: B, lit-when: every criterion passes}, {for: A, one-for-each: 20, of: A, at-most: 3, once-lit: [B]}]"
    book = rules(sections=TWO, stars=stars, levels=LIT)
    passed = {"B1": True, "B2": True}

    rows = results(book, {**passed, "A1": 59.99}, {**passed, "A1": 100}, {"A1": 100, "B1": True})

    assert [row.lit for row in rows] == ["B A1 A2", "B A1 A2 A3", ""]


def test_people_decide_after_the_rules_and_both_are_kept() -> None:
    book = steps(vetoes="{V1: {title: V, effect: not rated}}")

    outcome = rated(book, {"A1": 70, "decided": "五星"}, {"A1": 70}, {"A1": 70, "decided": "五星", "vetoes": "V1"})

    assert outcome.level.tolist() == [0, 2, 2]
    assert outcome.by_rules.tolist() == [2, 2, 2]
    assert outcome.places.campaign.tolist() == [1, 1, 0]


def test_grades_read_the_final_level_and_last_years() -> None:
    book = steps(
        grades="{先进: [五星, 四星], 一般: [三星]}",
        programmes="{转化工程: {level: 三星 or worse, last-level: 三星 or worse}, 提升工程: [三星, 未评星]}",
    )

    rows = results(book, {"A1": 95}, {"A1": 70}, {"A1": 70, "previous_level": "三星"}, {"A1": 1})

    assert [row.grade for row in rows] == ["先进", "一般", "一般", ""]
    assert [row.programme for row in rows] == ["", "提升工程", "转化工程", "提升工程"]
