"""Rates a file of marks by a rulebook, without a database: `manage.py rate RULEBOOK MARKS [-o RESULTS]`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.tables import TableError, Workbook, read_table, write_csv
from apps.criteria.marks import MarksSheet, absent_columns, cohort_of, count_blanks, read_marks
from apps.criteria.selectors import shipped_rulebooks
from apps.rating.faults import RulebookError
from apps.rating.loading import load
from apps.rating.outcome import HEADINGS, result_rows
from apps.rating.points import show_points
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook

REFUSED = 2
RULEBOOK_FILES = {".yaml", ".yml"}
COUNT_ALIKE = {"zero", "error", "fail"}


class Command(BaseCommand):
    help = "Rates a CSV file of marks by a rulebook, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rulebook", help="the name of a rulebook that ships, or a path to one")
        parser.add_argument("marks", type=Path, help="the CSV file of marks")
        parser.add_argument("-o", "--output", type=Path, help="where results go instead of standard output")

    def handle(self, *args: Any, rulebook: str, marks: Path, output: Path | None, **options: Any) -> None:
        rules = self.rules(rulebook)
        sheet = self.sheet(rules, marks)
        cohort = cohort_of(rules, sheet.rows)
        outcome = rate(rules, cohort)
        names = [(row.branch, row.unit, row.zone, row.type) for row in sheet.rows]
        results = write_csv(HEADINGS, result_rows(rules, outcome, names), bom=False)
        self.warn_of_blanks(rules, sheet, count_blanks(rules, cohort))
        if output is None:
            self.stdout.write(results.decode(), ending="")
        else:
            self.deliver(results, output)

    def rules(self, name: str) -> Rulebook:
        """The rulebook of that name or at that path; every fault of it ends the command."""
        shipped = shipped_rulebooks().get(name)
        try:
            return load(self.text(name) if shipped is None else shipped)
        except RulebookError as error:
            line = _("Line %(line)s, %(field)s: %(message)s")
            told = [(fault.line, fault.field, _(fault.sentence) % fault.params) for fault in error.faults]
            self.refuse(line % {"line": number, "field": field, "message": text} for number, field, text in told)

    def text(self, name: str) -> str:
        """What stands in the file of a rulebook."""
        path = Path(name)
        if not path.exists() and path.suffix not in RULEBOOK_FILES:
            known = ", ".join(shipped_rulebooks())
            message = _("“%(name)s” cannot be read as a rulebook. Give a path, or one of: %(known)s.")
            self.refuse([message % {"name": name, "known": known}])
        try:
            return path.read_text(encoding="utf-8-sig")
        except OSError as error:
            self.refuse([_("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}])
        except UnicodeDecodeError:
            self.refuse([_("%(path)s is not a text in UTF-8.") % {"path": path}])

    def sheet(self, rules: Rulebook, path: Path) -> MarksSheet:
        """The rows of the file of marks; every fault of it ends the command."""
        sheet = read_marks(rules, self.table(path), needs_unit=False)
        if sheet.faults:
            line = _("Row %(row)s, %(column)s, “%(value)s”: %(message)s")
            self.refuse(
                line % {"row": fault.row, "column": fault.column, "value": fault.value, "message": fault.message}
                for fault in sheet.faults
            )
        return sheet

    def table(self, path: Path) -> Workbook:
        try:
            table = read_table(path.read_bytes(), path.name)
        except OSError as error:
            self.refuse([_("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}])
        except TableError as error:
            self.refuse([f"{path}: {error.message}"])
        if table.encoding not in ("", "UTF-8"):
            self.say(_("%(path)s was read as %(encoding)s.") % {"path": path, "encoding": table.encoding})
        return table

    def warn_of_blanks(self, rules: Rulebook, sheet: MarksSheet, blanks: int) -> None:
        """One line for the whole file: how many marks are blank, what they counted, which columns were not there."""
        if blanks:
            points = show_points(rules.blank.counts)
            warning = blanks_warning(rules, blanks) % {"rulebook": rules.slug, "blanks": blanks, "points": points}
            absent = ", ".join(absent_columns(rules, sheet))
            missing = _("No column: %(codes)s.") % {"codes": absent}
            self.say(f"{warning} {missing}" if absent else warning)

    def deliver(self, results: bytes, path: Path) -> None:
        """Put the file in its place whole, or leave what was there; a device or pipe is written to as it is."""
        try:
            if path.exists() and not path.is_file():
                path.write_bytes(results)
                return
            part = path.resolve().with_name(f".{path.name}.part")
            try:
                part.write_bytes(results)
                part.replace(path.resolve())
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            self.refuse([_("%(path)s cannot be written: %(reason)s") % {"path": path, "reason": error.strerror}])

    def say(self, line: str) -> None:
        self.stderr.write(" ".join(line.splitlines()))

    def refuse(self, lines: Iterable[str]) -> NoReturn:
        for line in lines:
            self.say(line)
        raise SystemExit(REFUSED)


def blanks_warning(rules: Rulebook, blanks: int) -> str:
    """How blank marks are told: what they counted, where that is the same for all."""
    if not rules.panels and all(score.blank in COUNT_ALIKE for score in rules.scores):
        return ngettext(
            "%(rulebook)s: %(blanks)s blank mark was counted as %(points)s.",
            "%(rulebook)s: %(blanks)s blank marks were counted as %(points)s.",
            blanks,
        )
    return ngettext(
        "%(rulebook)s: %(blanks)s blank mark was taken as the rulebook says.",
        "%(rulebook)s: %(blanks)s blank marks were taken as the rulebook says.",
        blanks,
    )
