"""Take last year's marks, words and still valid proof over into what is blank, at one touch."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.lines import lines_of
from apps.assessments.models import Assessment
from apps.assessments.refining import rules_for
from apps.assessments.selectors import last_years
from apps.assessments.self_check import facts_of
from apps.assessments.services.marks import Change, mark_faults, open_sheet, save_marks
from apps.assessments.services.proof import carry_over_proof
from apps.assessments.services.remarks import RemarkChange, save_remarks
from apps.core.errors import Invalid, Refused
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How much was taken over."""

    marks: int
    texts: int
    proof: int


@transaction.atomic
def take_over_last_year(actor: Any, assessment: Assessment, section: str | None = None) -> TakenOver:
    """Fill what is blank, in the whole sheet or in one section, with what the branch wrote last year.

    Each mark keeps a revision; what was typed this year stays. Refuses as `save_marks` does, a section that the
    rulebook does not have, and a branch that was not in last year's campaign.
    """
    open_sheet(actor, assessment, Party.SELF)
    rules = rules_for(assessment)
    codes = codes_of(rules, assessment, section)
    source, facts = last_years(assessment), facts_of(assessment)
    if source is None or not facts.has_last_year:
        raise Refused(_("There is no self-assessment of last year to take over."), code="no-last-year")
    reason = _("taken over from last year")
    marks = {
        code: Change(mark, reason)
        for code, mark in facts.last_marks.items()
        if code in codes and code not in facts.marks
    }
    unfit = mark_faults(rules, assessment, Party.SELF, marks)
    marks = {code: change for code, change in marks.items() if code not in unfit}
    texts = {
        code: RemarkChange(text)
        for code, text in facts.last_texts.items()
        if code in codes and not facts.texts.get(code)
    }
    if marks:
        save_marks(actor, assessment=assessment, party=Party.SELF, changes=marks)
    if texts:
        save_remarks(actor, assessment, Party.SELF, texts)
    return TakenOver(len(marks), len(texts), carry_over_proof(actor, assessment, source, codes & facts.alike))


def codes_of(rules: Rulebook, assessment: Assessment, section: str | None) -> set[str]:
    """The lines of a section in the branch's own sheet, or all."""
    lines = lines_of(rules, assessment.branch_type, Party.SELF)
    codes = {line.code for line in lines if section in (None, line.section)}
    if not codes:
        raise Invalid(_("No such star."), details={"section": [section]})
    return codes
