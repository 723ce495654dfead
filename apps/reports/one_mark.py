"""One mark of a branch explained: both parties' marks and words, last year's, proof and changes."""

from collections.abc import Mapping
from typing import Any

from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.hiding import Names
from apps.assessments.indicators import sum_of
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment, Sheet, Submission
from apps.assessments.proof import proof_of
from apps.assessments.refining import rules_at
from apps.assessments.selectors import notes_of
from apps.assessments.sheet_page import changes_of
from apps.assessments.values import CHOSEN, shown
from apps.criteria.selectors import is_same_method, rulebook_of
from apps.evaluations.columns import criterion_columns
from apps.evaluations.models import Run
from apps.evaluations.some_rows import rows_of
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion
from apps.reports.explanations import Explained
from apps.reports.movement import last_years_run, result_in
from apps.reports.present import Presenter, signed


def shown_self_marks(assessment: Assessment, is_own: bool) -> dict[str, int]:
    """The branch's own marks once it has given them away; its own people see them before."""
    status = Submission.objects.filter(assessment=assessment).values_list("status", flat=True).first()
    if not is_own and SubmissionStatus(status or SubmissionStatus.APPROVED) in WITH_THE_BRANCH:
        return {}
    sheet = Sheet.objects.filter(assessment=assessment, party=Party.SELF).first()
    return sheet.marks if sheet else {}


def one_mark(
    show: Presenter,
    run: Run,
    assessment: Assessment,
    found: Explained,
    code: str,
    self_marks: dict[str, int],
    names: Names,
) -> dict[str, Any] | None:
    """Everything beside one criterion's mark; None for a code that the rules do not have."""
    if code not in found.marks:
        return None
    criterion, mark, own = show.criterion(code), found.marks[code], self_marks.get(code)
    sheets = {sheet.party: sheet for sheet in Sheet.objects.filter(assessment=assessment)}
    compares = mark is not None and own is not None and criterion.kind not in CHOSEN
    gap = mark - own if compares else None
    return {
        "code": code,
        "title": criterion.title.get(show.language),
        "maximum": show_points(criterion.maximum),
        "mark": said(show, criterion, mark),
        "self": said(show, criterion, own),
        "gap": "" if gap is None else signed(gap),
        "gap_large": gap is not None and found.rules.reason_gap is not None and abs(gap) >= found.rules.reason_gap,
        "last": show.mark(last_mark(run, assessment, code)),
        "remark": notes_of(sheets.get(main_sheet(found.rules))).get(code, ""),
        "self_remark": notes_of(sheets.get(Party.SELF)).get(code, "") if own is not None else "",
        "proof": proof_of(assessment).get(code, []) if own is not None else [],
        "changes": changes_of(assessment, found.rules, names, criterion=code),
        "parts": parts_of(show, assessment, found, sheets, code, own is not None),
    }


def parts_of(
    show: Presenter, assessment: Assessment, found: Explained, sheets: Mapping[str, Sheet], code: str, shows_own: bool
) -> list[dict[str, Any]]:
    """The unit's own indicators that the mark adds up from: both parties' marks, the branch's words, the proof.

    Nothing while the sheet says something else than the run that is explained.
    """
    rules = rules_at(assessment.campaign_id, found.rules, assessment.path)
    superior, own = sheets.get(main_sheet(found.rules)), sheets.get(Party.SELF)
    lines = [line for line in rules.criteria if line.part_of == code]
    codes = [line.code for line in lines]
    if found.marks[code] is not None and (superior is None or found.marks[code] != sum_of(superior.indicators, codes)):
        return []
    words, proof = (notes_of(own), proof_of(assessment)) if lines and shows_own else ({}, {})
    return [
        {
            "code": line.code,
            "title": line.title.get(show.language),
            "maximum": show_points(line.maximum),
            "mark": show.mark(superior.indicators.get(line.code) if superior else None),
            "self": show.mark(own.indicators.get(line.code)) if own and shows_own else "",
            "remark": words.get(line.code, ""),
            "proof": proof.get(line.code, []),
        }
        for line in lines
    ]


def said(show: Presenter, criterion: Criterion, mark: int | None) -> str:
    """A mark in words where it is chosen, else as a number."""
    return shown(criterion, mark, show.language) if criterion.kind in CHOSEN else show.mark(mark)


def last_mark(run: Run, assessment: Assessment, code: str) -> int | None:
    """Last year's mark on the same criterion, by the same rules."""
    earlier = last_years_run(run)
    if earlier is None or not is_same_method(earlier.rulebook_version, run.rulebook_version):
        return None
    result = result_in(earlier, assessment)
    if result is None:
        return None
    inputs = rows_of(earlier, [result.assessment_id])
    rules = rulebook_of(earlier.rulebook_version)
    marks, marked = criterion_columns(rules, code, inputs.marks, inputs.marked)
    return int(marks[0]) if marked[:1].any() else None
