"""What has been written so far of a random rulebook? Plain values, and the text that they make."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")
ROUNDINGS: tuple[Any, ...] = (
    0,
    1,
    2,
    *({"places": 0, "how": how} for how in ("half even", "down", "up")),
    *({"to": to, "how": "half up"} for to in (0.5, 5)),
)


@dataclass
class Rules:
    """A rulebook while it is written; JSON is YAML, so its text is one line."""

    random: Random
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def plain(cls, random: Random) -> "Rules":
        """The smallest whole rulebook: two sections of points, three levels, one order."""
        sections = {
            "A": {
                "title": "甲",
                "criteria": {"A1": {"title": "甲一", "points": 10}, "A2": {"title": "甲二", "points": 5}},
            },
            "B": {"title": "乙", "criteria": {"B1": {"title": "乙一", "points": 10}}},
        }
        levels = [{"三星": {"total": "at least 8"}}, {"二星": {"total": "at least 4"}}, {"一星": "otherwise"}]
        values = {
            "rulebook": "random-2030",
            "title": "随机",
            "parties": {"superior": "counts"},
            "step": 0.5,
            "sections": sections,
            "levels": levels,
            "order": ["total"],
        }
        return cls(random, values)

    def one(self, choices: Sequence[T]) -> T:
        """One of several, at random."""
        return self.random.choice(choices)

    def maybe(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def rounding(self) -> Any:
        return self.one(ROUNDINGS)

    def add_criterion(self, criterion: dict[str, Any], section: str = "") -> str:
        """Put a criterion into a section; tells its code."""
        section = section or self.one(("A", "B"))
        criteria = self.values["sections"][section]["criteria"]
        code = f"{section}{len(criteria) + 1}"
        criteria[code] = {"title": f"指标{code}"} | criterion
        return code

    def add_section(self, section: dict[str, Any]) -> str:
        """Put a section of its own behind the others; tells its code."""
        sections = self.values["sections"]
        code = chr(ord("A") + len(sections))
        kinds = section.pop("kinds")
        criteria = {f"{code}{number}": {"title": f"{code}{number}"} | kind for number, kind in enumerate(kinds, 1)}
        sections[code] = {"title": f"部分{code}", "criteria": criteria} | section
        return code

    def add_fact(self, name: str, **declared: Any) -> str:
        """Declare a fact; tells the figure's name."""
        self.values.setdefault("facts", {})[name] = {"title": name} | declared
        return f"fact.{name}"

    def add_veto(self, effect: str, **more: Any) -> None:
        vetoes = self.values.setdefault("vetoes", {})
        vetoes[f"V{len(vetoes) + 1}"] = {"title": "否决", "effect": effect} | more

    def add_to_level(self, position: int, asked: dict[str, Any]) -> None:
        """Let a level ask for this as well; one that everybody has asks for it alone."""
        [(name, conditions)] = self.values["levels"][position].items()
        self.values["levels"][position] = {name: (conditions if isinstance(conditions, dict) else {}) | asked}

    def condition(self) -> dict[str, Any]:
        """A condition on facts alone, in one of the many ways to write one."""
        return self.one(CONDITIONS)(self)

    def text(self) -> str:
        return json.dumps(self.values, ensure_ascii=False)


Feature: TypeAlias = Callable[[Rules], None]


def number_fact(rules: Rules) -> str:
    return rules.add_fact("events", **{"is": "number", "from": 0, "to": 20, "step": 1})


def flag_fact(rules: Rules) -> str:
    return rules.add_fact("honour", **{"is": "yes-or-no"})


def word_fact(rules: Rules) -> str:
    return rules.add_fact("region", **{"is": ["东部", "西部", "中部"]})


CONDITIONS: tuple[Callable[[Rules], dict[str, Any]], ...] = (
    lambda rules: {number_fact(rules): rules.one(("at least 5", "above 5", "at most 5", "below 5", "exactly 5"))},
    lambda rules: {number_fact(rules): rules.one(("blank", "given"))},
    lambda rules: {flag_fact(rules): rules.one(("yes", "no"))},
    lambda rules: {word_fact(rules): rules.one(("东部", ["东部", "西部"], "not 西部", "blank", "given"))},
    lambda rules: {"members": rules.one(("at least 50", "below 3"))},
    lambda rules: {number_fact(rules): "at least 50% of members"},
    lambda rules: {"type": rules.one(("机关", "not 机关", ["机关", "学校"]))},
    lambda rules: {"last-level": rules.one(("三星", "二星 or better", "二星 or worse", "none", "not 三星"))},
    lambda rules: {"any-of": [{flag_fact(rules): "yes"}, {number_fact(rules): "at least 5"}]},
    lambda rules: {"none-of": [{flag_fact(rules): "yes"}, {"members": "at least 50"}]},
    lambda rules: {number_fact(rules): ["at least 5", "below 15"]},
    lambda rules: {f"{number_fact(rules)} - 2": "at least 5"},
    lambda rules: {"at-least-2-of": [{flag_fact(rules): "yes"}, {number_fact(rules): "at least 5"}, {"members": 3}]},
    lambda rules: {flag_fact(rules): "no", "any-of": [{"type": "学校"}, {"members": "given"}]},
)
