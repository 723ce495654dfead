"""The four-strength branches of the data: every cell as expected, and the quarter that may hold four stars or more."""

from tests.criteria.rated import column, content, differences, expected, rated, shipped

SLUG = "chuzhou-2024"


def test_rate_gives_every_cell_of_the_expected_file():
    rows = rated(shipped(SLUG), content(SLUG, "marks.csv"))

    assert differences(rows, expected(SLUG)) == []
    assert sum(level in ("五星", "四星") for level in column(rows, "level")) <= len(rows) // 4
