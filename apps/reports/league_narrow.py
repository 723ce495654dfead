"""Which of the chosen columns has a narrow screen no room for? They stand in a line beneath the row instead."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.reports.league_columns import labels

# A narrow row has a place for one column of each pair: the first, where both stand.
PAIRS = {"level": "stars", "next-place": "next-star"}
ALWAYS = ("move", "stars", "total", "next-star")


def beneath(line: Mapping[str, Any], standing: Sequence[str], sections: Sequence[str]) -> list[dict[str, str]]:
    """The columns that stand at a desk alone, each with its name; nothing where a branch has nothing there.

    line: a row as the table shows it; sections: their short names.
    """
    names = labels()
    wide = [code for code in standing if code not in ALWAYS and PAIRS.get(code, code) in standing]
    told = [pair for code in wide for pair in told_of(code, names[code], line, sections)]
    return [{"label": label, "text": text} for label, text in told if text]


def told_of(code: str, name: str, line: Mapping[str, Any], sections: Sequence[str]) -> Iterator[tuple[str, str]]:
    """One column, its sections each by itself."""
    if code == "sections":
        yield from ((short, each["value"]) for short, each in zip(sections, line["sections"], strict=True))
    elif code == "level":
        yield name, line["level"]["name"]
    elif code == "next-place":
        yield name, "".join(line["above"])
    elif code == "places":
        yield name, " · ".join("–" if place is None else str(place) for place in line["places"])
    else:
        yield name, line[code]
