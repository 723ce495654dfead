"""The engine's slow twin: decimals and loops, written from the rules alone, sharing no code with the engine."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import yaml

from tests.rating.rulebooks import Branch

Row = tuple[str, ...]


class Twin:
    """Rates branches by a rulebook's text, one at a time, every pair of them compared for places."""

    def __init__(self, text: str) -> None:
        self.book: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)

    def rows(self, branches: Sequence[Branch]) -> list[Row]:
        """total, stars, lit, level and the places in campaign, zone, unit and type, as files write them."""
        judged = [self.judge(branch) for branch in branches]
        keys = [self.keys(each) for each in judged]
        scopes: list[list[str]] = [[""] * len(branches)]
        scopes += [[getattr(branch, scope) for branch in branches] for scope in ("zone", "unit", "type")]
        return [
            (
                plain(each["total"]),
                str(each["stars"]),
                " ".join(each["lit"]),
                each["level"],
                *(str(place(number, keys, groups)) for groups in scopes),
            )
            for number, each in enumerate(judged)
        ]

    def judge(self, branch: Branch) -> dict[str, Any]:
        marks = iter(branch.marks)
        sections = {}
        for code, section in self.book["sections"].items():
            counted = sum((Decimal(next(marks) or 0) / 100 for _ in section["criteria"]), Decimal(0))
            cap = section.get("sum", "at most Infinity").removeprefix("at most ")
            sections[code] = min(counted, Decimal(cap))
        lit = [star["for"] for star in self.book["stars"] if sections[star["for"]] >= points_in(star["lit-when"])]
        name, stars = self.level(lit, bool(branch.vetoes))
        return {"sections": sections, "total": sum(sections.values()), "lit": lit, "level": name, "stars": stars}

    def level(self, lit: list[str], vetoed: bool) -> tuple[str, int]:
        for entry in self.book["levels"]:
            [(name, asked)] = entry.items()
            if "otherwise" in asked:
                return name, 0
            enough = len(lit) >= points_in(asked.get("lit", "at least 0"))
            if enough and all(code in lit for code in asked.get("with", [])) and not vetoed:
                return name, int(asked["stars"])
        raise AssertionError("a rulebook's last level takes everybody")

    def keys(self, judged: dict[str, Any]) -> list[Decimal]:
        named = {"stars": judged["stars"], "total": judged["total"]} | judged["sections"]
        return [named[key] for key in self.book["order"]]


def place(number: int, keys: list[list[Decimal]], groups: list[str]) -> int:
    return 1 + sum(theirs > keys[number] for theirs, group in zip(keys, groups, strict=True) if group == groups[number])


def points_in(words: str) -> Decimal:
    return Decimal(words.removeprefix("at least "))


def plain(points: Decimal) -> str:
    text = f"{points:.2f}"
    return text.rstrip("0").rstrip(".")
