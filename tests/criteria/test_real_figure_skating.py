"""Published results of figure skating come out of a rulebook: panels, factors, deductions, ties; wrong rules do not."""

import csv
from decimal import Decimal

from apps.rating.loading import load
from tests.criteria.rated import DATA, column, rated, sections

FOLDER = DATA / "real/figure-skating"
ROUNDED_EACH = ", times: fact.factor, round: 2}"
COMPONENTS = "    title: {zh: 节目内容分, en: Components}\n"
EVENTS = {"short": 15, "free": 24}


def rules(name: str) -> str:
    return (FOLDER / f"rulebook-{name}.yaml").read_text(encoding="utf-8")


def marks(name: str) -> bytes:
    return (FOLDER / f"{name}-marks.csv").read_bytes()


def published(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}-published.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agreeing(mine: list[str], theirs: list[str]) -> int:
    """How many numbers are equal."""
    return sum(Decimal(one) == Decimal(other) for one, other in zip(mine, theirs, strict=True))


def agreement(name: str, text: str) -> dict[str, int]:
    """How many performances of an event come out as published, by what is published."""
    book, said = load(text), published(name)
    rows, parts = rated(book, marks(name)), sections(book, marks(name))
    made = {
        "element": parts["T"],
        "component": parts["C"],
        "segment": column(rows, "total"),
    }
    equal = {key: agreeing(mine, [row[f"published_total_{key}_score"] for row in said]) for key, mine in made.items()}
    return equal | {"rank": agreeing(column(rows, "rank_unit"), [row["published_rank"] for row in said])}


def test_rate_gives_every_published_score_and_place():
    found = {name: agreement(name, rules(name)) for name in EVENTS}

    assert found == {
        name: {"element": count, "component": count, "segment": count, "rank": count} for name, count in EVENTS.items()
    }


def test_rate_gives_the_published_mark_of_every_panel():
    totals = column(rated(load(rules("panel")), marks("panel")), "total")

    assert agreeing(totals, [row["published_panel_score"] for row in published("panel")]) == len(totals) == 75


def test_blank_marks_counted_as_zero_give_other_panels():
    filled = marks("panel").decode().replace(",,", ",0,").replace(",\n", ",0\n")

    totals = column(rated(load(rules("panel")), filled.encode()), "total")

    assert agreeing(totals, [row["published_panel_score"] for row in published("panel")]) == 35


def test_rounding_only_the_sum_gives_other_scores():
    changed = {
        name: rules(name)
        .replace(ROUNDED_EACH, ", times: fact.factor}")
        .replace(COMPONENTS, f"{COMPONENTS}    round: 2\n")
        for name in EVENTS
    }

    found = {name: agreement(name, text) for name, text in changed.items()}

    assert {name: each["component"] for name, each in found.items()} == {"short": 11, "free": 14}


def test_ties_that_are_not_broken_give_other_places():
    short = agreement("short", rules("short").replace("order: [total, T]", "order: [total]"))
    free = agreement("free", rules("free").replace("order: [total, C]", "order: [total]"))

    assert (short["rank"], free["rank"]) == (14, 23)
