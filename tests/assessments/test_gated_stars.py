"""Rows of base stars, gate and feature stars: which items passed, what shut the gate, and what the next star lacks."""

import pytest
from django.utils import translation

from apps.assessments.gated_stars import GatedStars, gate_of
from apps.criteria.selectors import compiled, shipped_rulebooks

pytestmark = pytest.mark.pure
BASE = [f"B{star}" for star in range(1, 6)]


def standing(tasks, highlights, failed=(), put_out=()):
    """A village's row: `failed` items, feature points in hundredths, base stars that a veto put out."""
    rules = compiled(shipped_rulebooks()["chifeng-2023"])
    marks = {line.code: 0 if line.code in failed else 100 for line in rules.criteria if line.kind == "pass"}
    out = {code.split(".")[0] for code in failed} | set(put_out)
    points = {section.code: 0 for section in rules.sections} | {"F": tasks, "H": highlights}
    reached = 0 if out else (tasks + highlights) // 2000
    lit = {star.code: star.code not in out if star.code in BASE else star.nth <= reached for star in rules.stars}
    with translation.override("en"):
        return GatedStars(rules, "en", "农村牧区", marks, points, lit).context()


def test_open_gate_tells_the_points_and_what_the_next_star_lacks():
    row = standing(7600, 810)

    assert (row["is_open"], row["line"]) == (True, "84.1 feature points, 15.9 short of star 10")
    assert [star["state"] for star in row["base"]] == ["lit"] * 5
    assert [(star["short"], star["state"]) for star in row["features"]] == [
        ("20", "lit"),
        ("40", "lit"),
        ("60", "lit"),
        ("80", "lit"),
        ("100", "off"),
    ]


def test_all_ten_lit_have_no_next():
    assert standing(10000, 500)["line"] == "105 feature points, all stars lit"


def test_failed_items_shut_the_gate_and_are_counted():
    row = standing(7600, 800, failed=("B3.2", "B5.1", "B5.3"))

    assert row["is_open"] is False
    assert row["line"] == "“Rules”, “Support”: 3 items not passed, so the feature stars do not count yet"
    assert [star["demands"] for star in row["base"]][2] == [True, False, True]
    assert [star["state"] for star in row["base"]] == ["lit", "lit", "off", "lit", "off"]


def test_veto_shuts_the_gate_whatever_was_passed():
    assert standing(7600, 800, put_out=BASE)["line"] == "A veto put stars out, so the feature stars do not count"


@pytest.mark.parametrize("slug", ["xuchang-2025", "chuzhou-2024", "jiangsu-2022", "xuchang-2017"])
def test_stars_of_other_kinds_have_no_gate(slug):
    assert gate_of(compiled(shipped_rulebooks()[slug])) == ([], [])


def test_stars_beside_the_gate_leave_the_plain_row():
    text = shipped_rulebooks()["chifeng-2023"].replace("once-lit: [B1, B2, B3, B4, B5]", "once-lit: [B1, B2]")

    assert gate_of(compiled(text)) == ([], [])
