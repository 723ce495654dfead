"""Every column that a rulebook reads: marks of all kinds, other parties, facts, votes, last levels and decisions."""

import pytest

from apps.criteria.marks import cohort_of, count_blanks, read_marks
from apps.rating.loading import load
from tests.criteria.sheets import told, typed
from tests.criteria.test_marks_faults import message

KINDS = load(
    """
rulebook: kinds-2030
title: Kinds
parties: {superior: 60%, self: 20%, ballot: 20%, peer: shown}
mix: {at: total, round: 2}
ballot: {quorum: at least 50% of members}
facts:
  honour: {title: {zh: 市级以上表彰, en: Honour}, is: yes-or-no}
  region: {title: Region, is: [东部, 西部]}
  turnout: {title: Turnout, is: number, from: 0, to: 100, step: 0.5}
step: 0.1
sections:
  A:
    title: Work
    criteria:
      A1: {title: {zh: 中心工作, en: Core work}, points: 10}
      A2: {title: Passed, pass-or-fail: 1}
      A3: {title: Choice, choices: {good: {title: {zh: 好, en: Good}, points: 10}, fair: 5}}
      A4: {title: Count, each: 2, at-most: 10}
      A5: {title: Fines, deduct-from: 10, fines: {late: {title: Late, each: 0.5}, absent: {title: Absent, once: 3}}}
      A6: {title: Schools only, points: 5, for: [学校]}
  K: {title: Off, against: yes, criteria: {K: 20}}
vetoes:
  V1: {title: Grave, effect: no level, look-back: 2 years}
levels:
  - 优: {title: {en: Good}, total: at least 30, fact.honour: yes, fact.region: 东部, fact.turnout: at least 50}
  - 差: otherwise
without-rating: {新成立: {when: {fact.new: yes}, title: {en: New}}}
ladder: {up-at-most: 1}
order: [level, total]
"""
)
PANEL_TEXT = """
rulebook: panel-2030
title: Panel
parties: {judge: counts}
panels: {judge: {markers: 3, take: median, round: 2}}
step: 0.25
sections:
  P: {title: Play, criteria: {SS: 10, TR: 10}}
levels: [{入围: {total: at least 10}}, {落选: otherwise}]
order: [total]
"""
PANEL = load(PANEL_TEXT)
NAMES = ["党支部", "单位", "支部类型", "党员人数"]
ROW = ["甲", "乙", "学校", 10]


def read(headings, *rows, rulebook=KINDS, kind="xlsx"):
    """A sheet with these columns behind the branch's names, one row a branch."""
    lines = [[f"{ROW[0]}{number}", *ROW[1:], *row] for number, row in enumerate(rows)]
    return read_marks(rulebook, typed([*NAMES, *headings], *lines, kind=kind))


def figure(sheet, key, row=0, rulebook=KINDS):
    """What was read into one input."""
    return sheet.rows[row].inputs[[column.key for column in rulebook.inputs].index(key)]


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("A2", "√", 100),
        ("A2", "达标", 100),
        ("A2", "1.0", 100),
        ("A2", " 不通过 ", 0),
        ("A2", "×", 0),
        ("A2", "", None),
        ("A3", "GOOD", 100),
        ("A3", "好", 100),
        ("A3", "fair", 200),
        ("A4", "3次", 300),
        ("A5.late", 2, 200),
        ("A5.absent", "是", 100),
        ("self.A3", "fair", 200),
        ("self.A1", 9.5, 950),
        ("K", 3.5, 350),
        ("fact.honour", "有", 100),
        ("fact.honour", "FALSE", 0),
        ("fact.region", "西部", 200),
        ("fact.turnout", "87.5", 8750),
        ("ballot.mean", 88.25, 8825),
        ("ballot.count", "8票", 800),
    ],
)
def test_read_marks_takes_what_a_column_may_say(key, cell, value):
    sheet = read([key], [cell])

    assert (sheet.faults, figure(sheet, key)) == ((), value)


