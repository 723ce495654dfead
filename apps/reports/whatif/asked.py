"""What does a what-if's address ask? The changes, which movers are listed, how shares are grouped."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from apps.core.asked import whole
from apps.reports.grouping import SCOPES

WAYS = ("up", "down")


@dataclass(frozen=True)
class Asked:
    """changes: (pointer, as typed) in order; way: "up", "down" or both; cell: from which level to which, by number;
    level: the word from which shares are counted ("" for the page's own choice)."""

    changes: tuple[tuple[str, str], ...] = ()
    run: int | None = None
    add: str = ""
    way: str = ""
    cell: tuple[int, int] | None = None
    scope: str = "zone"
    level: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address; what cannot be read is left out."""
        changes = tuple((name, typed) for name in query if name.startswith("/") for typed in query.getlist(name)[-1:])
        start, end = whole(query.get("from")), whole(query.get("to"))
        scope, way = query.get("scope", ""), query.get("way", "")
        return cls(
            changes=changes,
            run=whole(query.get("run")),
            add=query.get("add", ""),
            way=way if way in WAYS else "",
            cell=None if start is None or end is None else (start, end),
            scope=scope if scope in SCOPES else SCOPES[0],
            level=query.get("level", ""),
            page=max(1, whole(query.get("page")) or 1),
        )

    def kept(self) -> list[tuple[str, str]]:
        """Everything besides the changes and the page, as pairs of an address; what is usual is left out."""
        pairs: list[tuple[str, Any]] = [("run", self.run), ("way", self.way), ("level", self.level)]
        pairs += [("scope", self.scope if self.scope != SCOPES[0] else "")]
        pairs += zip(("from", "to"), self.cell or (), strict=False)
        return [(name, str(value)) for name, value in pairs if value not in ("", None)]

    def query(self, **changes: Any) -> str:
        """The same question as an address with some parts changed, from the first page."""
        asked = replace(self, **({"page": 1} | changes))
        pairs = [*asked.kept(), *asked.changes]
        return "?" + urlencode([*pairs, ("page", asked.page)] if asked.page > 1 else pairs)

    def without(self, values: Collection[str]) -> str:
        """The address without the changes of some values: those of one card."""
        rest = tuple(pair for pair in self.changes if pair[0] not in values)
        return self.query(changes=rest, cell=None)
