"""Reports as workbooks: figures as numbers, heads that stay in sight, and never a formula."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from apps.core.tables.writer import SheetOut, write_workbook
from apps.evaluations.models import Result
from apps.reports.exports import MOST_ROWS
from apps.reports.writing.basis import Basis
from apps.reports.writing.criteria import beside_all, weak_rows
from apps.reports.writing.group import GroupReport
from apps.reports.writing.year import YearReport


def group_workbook(group: GroupReport) -> bytes:
    """A unit or zone: every branch, its criteria beside everybody's, its levels. At most 50,000 branches."""
    basis = group.basis
    rows = group.rows.select_related("unit", "zone")
    criteria = beside_all(basis, list(group.rows.values_list("assessment_id", flat=True)))
    return write_workbook(
        [
            SheetOut(
                _("Branches"), branch_heads(basis), branch_rows(basis, rows[:MOST_ROWS].iterator()), BRANCH_WIDTHS
            ),
            SheetOut(
                _("Criteria"),
                [
                    _("Criterion code"),
                    _("Criterion"),
                    _("Full marks"),
                    _("Mean here"),
                    _("Mean of all"),
                    _("Below the line"),
                ],
                [
                    [
                        each["code"],
                        each["title"],
                        *map(figure, (each["maximum"], each["mean"], each["all"], each["below"])),
                    ]
                    for each in criteria
                ],
                (10, 36, 12, 12, 12, 14),
            ),
            levels_sheet(basis, group.counts),
            about_sheet(basis),
        ]
    )


def year_workbook(year: YearReport) -> bytes:
    """The whole campaign: levels, zones, types, units, the weakest criteria."""
    basis = year.basis
    weak = [
        [row["code"], row["title"], figure(row["mean"]), figure(row["line"]), row["count"]]
        for row in weak_rows(basis, most=len(basis.show.rules.criteria))
    ]
    groups = [(_("Zones"), _("Zone"), year.zones), (_("Branch types"), _("Branch type"), year.types)]
    groups.append((_("Units"), _("Unit"), year.units))
    return write_workbook(
        [
            levels_sheet(basis, year.counts),
            *(groups_sheet(basis, *each) for each in groups if each[2]),
            SheetOut(
                _("Criteria"),
                [_("Criterion code"), _("Criterion"), _("Mean mark"), _("Line"), _("Below the line")],
                weak,
                (10, 36, 12, 12, 14),
            ),
            about_sheet(basis),
        ]
    )


BRANCH_WIDTHS = (10, 10, 34, 30, 16, 14, 12, 12)


def branch_heads(basis: Basis) -> list[str]:
    """Facts, the points of each section, the total."""
    sections = [section.title.get(basis.show.language) for _at, section in basis.show.counted()]
    places = [_("Place"), _("Place in the zone"), _("Branch"), _("Unit"), _("Branch type"), _("Level")]
    return [*places, *sections, _("Total")]


def branch_rows(basis: Basis, rows: Iterator[Result]) -> Iterator[list[Any]]:
    show = basis.show
    for row in rows:
        sections = [exact(row.sections[at], show.rules.decimals) for at, _section in show.counted()]
        facts = [row.rank, row.rank_zone, row.name, row.unit.name, row.branch_type, show.level(row.level)["name"]]
        yield [*facts, *sections, exact(row.total, show.rules.decimals)]


def levels_sheet(basis: Basis, counts: Sequence[int]) -> SheetOut:
    whole = sum(counts)
    rows = [[name, count, share_of(count, whole)] for name, count in zip(basis.level_names, counts, strict=True)]
    return SheetOut(
        _("Branches by level"), [_("Level"), _("Number of branches"), _("Share in per cent")], rows, (20, 12, 18)
    )


def groups_sheet(basis: Basis, title: str, heading: str, groups: Sequence[tuple[str, Sequence[int]]]) -> SheetOut:
    heads = [heading, _("Number of branches"), *basis.level_names, _("%(name)s, per cent") % {"name": basis.upper_name}]
    rows = [[name, sum(counts), *counts, share_of(sum(counts[: basis.upper]), sum(counts))] for name, counts in groups]
    return SheetOut(title, heads, rows, (34, 10, *(12 for _name in basis.level_names), 22))


def about_sheet(basis: Basis) -> SheetOut:
    """Where the figures are from."""
    head = basis.head("")
    rows = [
        (_("Campaign"), head["campaign"]),
        (_("Rulebook"), head["rules"]),
        (_("Evaluation"), f"{head['run']} · {head['run_at']}"),
        (_("Digest of the results"), head["digest"]),
        (_("Made on"), head["date"]),
    ]
    return SheetOut(_("About this workbook"), [_("Particular"), _("Entry")], rows, (24, 70))


def exact(figure_: int | None, decimals: int) -> Decimal | None:
    """Units of 10**-decimals as an exact number."""
    return None if figure_ is None else Decimal(figure_).scaleb(-decimals)


def figure(text: str) -> Decimal | str:
    """A figure that was made for reading as a number; what is none stays text."""
    plain = text.replace(",", "")
    return Decimal(plain) if plain.replace(".", "", 1).isdigit() else text


def share_of(part: int, whole: int) -> Decimal | None:
    """Per cent with one decimal, half up."""
    return Decimal((part * 2000 + whole) // (2 * whole)).scaleb(-1) if whole else None
