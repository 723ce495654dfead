"""docs/scoring.md tells what the program tells, and every equation on it holds."""

import gzip
import re
from fractions import Fraction
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.criteria.rated import DATA

PAGE = (Path(__file__).parents[2] / "docs/scoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```explain (\S+) (\d+)\n(.*?)^```$", PAGE, re.M | re.S)
EQUATIONS = re.findall(r"`([0-9.+*/ -]+) = ([0-9.]+)`", PAGE)
TERM = re.compile(r"([+-]?) ?([0-9.]+)(?: ([*/]) ([0-9.]+))?")


def value_of(sum_text: str) -> Fraction:
    """What a sum of numbers, products and quotients comes to, exactly."""
    total = Fraction(0)
    for sign, number, times, by in TERM.findall(sum_text):
        part = Fraction(number)
        if times:
            part = part * Fraction(by) if times == "*" else part / Fraction(by)
        total += -part if sign == "-" else part
    return total


def marks_file(slug: str, folder: Path) -> Path:
    """The marks of a rulebook that ships, unpacked where they lie compressed."""
    path = DATA / slug / "marks.csv"
    if path.exists():
        return path
    unpacked = folder / "marks.csv"
    unpacked.write_bytes(gzip.decompress(path.with_name("marks.csv.gz").read_bytes()))
    return unpacked


def test_scoring_page_has_three_branches_and_their_equations() -> None:
    assert [slug for slug, _row, _text in BLOCKS] == ["xuchang-2025", "chuzhou-2024", "jiangsu-2022"]
    assert len(EQUATIONS) >= 25


@pytest.mark.parametrize(("sum_text", "result"), EQUATIONS, ids=[sum_text for sum_text, _ in EQUATIONS])
def test_scoring_page_equation_holds(sum_text: str, result: str) -> None:
    assert value_of(sum_text) == Fraction(result)


@pytest.mark.parametrize(("slug", "row", "text"), BLOCKS, ids=[slug for slug, _, _ in BLOCKS])
def test_scoring_page_tells_what_the_command_tells(slug: str, row: str, text: str, tmp_path: Path) -> None:
    told = StringIO()

    call_command("explain", slug, str(marks_file(slug, tmp_path)), row, language="en", stdout=told)

    assert told.getvalue() == text
