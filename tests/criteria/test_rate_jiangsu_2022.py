"""The branches graded by type: every cell as expected, and places for the best within each unit."""

from collections import Counter

from tests.criteria.rated import column, content, differences, expected, rated, shipped

SLUG = "jiangsu-2022"


def test_rate_gives_every_cell_of_the_expected_file():
    rows = rated(shipped(SLUG), content(SLUG, "marks.csv"))

    units, levels = column(rows, "unit"), column(rows, "level")
    branches = Counter(units)
    best = Counter(unit for unit, level in zip(units, levels, strict=True) if level == "先进")
    assert differences(rows, expected(SLUG)) == []
    assert all(held <= max(1, branches[unit] // 5) for unit, held in best.items())


def unit_of_ten(superior: list[str], ballot: str = "95") -> list[str]:
    """The levels of ten branches in one unit, which has two places; `superior` is each one's mark on Z1."""
    codes = [criterion.code for criterion in shipped(SLUG).criteria]
    full = ["10" if code == "X" else "6" for code in codes]
    headings = [f"self.{code}" for code in codes] + [f"superior.{code}" for code in codes]
    lines = [
        ",".join([f"第{number}支部", "甲", "事业单位", "10", "5", ballot, *full, mark, *full[1:]])
        for number, mark in enumerate(superior)
    ]
    marks = "\n".join([f"branch,unit,type,members,ballot.count,ballot.mean,{','.join(headings)}", *lines])
    return column(rated(shipped(SLUG), marks.encode()), "level")


def test_rate_gives_places_to_the_best_of_a_unit():
    assert unit_of_ten(["6", "5.9", *["5"] * 8]) == ["先进", "先进", *["达标"] * 8]


def test_rate_leaves_a_tie_over_the_line_out_whole():
    assert unit_of_ten(["6", *["5"] * 9]) == ["先进", *["达标"] * 9]
    assert unit_of_ten(["6"] * 10) == ["达标"] * 10


def test_rate_counts_a_missing_ballot_as_zero():
    assert unit_of_ten(["6", *["5"] * 9], ballot="") == ["达标"] * 10
