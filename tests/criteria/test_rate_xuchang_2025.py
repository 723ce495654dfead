"""The five-star branches of the data: every cell as expected, and the outcome that was published."""

from collections import Counter

from tests.criteria.rated import column, content, differences, expected, rated, shipped

SLUG = "xuchang-2025"


def test_rate_gives_every_cell_of_the_expected_file():
    rows = rated(shipped(SLUG), content(SLUG, "marks.csv"))

    assert differences(rows, expected(SLUG)) == []
    assert Counter(column(rows, "level")) == {"五星": 28, "四星": 229, "三星": 512, "未评星": len(rows) - 769}
