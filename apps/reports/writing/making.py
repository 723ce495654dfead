"""One report's bytes: which data and which page belong to a kind, as PDF, Word, workbook or packed PDFs."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.core.typesetting import set_pdf
from apps.core.typesetting.word import fill_word
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report
from apps.reports.writing.basis import Basis
from apps.reports.writing.branch import branch_data
from apps.reports.writing.group import GroupReport
from apps.reports.writing.meeting import MeetingPack
from apps.reports.writing.words import words_for
from apps.reports.writing.workbooks import group_workbook, year_workbook
from apps.reports.writing.year import YearReport

Step = Callable[[str, int, int], None]


def content_of(report: Report, template: bytes | None, step: Step) -> bytes:
    """The finished file; `template` is a committee's own Word file, `step` hears how far it is."""
    basis = Basis(report.campaign, report.run)
    if report.kind == ReportKind.BRANCH:
        return sheets_content(report, basis, template, step)
    step("reckon", 0, 2)
    if report.format == Format.WORKBOOK:
        return workbook_of(report, basis)
    told = group_of(report, basis) if report.kind == ReportKind.UNIT else whole_of(report.kind, basis)
    data = told.data()
    step("set", 1, 2)
    if report.format == Format.WORD:
        return fill_word(f"report-{report.kind}", data, template)
    charts = told.charts() if hasattr(told, "charts") else {}
    return set_pdf(f"report-{report.kind}", data | charts | framed(basis, report.kind))


def framed(basis: Basis, kind: str) -> dict[str, Any]:
    """What only a PDF needs: fixed words, the foot, the language of its line breaks."""
    told = _("Made from %(run)s, digest of the results %(digest)s.")
    words = {"run": _("Evaluation %(number)s") % {"number": basis.run.number}, "digest": basis.run.digest[:16]}
    language = "zh" if basis.show.language.startswith("zh") else "en"
    return {"words": words_for(kind), "foot": basis.foot(), "language": language, "basis": told % words}


def whole_of(kind: str, basis: Basis) -> YearReport | MeetingPack:
    return YearReport(basis) if kind == ReportKind.YEAR else MeetingPack(basis)


def group_of(report: Report, basis: Basis) -> GroupReport:
    group = report.unit if report.scope == Scope.UNIT else report.zone
    return GroupReport(basis, report.scope, group)


def workbook_of(report: Report, basis: Basis) -> bytes:
    if report.kind == ReportKind.UNIT:
        return group_workbook(group_of(report, basis))
    return year_workbook(YearReport(basis))


def sheets_content(report: Report, basis: Basis, template: bytes | None, step: Step) -> bytes:
    """One sheet, or those of a whole group: in one PDF, or packed one by one."""
    branches = list(assessments_of(report))
    if report.format == Format.WORD:
        return fill_word("report-branch", branch_data(basis, branches[0]), template)
    frame = framed(basis, ReportKind.BRANCH)
    sheets = told(basis, branches, step)
    if report.format == Format.ZIP:
        return packed(sheets, frame)
    return set_pdf("report-branch", frame | {"title": report.title, "sheets": list(sheets)})


def told(basis: Basis, branches: Sequence[Assessment], step: Step) -> Iterator[dict[str, Any]]:
    """The data of each sheet, one after the other."""
    for done, assessment in enumerate(branches):
        step("sheet", done, len(branches))
        yield branch_data(basis, assessment)


def packed(sheets: Iterator[dict[str, Any]], frame: dict[str, Any]) -> bytes:
    """Every sheet as a PDF of its own; numbered, so that two branches of one name stand apart."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for number, sheet in enumerate(sheets, start=1):
            body = set_pdf(
                "report-branch", frame | {"title": f"{sheet['title']} · {sheet['branch']}", "sheets": [sheet]}
            )
            package.writestr(f"{number:05d} {plain_name(sheet['branch'])}.pdf", body)
    return out.getvalue()


def plain_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join("_" if letter in '\\/:*?"<>|' or not letter.isprintable() else letter for letter in name)[:80]


def assessments_of(report: Report) -> Sequence[Assessment]:
    """The branches whose sheets a report holds, in the official order; only those of its run."""
    if report.scope == Scope.BRANCH:
        return [report.assessment]
    rows = Assessment.objects.of(report.campaign).filter(results__run=report.run).order_by("order_path")
    if report.scope == Scope.UNIT:
        return rows.filter(unit=report.unit_id)
    return rows.filter(zone=report.zone_id) if report.scope == Scope.ZONE else rows
