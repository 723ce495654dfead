"""The whole language becomes the shapes that the engine reads: each short form, each default, each column."""

from fractions import Fraction

import pytest

from apps.rating.loading import find_lines, inspect, load
from apps.rating.scores import (
    Award,
    Awards,
    Band,
    Bands,
    Best,
    Choice,
    Each,
    Fine,
    Fines,
    Marked,
    Mechanism,
    Place,
    PlacePoints,
    Share,
)
from tests.rating.rating import levels, rules
from tests.rating.rulebooks import EVERY, EVERY_TEXT, ROOT, XUCHANG
from tests.rating.said import said

HALF = Fraction(1, 2)


def score(code: str) -> Mechanism:
    """How a criterion of the rulebook of everything counts."""
    return next(each.mechanism for each in EVERY.scores if each.code == code)


def test_load_reads_every_mechanism() -> None:
    found = {each.code: type(each.mechanism) for each in EVERY.scores}

    assert found == {
        "A1": Marked,
        "A2": Choice,
        "A3": Each,
        "A4": Fines,
        "A5": Awards,
        "A6": Bands,
        "B1": Marked,
        "B2": Marked,
        "C1": Share,
        "C2": Best,
        "C3": Place,
        "C4": Marked,
        "H": Marked,
        "K1": Marked,
    }


def test_load_reads_the_numbers_of_mechanisms() -> None:
    fines, place = score("A4"), score("C3")

    assert score("A2") == Choice((Fraction(10), Fraction(8), Fraction(0)))
    assert score("A3") == Each(Fraction(2), Fraction(1), "full")
    assert isinstance(fines, Fines)
    assert fines.full == 10
    assert fines.fines[0] == Fine("late", "A4.late", None, HALF, False, Fraction(1), "full", None, None, None, None)
    assert said(fines.fines[1].condition) == "members above 50"
    assert score("A5") == Awards((Award("nation", "A5.nation", Fraction(5)), Award("city", "A5.city", Fraction(3))), 2)
    assert isinstance(place, Place)
    assert place.table == (
        PlacePoints(1, 1, Fraction(10)),
        PlacePoints(2, 3, Fraction(6)),
        PlacePoints(4, None, Fraction(2)),
    )


def test_load_reads_bands_in_order() -> None:
    bands = score("A6")

    assert isinstance(bands, Bands)
    assert (str(bands.reads), bands.bands) == (
        "fact.turnout",
        (
            Band("at least", Fraction(95), Fraction(10)),
            Band("at least", Fraction(90), Fraction(8)),
            Band("otherwise", Fraction(0), Fraction(0)),
        ),
    )


def test_load_bounds_what_a_criterion_counts() -> None:
    most = {each.code: (each.least, each.most) for each in EVERY.scores}

    assert most["A3"] == (0, 10)
    assert most["A5"] == (0, 8)
    assert most["C4"] == (0, 16)
    assert [each.role for each in EVERY.scores if each.section in "HK"] == ["base", "penalty"]


def test_load_lists_what_is_typed_with_its_kind_and_range() -> None:
    typed = [(each.code, each.kind, each.minimum, each.maximum, each.step) for each in EVERY.criteria]

    assert typed == [
        ("A1", "points", 0, 2000, 50),
        ("A2", "choice", 100, 300, 100),
        ("A3", "count", 0, 999_900, 100),
        ("A4.late", "count", 0, 999_900, 100),
        ("A4.never", "yes-or-no", 0, 100, 100),
        ("A5.nation", "count", 0, 999_900, 100),
        ("A5.city", "count", 0, 999_900, 100),
        ("B1", "pass", 0, 100, 100),
        ("B2", "pass", 0, 100, 100),
        ("C4", "points", 0, 1000, 50),
        ("H", "points", 0, 2000, 50),
        ("K1", "penalty", 0, 500, 50),
    ]


