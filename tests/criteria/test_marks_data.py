"""The clean file reads whole; the messy one gives its 25 faults and no other."""

import csv
from collections import Counter, defaultdict

import pytest

from apps.rating.points import parse_points
from tests.criteria.sheets import DATA, XUCHANG, data_sheet


@pytest.fixture(scope="module")
def clean():
    return data_sheet("clean.xlsx")


@pytest.fixture(scope="module")
def messy(clean):
    return data_sheet("messy.xlsx", known_units={row.unit for row in clean.rows})


def expected_rows():
    with (DATA / "marks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks = [parse_points(row[criterion.code]) for criterion in XUCHANG.criteria]
            members = int(row["members"])
            vetoes = tuple(row["vetoes"].replace(";", " ").split())
            names = (row["branch"], row["unit"], row["zone"], row["type"])
            yield (*names, members, row["previous_level"], vetoes, marks)


def facts(row):
    return (row.branch, row.unit, row.zone, row.type, row.members, row.previous_level, row.vetoes, row.marks)


def test_read_clean_workbook_equals_the_marks(clean):
    assert clean.faults == ()
    assert [facts(row) for row in clean.rows] == list(expected_rows())


def test_read_clean_workbook_accepts_nothing(clean):
    assert (dict(clean.accepted), clean.mess, clean.header_row, clean.name) == ({}, 0, 1, "现场考评得分")


def test_read_marks_csv_equals_the_clean_workbook(clean):
    from_csv = data_sheet("marks.csv")

    assert (from_csv.faults, from_csv.mess, from_csv.encoding) == ((), 0, "UTF-8")
    assert [facts(row) for row in from_csv.rows] == [facts(row) for row in clean.rows]


def test_read_messy_workbook_gives_its_faults_and_no_other(messy):
    with (DATA / "faults.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = [(int(row["row"]), row["column"], row["kind"], row["value"]) for row in csv.DictReader(file)]

    assert [(fault.row, fault.column, fault.kind, fault.value) for fault in messy.faults] == expected


def test_read_messy_workbook_over_the_roster_invents_no_unknown_branch(clean, messy):
    branches = defaultdict(set)
    for row in clean.rows:
        branches[row.unit].add(row.branch)

    over_roster = data_sheet("messy.xlsx", known_units=branches.keys(), known_branches=branches)

    assert over_roster.faults == messy.faults


def test_read_messy_workbook_reads_every_other_row_as_the_clean_one(clean, messy):
    by_name = {(row.unit, row.branch): facts(row) for row in clean.rows}

    sound = [row for row in messy.rows if row.number not in messy.faulty_rows]

    assert len(messy.rows) == 901
    assert len(sound) == 876
    assert [facts(row) for row in sound] == [by_name[row.unit, row.branch] for row in sound]


def test_read_messy_workbook_counts_what_it_accepted(messy):
    counts = {kind: accepted.count for kind, accepted in messy.accepted.items()}

    assert counts == {
        "titles": 1,
        "headings": 15,
        "wide": 82,
        "text": 72,
        "unit": 32,
        "names": 49,
        "totals": 1,
        "empty": 8,
        "sheets": 1,
    }
    assert messy.mess == sum(counts.values())
    assert messy.accepted["unit"].cells[:2] == ((4, "I"), (21, "J"))


def test_read_roster_alone_ignores_criteria(clean):
    roster = data_sheet("messy.xlsx", rulebook=None)

    assert len(roster.ignored_columns) == 25
    assert roster.ignored_columns[0] == "A1 中心工作"
    assert Counter(fault.kind for fault in roster.faults) == {"noname": 3, "duplicate": 1}
    assert roster.rows[0].marks == []
    assert facts(roster.rows[0])[:5] == facts(clean.rows[0])[:5]
