"""900 branches under xuchang-2025 get exactly the published outcome."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.outcome import HEADINGS, result_rows
from apps.rating.points import parse_points
from apps.rating.rate import rate
from tests.rating.rulebooks import ROOT, XUCHANG, Branch, even_branch

FOLDER = ROOT / "tests/data/xuchang-2025"
NAMES = ("branch", "unit", "zone", "type")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def branch_of(line: dict[str, str]) -> Branch:
    cells = [line[criterion.code] for criterion in XUCHANG.criteria]
    marks = tuple(parse_points(cell) if cell else None for cell in cells)
    return Branch(marks, tuple(line["vetoes"].replace(";", " ").split()), line["zone"], line["unit"], line["type"])


def test_rate_gives_every_cell_of_the_expected_results() -> None:
    lines = read_csv(FOLDER / "marks.csv")
    names = [tuple(line[name] for name in NAMES) for line in lines]
    expected = read_csv(FOLDER / "expected.csv")

    rows = list(result_rows(XUCHANG, rate(XUCHANG, Cohort.of(XUCHANG, [branch_of(line) for line in lines])), names))

    assert list(HEADINGS) == list(expected[0])
    assert [row._asdict() for row in rows] == expected
    assert Counter(row.level for row in rows) == {"五星": 28, "四星": 229, "三星": 512, "未评星": 131}


def test_rate_gives_the_same_from_marks_stored_in_two_bytes() -> None:
    branches = [branch_of(line) for line in read_csv(FOLDER / "marks.csv")]
    wide = Cohort.of(XUCHANG, branches)
    narrow = Cohort(wide.marks.astype(np.int16), wide.marked, wide.vetoes, wide.zone, wide.unit, wide.type)

    outcomes = [rate(XUCHANG, cohort) for cohort in (wide, narrow)]

    names = [("", "", "", "")] * len(branches)
    first, second = (list(result_rows(XUCHANG, outcome, names)) for outcome in outcomes)
    assert first == second


def level_of(branch: Branch) -> tuple[str, int, list[bool]]:
    outcome = rate(XUCHANG, Cohort.of(XUCHANG, [branch]))
    return XUCHANG.levels[outcome.level[0]].name, int(outcome.stars[0]), outcome.lit[0].tolist()


def test_rate_gives_no_level_without_the_required_star() -> None:
    assert level_of(even_branch(XUCHANG, A=1600, B=1600, C=1600, D=1600, E=1590)) == ("未评星", 0, [True] * 4 + [False])


def test_rate_gives_no_level_below_three_stars() -> None:
    assert level_of(even_branch(XUCHANG, A=1600, E=1600)) == ("未评星", 0, [True, False, False, False, True])


def test_rate_gives_no_level_under_a_veto_but_lists_the_stars() -> None:
    marks = even_branch(XUCHANG, A=1600, B=1600, C=1600, D=1600, E=1600).marks

    assert level_of(Branch(marks)) == ("五星", 5, [True] * 5)
    assert level_of(Branch(marks, vetoes=("V2",))) == ("未评星", 0, [True] * 5)


def test_rate_lights_at_the_line_where_binary_floats_fall_short() -> None:
    tenths = (1580, 1590, 1600, 1610, 1620)
    short = (1580, 1590, 1600, 1610, 1610)

    judgement = rate(XUCHANG, Cohort.of(XUCHANG, [Branch(tenths * 5), Branch(short * 5)])).judgement

    assert judgement.lit.tolist() == [[True] * 5, [False] * 5]