def test_load_expands_short_forms() -> None:
    sections = {section.code: section for section in EVERY.sections}

    assert (sections["C"].title.zh, sections["C"].short.zh, sections["A"].letter.zh) == ("C", "C", "甲")
    assert [each.blank for each in EVERY.criteria if each.section == "B"] == ["fail", "fail"]
    assert (sections["H"].is_bonus, sections["H"].cap, sections["K"].is_against) == (True, 10, True)
    assert (EVERY.criteria[0].title_for("机关").zh, EVERY.criteria[0].title_for("学校").zh) == ("机关重点", "重点")
    assert (EVERY.blank.at_closing, EVERY.compare_within, EVERY.levels[-1].rated) == ("blocker", "type", True)


def test_load_lists_columns_in_the_order_of_the_contract() -> None:
    keys = [each.key for each in EVERY.inputs]
    sheet = ["A1", "A2", "A3", "A4.late", "A4.never", "A5.nation", "A5.city", "B1", "B2", "H", "K1"]
    votes = [f"ballot.{layer}.{option}" for layer in ("members", "public") for option in OPTIONS]

    assert keys[:12] == [f"superior1.{code}" for code in (*sheet[:9], "C4", *sheet[9:])]
    assert keys[60:72] == [*(f"self.{code}" for code in sheet), "routine.total"]
    assert keys[72:] == [
        *("members", "previous_level"),
        *votes,
        *("fact.honour", "fact.region", "fact.turnout"),
        *(f"fact.{name}" for name in ("present", "output", "complaints", "saved", "new", "years-in-level", "draw")),
        *("best.C2", "place.C3"),
    ]


OPTIONS = ("good", "fair", "poor", "abstain")


def test_load_leaves_out_what_no_rule_reads() -> None:
    assert [each.key for each in XUCHANG.inputs] == [each.code for each in XUCHANG.criteria]


def test_load_tells_facts_apart_by_how_they_are_read() -> None:
    facts = {each.key: (each.kind, each.minimum, each.maximum) for each in EVERY.inputs if each.key.startswith("fact.")}

    assert facts["fact.honour"] == facts["fact.saved"] == ("yes-or-no", 0, 100)
    assert facts["fact.region"] == ("word", 100, 200)
    assert facts["fact.turnout"] == ("number", 0, 10_000)
    assert facts["fact.complaints"] == ("number", -100_000_000_000, 100_000_000_000)
    assert next(each.minimum for each in EVERY.inputs if each.key == "members") == 100


def test_load_counts_out_one_star_for_each_so_many_points() -> None:
    points = [star for star in EVERY.stars if star.kind == "points"]

    assert [(star.code, said(star.condition)) for star in points] == [
        ("H1", "all(points at least 5; star.B yes)"),
        ("H2", "all(points at least 10; star.B yes)"),
    ]


def test_load_finds_the_decimals_that_totals_need() -> None:
    rounded = "mix: {at: total, missing: {ballot: counts 0, routine: left out}, round: 2}"
    fine = EVERY_TEXT.replace(rounded, rounded.replace("round: 2", "round: 4"))

    assert (EVERY.decimals, load(fine).decimals) == (2, 4)


@pytest.mark.parametrize("slug", ["chuzhou-2024", "chifeng-2023", "jiangsu-2022", "xuchang-2017", "xuchang-2025"])
def test_what_ships_loads_without_faults_or_reminders(slug: str) -> None:
    text = (ROOT / f"apps/criteria/rulebooks/{slug}.yaml").read_text(encoding="utf-8")

    rulebook, faults, reminders = inspect(text)

    assert rulebook is not None
    assert (rulebook.slug, faults, reminders) == (slug, (), ())


def test_find_lines_tells_where_every_value_stands() -> None:
    lines = find_lines("a:\n  - b: 1\n  - {c: 2,\n     d: 3}\n")

    assert lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "c"): 3, ("a", 1, "d"): 4}


def test_load_lets_an_undeclared_number_run_below_zero_but_no_factor() -> None:
    criteria = "{A1: {points: 10, times: fact.factor}}"
    book = rules(sections=f"{{A: {{criteria: {criteria}}}}}", levels="[{好: {fact.wind: below -3}}, {差: otherwise}]")

    assert {each.key: each.minimum for each in book.inputs[1:]} == {"fact.factor": 0, "fact.wind": -100_000_000_000}
    assert levels(book, {"fact.wind": -3.01}, {"fact.wind": -3}, {}) == ["好", "差", "差"]
