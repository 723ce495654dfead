"""How are the rows of a notice laid out? By level, and within one by zone, as they were issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evaluations.models import Notice
from apps.evaluations.noticing import LEVEL, NAME, STARS, UNIT, ZONE


@dataclass(frozen=True)
class Line:
    """One branch: its name, and what else was chosen to be shown."""

    name: str
    unit: str
    stars: int | None
    level: str
    zone: str


@dataclass(frozen=True)
class Group:
    """The branches of one zone; without a name where zones are not shown."""

    name: str
    branches: tuple[Line, ...]

    @property
    def count(self) -> str:
        """How many, in words."""
        return ngettext("%(n)s branch", "%(n)s branches", len(self.branches)) % {"n": len(self.branches)}

    @property
    def lines(self) -> list[str]:
        """Each branch on one line, as the paper says it."""
        return [" · ".join([line.name, *_also(line)]) for line in self.branches]


@dataclass(frozen=True)
class LevelList:
    """One level's branches."""

    level: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many branches."""
        return sum(len(group.branches) for group in self.groups)


def lists_of(notice: Notice, asked: str = "") -> list[LevelList]:
    """Every level's list in the order of issue; with `asked` only branches whose name holds that text."""
    rows = [_line(row) for row in notice.rows if asked.casefold() in row[NAME].casefold()]
    return [
        LevelList(
            level, tuple(Group(zone, tuple(part)) for zone, part in groupby(_on(rows, level), lambda line: line.zone))
        )
        for level in notice.levels
    ]


def _on(rows: Sequence[Line], level: str) -> list[Line]:
    return [line for line in rows if line.level == level]


def _line(row: Sequence[Any]) -> Line:
    return Line(row[NAME], row[UNIT], row[STARS], row[LEVEL], row[ZONE])


def _also(line: Line) -> list[str]:
    stars = [ngettext("%(n)s star", "%(n)s stars", line.stars) % {"n": line.stars}] if line.stars is not None else []
    return [*([line.unit] if line.unit else []), *stars]


def change_lines(notice: Notice) -> list[dict[str, Any]]:
    """What differs from the issue before, each as (what, before, after); levels first, mere places last."""
    told = []
    for change in notice.changes:
        parts = [_part(key, *change[key]) for key in ("level", "stars", "place") if change[key][0] != change[key][1]]
        told.append({"name": change["name"], "parts": parts, "is_level": change["level"][0] != change["level"][1]})
    return sorted(told, key=lambda each: not each["is_level"])


def _part(key: str, before: Any, after: Any) -> dict[str, Any]:
    words = {"level": _("level"), "stars": _("stars"), "place": _("place")}
    nothing = _("not listed")
    return {
        "what": words[key],
        "before": nothing if before in (None, "") else before,
        "after": nothing if after in (None, "") else after,
    }
