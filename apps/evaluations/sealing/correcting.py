"""What would a correction after sealing move? The sealed inputs with the change, rated by the sealed rules."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.audit.chain import moment
from apps.core.errors import Invalid
from apps.criteria.selectors import compiled
from apps.evaluations.models import Erratum, Seal
from apps.evaluations.papers import content_of
from apps.evaluations.sealing.canonical import digest
from apps.evaluations.sealing.recomputing import rated_again
from apps.rating.points import HUNDRED, parse_points, show_points
from apps.rating.rulebook import Rulebook

NAME, MEMBERS, LEVEL, MARK, VETO = "name", "members", "level", "mark", "veto"
LONGEST_NAME = 120
Change = dict[str, Any]


def sealed_contents(seal: Seal) -> dict[str, Any]:
    """The kept file as plain values."""
    return json.loads(content_of(seal.paper))


def rules_of(contents: Mapping[str, Any]) -> Rulebook:
    return compiled(contents["rulebook"]["text"])


def standing_contents(seal: Seal) -> dict[str, Any]:
    """The kept file with every confirmed correction made in it."""
    confirmed = Erratum.objects.filter(seal=seal, confirmed_at__isnull=False).order_by("number")
    contents = sealed_contents(seal)
    for changes in confirmed.values_list("changes", flat=True):
        contents = corrected(contents, changes)
    return contents


def read_change(contents: Mapping[str, Any], branch: int, what: str, text: str) -> Change:
    """One change as it is kept, from what somebody typed. Refuses what the rules do not know, and what changes nothing.

    what: "name", "members", "level", "mark:A1" (an input's key) or "veto:V1".
    """
    row = next((row for row in contents["inputs"]["branches"] if row["id"] == branch), None)
    if row is None:
        raise Invalid(_("This branch is not in the sealed file."), details={"branch": [""]})
    before = value_of(contents, row, what)
    after = typed(contents, what, text.strip())
    if before == after:
        raise Invalid(_("That is what the sealed file says already."), details={"after": [text]})
    return {"branch": branch, "name": row["name"], "what": what, "before": before, "after": after}


def value_of(contents: Mapping[str, Any], row: Mapping[str, Any], what: str) -> Any:
    """What the file says now."""
    kind, _sign, code = what.partition(":")
    if kind == MARK and code in contents["inputs"]["columns"]:
        return row["marks"][contents["inputs"]["columns"].index(code)]
    if kind == VETO and code in {veto.code for veto in rules_of(contents).vetoes}:
        return "yes" if code in row["vetoes"] else "no"
    plain = {NAME: row["name"], MEMBERS: row["members"], LEVEL: row["decided"] or ""}
    if what not in plain:
        raise Invalid(_("This cannot be corrected."), details={"what": [what]})
    return plain[what]


def typed(contents: Mapping[str, Any], what: str, text: str) -> Any:
    """The new value; refuses one that cannot stand there."""
    kind, _sign, code = what.partition(":")
    if kind == MARK:
        return typed_mark(rules_of(contents), code, text)
    if kind == VETO and text in ("yes", "no"):
        return text
    if kind == LEVEL and text in {"", *(level.name for level in rules_of(contents).levels)}:
        return text
    if kind == MEMBERS and text.isascii() and text.isdecimal() and len(text) < 7:
        return int(text)
    if kind == NAME and 0 < len(text) <= LONGEST_NAME:
        return text
    raise Invalid(_("This value cannot stand here."), details={"after": [text]})


def typed_mark(rules: Rulebook, code: str, text: str) -> int | None:
    """Hundredths within the criterion's bounds; empty is blank."""
    read = next(each for each in rules.inputs if each.key == code)
    if not text:
        return None
    try:
        mark = parse_points(text)
    except ValueError as error:
        raise Invalid(_("This is not a number."), details={"after": [text]}) from error
    if not read.minimum <= mark <= read.maximum or mark % read.step:
        words = {"least": show_points(read.minimum), "most": show_points(read.maximum), "step": show_points(read.step)}
        message = _("From %(least)s to %(most)s in steps of %(step)s.") % words
        raise Invalid(message, details={"after": [text]})
    return mark


def corrected(contents: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The contents with the changes made; what was given stays as it was."""
    inputs = contents["inputs"]
    rows = {row["id"]: row for row in inputs["branches"]}
    for change in changes:
        rows[change["branch"]] = changed_row(inputs["columns"], rows[change["branch"]], change["what"], change["after"])
    branches = [rows[row["id"]] for row in inputs["branches"]]
    return {**contents, "inputs": {**inputs, "branches": branches}}


def changed_row(columns: Sequence[str], row: Mapping[str, Any], what: str, after: Any) -> dict[str, Any]:
    """One branch with one change."""
    kind, _sign, code = what.partition(":")
    if kind == MARK:
        return {**row, "marks": with_mark(columns, row["marks"], code, after)}
    if kind == VETO:
        kept = [each for each in row["vetoes"] if each != code]
        return {**row, "vetoes": [*kept, code] if after == "yes" else kept}
    if kind == LEVEL:
        return {**row, "decided": after or None}
    if kind == MEMBERS and MEMBERS in columns:
        return {**row, MEMBERS: after, "marks": with_mark(columns, row["marks"], MEMBERS, after * HUNDRED)}
    return {**row, kind: after}


def with_mark(columns: Sequence[str], marks: Sequence[int | None], code: str, after: int | None) -> list[int | None]:
    return [after if column == code else mark for column, mark in zip(columns, marks, strict=True)]


def moved_by(contents: Mapping[str, Any], changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Every branch whose level or place in the campaign the changes move, in the file's order; perhaps none."""
    before, after = rated_again(contents).lines, rated_again(corrected(contents, changes)).lines
    names = {row["id"]: row["name"] for row in contents["inputs"]["branches"]}
    return [
        {
            "branch": old["id"],
            "name": names[old["id"]],
            "level": old["level"],
            "place": old["places"][0],
            "level_after": new["level"],
            "place_after": new["places"][0],
        }
        for old, new in zip(before, after, strict=True)
        if (old["level"], old["places"][0]) != (new["level"], new["places"][0])
    ]


def digest_of_erratum(erratum: Erratum) -> str:
    """SHA-256 over the seal's digest and everything that the correction says."""
    return digest(
        {
            "seal": erratum.seal.digest,
            "number": erratum.number,
            "title": erratum.title,
            "reason": erratum.reason,
            "changes": erratum.changes,
            "moved": erratum.moved,
            "by": [erratum.by_name, erratum.second_name],
            "at": moment(erratum.confirmed_at) if erratum.confirmed_at else "",
        }
    )