@pytest.mark.parametrize(
    ("key", "cell", "kind", "said"),
    [
        ("A2", 2, "choice", "No such choice: Allowed: 1, 0"),
        ("A2", "/", "word", "Not a number: Leave a cell without a mark empty. Do not write “/”."),
        ("A3", "best", "choice", "No such choice: Allowed: good, fair"),
        ("A4", 1.5, "members", "Not a whole number: Enter a whole number, or leave the cell empty."),
        ("A4", -1, "negative", "Out of range: The minimum is 0. Enter more."),
        ("K", -1, "negative", "Out of range: Write a deduction as a positive number."),
        ("fact.region", "南部", "choice", "No such choice: Allowed: 东部, 西部"),
        ("fact.turnout", 100.5, "range", "Out of range: The maximum is 100. Enter less."),
        (
            "fact.turnout",
            -1,
            "range",
            "Out of range: The minimum is 0. If less is right, write in the rulebook facts: {turnout: {from: -1}}.",
        ),
        ("fact.turnout", 99.9, "step", "Wrong step: The rulebook goes in steps of 0.5."),
        ("ballot.count", 11, "range", "Out of range: The branch has 10 members. Enter no more votes."),
        ("peer.A1", 10.1, "range", "Out of range: The maximum is 10. Enter less."),
        ("decided", "良", "level", "No such level: Allowed: 优, 差"),
    ],
)
def test_read_marks_refuses_what_a_column_may_not_say(key, cell, kind, said):
    (fault,) = read([key], [cell]).faults

    assert (told(fault)[:4], message(fault)) == ((2, "E", key, kind), said)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("fact.雨量", "没有规则用到 fact.雨量。请删去这一列，或在规则里用上它。"),
        ("fact.turnouts", "没有规则用到 fact.turnouts。最接近的是：fact.turnout"),
    ],
)
def test_read_marks_says_that_no_rule_reads_a_fact(heading, said):
    (fault,) = read([heading], [1]).faults

    assert (fault.kind, fault.message) == ("column", said)


def test_read_marks_keeps_the_sheets_of_all_parties_in_the_order_of_criteria():
    sheet = read(["A2 Passed", "superior.A1", "self.A1 中心工作", "peer.A1"], [1, 9, 8, 7])

    row = sheet.rows[0]
    assert sheet.marked == {"superior": ("A1", "A2"), "self": ("A1",), "peer": ("A1",)}
    assert (row.marks[:3], row.other["self"][:3], row.other["peer"][:3]) == (
        [900, 100, None],
        [800, None, None],
        [700, None, None],
    )
    assert (figure(sheet, "A1"), figure(sheet, "self.A1")) == (900, 800)


def test_read_marks_keeps_each_marker_of_a_panel():
    sheet = read(["judge1.SS", "judge3.TR"], [9.25, 8], rulebook=PANEL)

    assert sheet.rows[0].other == {"judge1": [925, None], "judge3": [None, 800]}
    assert figure(sheet, "judge3.TR", rulebook=PANEL) == 800


def test_read_marks_knows_who_alone_marks_a_criterion():
    text = PANEL_TEXT.replace("counts}", "counts, clerk: shown}")
    rules = load(text.replace("TR: 10}", "TR: 10, D: {title: Less, penalty: 2, marked-by: clerk}}"))

    sheets = [read([heading], [1.5], rulebook=rules) for heading in ("D", "clerk.D")]

    assert [(sheet.faults, figure(sheet, "clerk.D", rulebook=rules)) for sheet in sheets] == [((), 150)] * 2


def test_read_marks_refuses_a_mark_where_the_criterion_does_not_hold():
    headings = ["党支部", "单位", "支部类型", "党员人数", "A6", "self.A6"]

    sheet = read_marks(KINDS, typed(headings, ["甲", "乙", "机关", 9, 3, 2], ["丙", "乙", "", 9, 1, ""]))

    foreign = "Not for this type: A branch of type “机关” is not marked on this. Leave the cell empty."
    unknown = "Not for this type: Only some types of branch are marked on this, and the row names none."
    assert [(*told(fault)[:3], message(fault)) for fault in sheet.faults] == [
        (2, "E", "A6", foreign),
        (2, "F", "self.A6", foreign),
        (3, "E", "A6", unknown),
    ]


