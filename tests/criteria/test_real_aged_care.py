"""Published stars of aged care homes come out of a rulebook: a weighted mean, rounded, and a cap by one criterion."""

import csv
from collections import Counter

import pytest

from apps.rating.loading import load
from tests.criteria.rated import DATA, column, rated

FOLDER = DATA / "real/aged-care"
RULES = (FOLDER / "rulebook.yaml").read_text(encoding="utf-8")
CAPS = RULES[RULES.index("vetoes:") : RULES.index("order:")]
UNEXPLAINED = {"F0882 (741)": "4", "F2087 (1824)": "4", "F1876 (6868)": "2"}


def published() -> dict[str, str]:
    with (FOLDER / "published.csv").open(encoding="utf-8", newline="") as file:
        return {row["branch"]: row["overall_star_rating"] for row in csv.DictReader(file)}


def departing(text: str) -> dict[str, str]:
    """The homes that do not come out as published, with what was published."""
    rows = rated(load(text), (FOLDER / "marks.csv").read_bytes())
    said = published()
    stars = dict(zip(column(rows, "branch"), column(rows, "stars"), strict=True))
    levels = dict(zip(column(rows, "branch"), column(rows, "level"), strict=True))
    return {branch: said[branch] for branch in stars if levels[branch] and stars[branch] != said[branch]}


def test_rate_gives_every_published_rating_but_three_that_depart_from_the_rule():
    assert departing(RULES) == UNEXPLAINED


def test_rate_does_not_rate_a_home_with_a_rating_missing():
    rows = rated(load(RULES), (FOLDER / "marks.csv").read_bytes())

    unrated = Counter(zip(column(rows, "level"), column(rows, "rank"), strict=True))["", ""]
    assert (unrated, column(rows, "rank").count("")) == (12, 12)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (RULES.replace(CAPS, ""), 27),
        (RULES.replace("round: 0", "round: {places: 0, how: down}"), 44),
        (RULES.replace("weight: 33%", "weight: 30%").replace("weight: 30%}\n      N", "weight: 33%}\n      N"), 5),
    ],
    ids=["no caps", "rounded down", "weights exchanged"],
)
def test_other_rules_give_other_ratings(text, count):
    assert len(departing(text)) == count
