"""The league table as a file: exactly the rows and columns that were asked for, as workbook, CSV or on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.assessments.exports import figure
from apps.core.errors import Refused
from apps.core.tables import stream_csv, write_xlsx
from apps.core.typesetting import set_pdf
from apps.evaluations.models import Result, Run
from apps.evaluations.sizes import size_names
from apps.reports.exports import MOST_ROWS, refuse_more
from apps.reports.league import Question
from apps.reports.league_beside import Before, Beside, beside, gap_above, in_portions
from apps.reports.league_columns import EVERYTHING, ON_PAPER, labels
from apps.reports.present import Presenter

# A paper of more rows is read by nobody, and takes long to set.
MOST_ON_PAPER = 2000
# The room of a column's cells on paper, beside 10 for the place and 40 for the name; figures stand to the right.
ROOM = {"unit": 20, "zone": 18, "type": 16, "size": 18, "level": 13, "grade": 14, "programme": 16, "next-place": 14}
FIGURES = {"move": 11, "sections": 15, "total": 12, "places": 12}
MIXED = {"stars": [(9, True), (14, False)], "next-star": [(22, False), (9, True)]}


@dataclass(frozen=True)
class LeagueFile:
    """Rows of one run to write down. chosen: codes of columns; none: everything that the rulebook has.

    `possible` are the columns that the run can fill, `hidden` the branches of which the reader learns nothing.
    """

    show: Presenter
    run: Run
    rows: QuerySet[Result]
    asked: Question
    possible: Sequence[str]
    chosen: Sequence[str] = ()
    before: Before | None = None
    hidden: frozenset[int] = frozenset()

    def workbook(self) -> bytes:
        """As .xlsx; formulas are never written. Refuses more rows than a spreadsheet program opens with ease."""
        refuse_more(self.rows.order_by()[: MOST_ROWS + 1].count())
        title = self.asked.group if self.asked.scope == "type" and self.asked.group else _("League table")
        return write_xlsx(self.headings(self.columns), self.lines(self.columns), title)

    def table(self) -> Iterator[bytes]:
        """As CSV in UTF-8 with its mark, line by line, of any number of rows."""
        return stream_csv(self.headings(self.columns), self.lines(self.columns))

    def paper(self, told: Sequence[str]) -> bytes:
        """As PDF on A4 lengthwise. told: lines under the title. Refuses (409) more rows than people read on paper."""
        if self.rows.order_by()[: MOST_ON_PAPER + 1].count() > MOST_ON_PAPER:
            message = _("More than %(n)s rows do not go on paper: narrow the table first, or take .xlsx.")
            raise Refused(message % {"n": MOST_ON_PAPER}, code="too-many")
        columns = self.chosen or [code for code in self.possible if code in ON_PAPER]
        places = self.show.rules.places
        lines = [[as_text(cell, places) for cell in line] for line in self.lines(columns)]
        shapes = [(10, True), (40, False), *(shape for code in columns for shape in self.shapes(code))]
        data = {
            "title": self.run.campaign.name,
            "head": _("League table"),
            "told": list(told),
            "headings": self.headings(columns),
            "widths": [width for width, _is_figure in shapes],
            "figures": [is_figure for _width, is_figure in shapes],
            "rows": lines,
            "foot": _("%(n)s rows") % {"n": len(lines)},
        }
        return set_pdf("league", data)

    @cached_property
    def columns(self) -> list[str]:
        """The codes of the columns that a spreadsheet holds."""
        return [code for code in self.possible if code in (self.chosen or EVERYTHING)]

    @cached_property
    def names(self) -> dict[str, str]:
        return labels(self.before.label if self.before else "")

    @cached_property
    def sizes(self) -> list[str]:
        return size_names(self.show.rules.size_bands)

    def headings(self, columns: Iterable[str]) -> list[str]:
        return [_("Place"), _("Branch"), *(head for code in columns for head in self.heads(code))]

    def heads(self, code: str) -> list[str]:
        """What a column is called; some are several in a file."""
        rules = self.show.rules
        if code == "sections":
            return [each.title.get(self.show.language) for each in rules.sections if each.maximum or each.is_against]
        if code == "stars":
            return [_("Number of stars"), *([_("Stars lit")] if rules.stars else [])]
        if code == "next-star":
            return [_("Next star"), _("Lacks")]
        if code == "places":
            whole = [_("Place in all")] if self.asked.scope else []
            return [*whole, _("Place in the zone"), _("Place in the unit"), _("Place in the type")]
        if code == "type":
            return [_("Branch type")]
        return [self.names[code]]

    def shapes(self, code: str) -> list[tuple[int, bool]]:
        """The room of each of a column's cells on paper, and whether they are figures."""
        heads = self.heads(code)
        if code in MIXED:
            return MIXED[code][: len(heads)]
        return [(FIGURES.get(code) or ROOM[code], code in FIGURES)] * len(heads)

    def lines(self, columns: Sequence[str]) -> Iterator[list[Any]]:
        """The rows as cells; points as exact numbers."""
        rows = self.rows.select_related("zone", "unit").order_by("position").iterator()
        for portion in in_portions(rows):
            told = beside(self.run, portion, self.asked, columns, self.before)
            for row in portion:
                place = getattr(row, self.asked.rank_field)
                yield [place, row.name, *(cell for code in columns for cell in self.cells(code, row, told))]

    def cells(self, code: str, row: Result, told: Beside) -> list[Any]:
        """One column's cells of one row, as many as it has heads."""
        show, rules = self.show, self.show.rules
        plain = {
            "move": lambda: told.moves.get(row.pk),
            "unit": lambda: row.unit.name,
            "zone": lambda: row.zone.name if row.zone else "",
            "type": lambda: row.branch_type,
            "size": lambda: "" if row.size_band is None else self.sizes[row.size_band],
            "level": lambda: show.level(row.level)["name"],
            "grade": lambda: show.grade(row),
            "programme": lambda: show.programme(row),
            "total": lambda: figure(row.total, rules),
            "next-place": lambda: self.gap(row, told),
        }
        if code in plain:
            return [plain[code]()]
        if code == "stars":
            return [row.stars, *([" ".join(self.lit(row))] if rules.stars else [])]
        if code == "places":
            whole = [row.rank] if self.asked.scope else []
            return [*whole, row.rank_zone, row.rank_unit, row.rank_type]
        if code == "sections":
            pairs = zip(rules.sections, row.sections, strict=True)
            return [figure(value, rules) for section, value in pairs if section.maximum or section.is_against]
        star, gap = show.next_star(row)
        return [star, Decimal(gap) if gap else ""]

    def lit(self, row: Result) -> list[str]:
        stars = enumerate(self.show.rules.stars)
        return [f"{star.code}{row.medals.get(star.code, '')}" for number, star in stars if row.lit >> number & 1]

    def gap(self, row: Result, told: Beside) -> Any:
        above = told.above.get(row.pk)
        if above is None or above.assessment_id in self.hidden:
            return ""
        words, points = gap_above(self.show, row, above)
        return Decimal(points) if points else words


def as_text(cell: Any, places: int) -> str:
    """A cell as paper shows it, points with so many decimals at least."""
    if isinstance(cell, Decimal):
        return f"{cell:f}" if -int(cell.as_tuple().exponent) >= places else f"{cell:.{places}f}"
    return "" if cell is None else str(cell)
