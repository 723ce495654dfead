"""`manage.py rate` rates a file without a database, or says line by line why not."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

ROOT = Path(__file__).parents[2]
MARKS = ROOT / "tests/data/xuchang-2025/marks.csv"
EXPECTED = ROOT / "tests/data/xuchang-2025/expected.csv"
TINY = str(ROOT / "tests/data/rulebooks/tiny-2030.yaml")
HEADINGS = "branch,unit,zone,type,total,stars,lit,level,grade,programme,rank,rank_zone,rank_unit,rank_type"


def run(*arguments: object) -> tuple[int, list[str], list[str]]:
    """Exit code and the lines of both outputs of a call in this process, which may not open the database."""
    out, err, code = StringIO(), StringIO(), 0
    with translation.override("en"):
        try:
            call_command("rate", *map(str, arguments), stdout=out, stderr=err)
        except SystemExit as ended:
            code = int(str(ended.code))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "marks.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


def test_rate_gives_every_cell_of_the_expected_file_with_no_database_to_connect_to(tmp_path: Path) -> None:
    results = tmp_path / "results.csv"
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    command = [sys.executable, "manage.py", "rate", "xuchang-2025", MARKS, "-o", results]

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert results.read_bytes() == EXPECTED.read_bytes()


def test_rate_writes_to_standard_output_without_a_file() -> None:
    assert run("xuchang-2025", MARKS) == (0, EXPECTED.read_text(encoding="utf-8").splitlines(), [])


def test_rate_tells_each_fault_in_a_line_and_writes_no_results(tmp_path: Path) -> None:
    marks = written(
        tmp_path,
        "branch,unit,vetoes,N.1,N.2,S.1\r\n一,甲,,3,4.25,10\r\n二,甲,Y,3.25,often,0.1\r\n一,甲,,,,\r\n三,甲,X,1,1,1\r\n",
    )
    results = tmp_path / "results.csv"
    results.write_text("as it was")

    assert run(TINY, marks, "-o", results) == (
        2,
        [],
        [
            "Row 3, vetoes, “Y”: Allowed: X",
            "Row 3, N.1, “3.25”: The maximum is 3. Enter less.",
            "Row 3, N.2, “often”: Enter a number, or leave the cell empty.",
            "Row 3, S.1, “0.1”: The rulebook goes to 0.25 points.",
            "Row 4, branch, “一”: Row 2 has it already: named twice within one unit.",
        ],
    )
    assert results.read_text() == "as it was"


def test_rate_warns_of_blanks_once(tmp_path: Path) -> None:
    marks = written(tmp_path, "branch,unit,N.1,S.1\n一,甲,3,\n二,甲,,9.25\n")

    assert run(TINY, marks) == (
        0,
        [HEADINGS, "一,甲,,,3,0,,其他,,,2,2,2,2", "二,甲,,,9.25,0,South,其他,,,1,1,1,1"],
        ["tiny-2030: 4 blank marks were counted as 0. No column: N.2."],
    )


def test_rate_says_when_marks_are_not_utf8(tmp_path: Path) -> None:
    marks = written(tmp_path, "党支部,单位,N.1,N.2,S.1\n第一党支部,甲,3,2,9.25\n", encoding="gb18030")

    assert run(TINY, marks) == (
        0,
        [HEADINGS, "第一党支部,甲,,,14.25,2,South North,双优,,,1,1,1,1"],
        [f"{marks} was read as GB18030."],
    )


def test_rate_takes_a_rulebook_by_a_relative_path_and_with_a_byte_order_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text(Path(TINY).read_text(encoding="utf-8"), encoding="utf-8-sig")
    marks = written(tmp_path, "branch,unit,N.1,N.2,S.1\n一,甲,3,2,9\n")
    monkeypatch.chdir(tmp_path)

    assert run("mine", marks) == (0, [HEADINGS, "一,甲,,,14,1,North,北优,,,1,1,1,1"], [])


def test_rate_tells_how_many_blanks_were_taken_as_their_criteria_say(tmp_path: Path) -> None:
    rulebook = tmp_path / "mine.yaml"
    text = Path(TINY).read_text(encoding="utf-8")
    rulebook.write_text(text.replace("points: 4.25", "points: 4.25, blank: full"), encoding="utf-8")
    marks = written(tmp_path, "branch,unit,N.1,N.2,S.1\n一,甲,3,,9\n")

    assert run(rulebook, marks) == (
        0,
        [HEADINGS, "一,甲,,,14.5,1,North,北优,,,1,1,1,1"],
        ["tiny-2030: 1 blank mark was taken as the rulebook says."],
    )


def test_rate_shows_what_people_decided(tmp_path: Path) -> None:
    marks = written(tmp_path, "branch,unit,N.1,N.2,S.1,decided\n一,甲,3,2,9,双优\n二,甲,3,2,9,\n")

    assert run(TINY, marks)[1:] == (
        [HEADINGS, "一,甲,,,14,2,North,双优,,,1,1,1,1", "二,甲,,,14,1,North,北优,,,1,1,1,1"],
        [],
    )


def test_rate_takes_branches_without_a_unit_as_one_group(tmp_path: Path) -> None:
    marks = written(tmp_path, "branch,N.1,N.2,S.1\n一,3,2,9\n二,3,2,10\n")

    assert run(TINY, marks)[1] == [HEADINGS, "一,,,,14,1,North,北优,,,2,2,2,2", "二,,,,15,2,South North,双优,,,1,1,1,1"]


def test_rate_tells_each_fault_of_a_rulebook(tmp_path: Path) -> None:
    rulebook = tmp_path / "mine.yaml"
    rulebook.write_text(Path(TINY).read_text(encoding="utf-8").replace("step: 0.25", "step: 0.3"), encoding="utf-8")

    assert run(rulebook, MARKS) == (
        2,
        [],
        [
            "Line 16, sections.North.criteria.N.2.points: 4.25 is not a multiple of the step 0.3. "
            "Change one of the two.",
            "Line 22, sections.South.criteria.S.1.points: 10 is not a multiple of the step 0.3. Change one of the two.",
        ],
    )


@pytest.mark.parametrize(
    ("rulebook", "marks", "told"),
    [
        (
            "nowhere",
            MARKS,
            "“nowhere” cannot be read as a rulebook. Give a path, or one of: "
            "chifeng-2023, chuzhou-2024, jiangsu-2022, xuchang-2017, xuchang-2025.",
        ),
        ("nowhere.yaml", MARKS, "nowhere.yaml cannot be read: No such file or directory"),
        ("/dev", MARKS, "/dev cannot be read: Is a directory"),
        (EXPECTED.with_name("clean.xlsx"), MARKS, f"{EXPECTED.with_name('clean.xlsx')} is not a text in UTF-8."),
        (TINY, "/dev", "/dev cannot be read: Is a directory"),
        (TINY, "/nowhere.csv", "/nowhere.csv cannot be read: No such file or directory"),
        (TINY, "/dev/null", "/dev/null: The file is empty. Choose the one with the rows in it."),
    ],
)
def test_rate_refuses_files_that_cannot_be_read(rulebook: object, marks: object, told: str) -> None:
    assert run(rulebook, marks) == (2, [], [told])


def test_rate_says_when_results_cannot_be_written(tmp_path: Path) -> None:
    results = tmp_path / "nowhere/results.csv"

    assert run("xuchang-2025", MARKS, "-o", results) == (
        2,
        [],
        [f"{results} cannot be written: No such file or directory"],
    )


def test_rate_writes_into_a_device_without_replacing_it() -> None:
    assert run("xuchang-2025", MARKS, "-o", "/dev/null") == (0, [], [])
    assert Path("/dev/null").is_char_device()
