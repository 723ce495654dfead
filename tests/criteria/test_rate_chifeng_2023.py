"""The ten-star branches of the data: every cell as expected, and the published shares."""

from tests.criteria.rated import column, content, differences, expected, rated, shipped

SLUG = "chifeng-2023"


def test_rate_gives_every_cell_of_the_expected_file():
    rows = rated(shipped(SLUG), content(SLUG, "marks.csv"))

    stars = [int(number) for number in column(rows, "stars")]
    assert differences(rows, expected(SLUG)) == []
    assert [sum(number >= line for number in stars) for line in (0, 6, 8)] == [9855, 6000, 1000]


def one_branch(highlights: str, vetoes: str = "", item: str = "1") -> tuple[str, ...]:
    """Total, stars, lit and level of a branch with ten points of tasks."""
    items = {f"B{star}.{number}": "1" for star in range(1, 6) for number in (1, 2, 3)} | {"B3.2": item}
    figures = items | {f"F{number}": "2" for number in range(1, 6)} | {"H": highlights}
    marks = f"branch,unit,type,vetoes,{','.join(figures)}\n甲,乙,学校,{vetoes},{','.join(figures.values())}\n"
    return rated(shipped(SLUG), marks.encode())[0][4:8]


def test_rate_counts_highlights_up_to_ten():
    assert one_branch("9.9") == ("19.9", "5", "B1 B2 B3 B4 B5", "后进支部")
    assert one_branch("20") == ("20", "6", "B1 B2 B3 B4 B5 F1", "堡垒支部")


def test_rate_gives_no_feature_star_without_every_base_star():
    assert one_branch("20", item="") == ("20", "4", "B1 B2 B4 B5", "后进支部")


def test_rate_takes_every_star_from_a_vetoed_branch():
    assert one_branch("20", vetoes="V2") == ("20", "0", "", "后进支部")