@pytest.mark.parametrize(("members", "kind"), [("", "required"), (0, "range"), ("许多", "members")])
def test_read_marks_needs_the_members_that_a_quorum_divides_by(members, kind):
    sheet = read_marks(KINDS, typed([*NAMES, "A1"], ["甲", "乙", "学校", members, 1]))

    assert [told(fault)[:4] for fault in sheet.faults] == [(2, "D", "党员人数", kind)]


def test_read_marks_needs_the_column_that_a_quorum_divides_by():
    sheet = read_marks(KINDS, typed(["党支部", "单位", "A1"], ["甲", "乙", 1]))

    assert [told(fault) for fault in sheet.faults] == [(1, "", "党员人数", "missing", "")]


def test_read_marks_reads_last_level_vetoes_of_earlier_years_and_decisions():
    sheet = read(["上年等次", "否决项", "评定意见"], ["差", "V1@2；v1", "优"], ["新成立", "", ""], ["", "", ""])

    rows = sheet.rows
    assert (sheet.faults, [figure(sheet, "previous_level", row) for row in range(3)]) == ((), [200, None, None])
    assert (rows[0].vetoes, rows[0].decided, rows[1].previous_level) == (("V1@2", "V1"), "优", "新成立")
    assert cohort_of(KINDS, rows).decided.tolist() == [0, -1, -1]


def test_count_blanks_leaves_out_what_is_not_asked_of_a_branch():
    headings = [column.key for column in KINDS.inputs if column.kind == "mark"]
    whole = ["fair" if key.endswith("A3") else 1 for key in headings]
    other = ["" if key.endswith("A6") else cell for key, cell in zip(headings, whole, strict=True)]

    sheet = read_marks(
        KINDS,
        typed(
            [*NAMES, "ballot.mean", *headings],
            ["甲", "乙", "学校", 9, "", *whole],
            ["丙", "乙", "机关", 9, 50, *other],
            ["丁", "乙", "学校", 9, 50, *other],
        ),
    )

    assert (sheet.faults, count_blanks(KINDS, cohort_of(KINDS, sheet.rows))) == ((), 1 + 0 + 2)


CASED = load(
    """
rulebook: cased-2030
title: Cased
parties: {superior: counts}
facts: {n: {is: number}, N: {is: number}}
sections:
  A:
    title: Work
    criteria:
      A1: 20
      a1: 10
      A2: {choices: {b: {title: 好, points: 1}, B: {title: 好, points: 2}, Cd: 3}}
      A3: {reads: fact.n + fact.N, points: 5}
vetoes: {V: {title: Late, effect: no level}, v: {title: Absent, effect: no stars}}
levels: [{优: {total: at least 30}}, {差: otherwise}]
order: [total]
"""
)


def test_read_marks_parts_codes_that_differ_in_their_letters_case_alone():
    sheet = read(["a1", "A1", "A2", "fact.N", "fact.n", "vetoes"], [9, 18, "B", 2, 1, "V"], rulebook=CASED)

    assert (sheet.faults, sheet.rows[0].vetoes) == ((), ("V",))
    keys = ("A1", "a1", "A2", "fact.n", "fact.N")
    assert [figure(sheet, key, rulebook=CASED) for key in keys] == [1800, 900, 200, 100, 200]


@pytest.mark.parametrize(("cell", "value"), [("b", 100), (" Ｂ", 200), ("cD", 300)])
def test_read_marks_takes_a_choice_as_it_is_spelt(cell, value):
    assert figure(read(["A2"], [cell], rulebook=CASED), "A2", rulebook=CASED) == value


def test_read_marks_refuses_the_title_of_two_choices():
    (fault,) = read(["A2"], ["好"], rulebook=CASED).faults

    assert message(fault) == "No such choice: Allowed: b, B, Cd"


def test_read_marks_refuses_a_fact_of_thousands_of_digits():
    (fault,) = read(["fact.n"], ["-" + "9" * 5000], rulebook=CASED).faults

    assert message(fault) == "Out of range: The minimum is 0. Enter more."
