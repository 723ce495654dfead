"""Where do two tellings of the same things differ? Each place by its branch, in words, with both values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from apps.evaluations.sealing.canonical import compact
from apps.rating.points import show_points


@dataclass(frozen=True)
class Difference:
    """`where` names a branch or a part, `what` the figure; `stored` is what was kept, `found` what it comes to now."""

    where: str
    what: str
    stored: str
    found: str

    def __str__(self) -> str:
        words = {"where": self.where, "what": self.what, "stored": self.stored, "found": self.found}
        return _("%(where)s, %(what)s: stored %(stored)s, recomputed %(found)s") % words

    def plain(self) -> dict[str, str]:
        """As it is kept and sent."""
        return asdict(self)


def part_titles() -> dict[str, str]:
    """What the four parts are called, and what stands beside them."""
    return {
        "rulebook": _("rulebook"),
        "inputs": _("marks and vetoes"),
        "decisions": _("decisions"),
        "results": _("results"),
        "ballots": _("ballot"),
    }


def figure_titles() -> dict[str, str]:
    """What the figures of a branch are called."""
    return {
        "name": _("name of the branch"),
        "unit": _("unit"),
        "zone": _("zone"),
        "type": _("branch type"),
        "members": _("members"),
        "vetoes": _("vetoes"),
        "decided": _("level decided"),
        "total": _("total"),
        "sections": _("sections"),
        "stars": _("stars"),
        "lit": _("stars lit"),
        "level": _("level"),
        "grade": _("grade"),
        "programme": _("programme"),
        "places": _("places"),
    }


def names_in(inputs: Mapping[str, Any]) -> dict[int, str]:
    """Unit and branch, by the branch's id."""
    units = inputs["units"]
    return {row["id"]: f"{units.get(str(row['unit']), '')} {row['name']}".strip() for row in inputs["branches"]}


def between_files(stored: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    """Every place where what the database holds is not what the file says."""
    names = names_in(stored["inputs"])
    differences = between_marks(stored["inputs"], found["inputs"], names)
    differences += between_rows(stored["results"], found["results"], names)
    seen = {"inputs", "results", "digests"}
    titles = part_titles()
    for key in sorted((stored.keys() | found.keys()) - seen):
        if stored.get(key) != found.get(key):
            differences += inside(titles.get(key, key), "", stored.get(key), found.get(key))
    if not differences and stored.get("digests") != found.get("digests"):
        differences += inside(_("digest"), "", stored.get("digests"), found.get("digests"))
    return differences


def between_marks(stored: Mapping[str, Any], found: Mapping[str, Any], names: Mapping[int, str]) -> list[Difference]:
    """Inputs: each mark under its criterion, and what else is known of a branch."""
    differences = inside(_("marks and vetoes"), "", top(stored), top(found))
    columns = stored["columns"]
    theirs = {row["id"]: row for row in found["branches"]}
    for row in stored["branches"]:
        other = theirs.pop(row["id"], None)
        if other is None:
            differences.append(Difference(names[row["id"]], _("branch"), _("there"), _("missing")))
            continue
        marks = zip(columns, row["marks"], other["marks"], strict=False)
        differences += [
            Difference(names[row["id"]], key, show_mark(mine), show_mark(now))
            for key, mine, now in marks
            if mine != now
        ]
        differences += row_differences(names[row["id"]], without_marks(row), without_marks(other))
    differences += [Difference(row["name"], _("branch"), _("missing"), _("there")) for row in theirs.values()]
    return differences


def top(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in inputs.items() if key != "branches"}


def without_marks(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "marks"}


def between_rows(
    stored: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]], names: Mapping[int, str]
) -> list[Difference]:
    """Results, branch by branch."""
    theirs = {row["id"]: row for row in found}
    differences = []
    for row in stored:
        where = names.get(row["id"], str(row["id"]))
        other = theirs.pop(row["id"], None)
        if other is None:
            differences.append(Difference(where, _("result"), _("there"), _("missing")))
        else:
            differences += row_differences(where, row, other)
    left = [names.get(pk, str(pk)) for pk in theirs]
    return differences + [Difference(where, _("result"), _("missing"), _("there")) for where in left]


def row_differences(where: str, stored: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    titles = figure_titles()
    return [
        Difference(where, titles.get(key, key), show(stored.get(key)), show(found.get(key)))
        for key in sorted(stored.keys() | found.keys())
        if stored.get(key) != found.get(key)
    ]


def inside(where: str, path: str, stored: Any, found: Any) -> list[Difference]:
    """The places inside two plain values that differ, as far down as both are alike in shape."""
    if stored == found:
        return []
    if isinstance(stored, dict) and isinstance(found, dict):
        keys = sorted(stored.keys() | found.keys())
        return [d for key in keys for d in inside(where, join(path, key), stored.get(key), found.get(key))]
    if isinstance(stored, list) and isinstance(found, list) and len(stored) == len(found):
        pairs = enumerate(zip(stored, found, strict=True), start=1)
        return [d for n, (mine, theirs) in pairs for d in inside(where, join(path, str(n)), mine, theirs)]
    return [Difference(where, path or _("content"), show(stored), show(found))]


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def show_mark(mark: int | None) -> str:
    """A mark as people write it."""
    return _("blank") if mark is None else show_points(mark)


def show(value: Any) -> str:
    """A plain value in one short line."""
    if value is None or value in ("", []):
        return _("nothing")
    if isinstance(value, list) and all(isinstance(each, str | int) or each is None for each in value):
        return " ".join("–" if each is None else str(each) for each in value)
    text = value if isinstance(value, str) else compact(value)
    return text if len(text) <= 120 else f"{text[:119]}…"
