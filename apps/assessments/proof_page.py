"""One criterion's proof as pane and strip show it: files, facts, guide, the branch's words, last year's mark."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from apps.assessments.alike import Pair, alike_here
from apps.assessments.choices import Party
from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment, Remark, Sheet
from apps.assessments.proof import Proof, branch_files, proof_of, proof_url
from apps.assessments.refining import rules_for
from apps.assessments.rules import may_mark
from apps.assessments.selectors import last_years
from apps.assessments.self_check import previous_sheet
from apps.assessments.services.proof import may_change_proof
from apps.assessments.values import shown as shown_mark
from apps.core.errors import DomainError
from apps.criteria.selectors import rulebook_of
from apps.evidence.models import EvidenceFile
from apps.rating.rulebook import Criterion


def pane_context(
    assessment: Assessment, criterion: Criterion, chosen: int | None, is_page: bool = False, person: Any = None
) -> dict[str, Any]:
    """Everything that stands beside one mark; `chosen` is the use shown first, `is_page` adds what can be attached.

    What is alike elsewhere is told to a `person` who checks, marks or compares.
    """
    files = proof_of(assessment).get(criterion.code, [])
    shown = next((proof for proof in files if proof.use == chosen), files[0] if files else None)
    language = get_language() or "zh-hans"
    rules = rules_for(assessment)
    titles = {one.code: one.title_for(assessment.branch_type).get(language) for one in rules.criteria}
    guide = criterion.guide_for(assessment.branch_type)
    alike = alike_for(person, assessment, files)
    rows = [
        file_row(proof, number, proof == shown, titles) | {"alike": alike.get(proof.file.pk, [])}
        for number, proof in enumerate(files, 1)
    ]
    context = {
        "assessment": assessment,
        "is_page": is_page,
        "code": criterion.code,
        "title": titles[criterion.code],
        "guide": guide.get(language) if guide else "",
        "asked": criterion.proof,
        "files": rows,
        "shown": next((row for row in rows if row["is_shown"]), None),
        "remark": branch_words(assessment, criterion.code),
        "last_mark": last_mark(assessment, criterion),
        "proof": files,
        "upload_url": proof_url(assessment.campaign.slug, assessment.pk, criterion.code),
    }
    if is_page:
        context["others"] = branch_files(assessment, criterion.code)
        context["earlier"] = earlier_revisions(shown)
        context["most"] = settings.PROOF_MOST_BYTES // 2**20
    return context


def alike_for(person: Any, assessment: Assessment, files: Iterable[Proof]) -> dict[int, list[Pair]]:
    """What is the same or nearly so elsewhere, by file; nothing for the branch itself."""
    if person is None or not person.has_perm("assessments.see_alike", assessment.campaign):
        return {}
    return alike_here(person, assessment.campaign, {proof.file.pk for proof in files})


def sheet_url(person: Any, assessment: Assessment, criterion: Criterion) -> str:
    """Where the mark stands that the person has to do with: the one that counts, or the branch's own in its star."""
    args = [assessment.campaign.slug, assessment.pk]
    party = main_sheet(rulebook_of(assessment.round.rulebook_version))
    if may_mark(person, assessment, party):
        return reverse("assessments:sheet", args=[*args, party])
    return reverse("assessments:self-star", args=[*args, criterion.section]) + f"#criterion-{criterion.code}"


def file_row(proof: Proof, number: int, is_shown: bool, titles: Mapping[str, str]) -> dict[str, Any]:
    """One file of the pane with its tab."""
    return {
        "proof": proof,
        "number": number,
        "is_shown": is_shown,
        "pictures": proof.picture_urls,
        "also": [
            (f"{code} {titles.get(code, '')}", proof_url(proof.slug, proof.assessment, code)) for code in proof.also
        ],
    }


def branch_words(assessment: Assessment, code: str) -> str:
    """What the branch wrote beside its own mark."""
    rows = Remark.objects.filter(sheet__assessment=assessment, sheet__party=Party.SELF, criterion=code)
    return rows.values_list("text", flat=True).first() or ""


def last_mark(assessment: Assessment, criterion: Criterion) -> str:
    """The mark that counted in this criterion last year; empty where there is none."""
    before = last_years(assessment)
    if before is None:
        return ""
    sheet = Sheet.objects.filter(assessment=before, party=previous_sheet(assessment.campaign)).first()
    return shown_mark(criterion, sheet.marks.get(criterion.code) if sheet else None, get_language() or "zh-hans")


def earlier_revisions(shown: Proof | None) -> list[EvidenceFile]:
    """What the shown piece was before, newest first."""
    if shown is None or shown.file.number == 1:
        return []
    return list(shown.evidence.files.filter(number__lt=shown.file.number).order_by("-number"))


def strip_context(
    assessment: Assessment, criterion: Criterion, proof: dict[str, list[Proof]], person: Any
) -> dict[str, Any]:
    """What templates/evidence/thumbs.html needs for one criterion."""
    return {
        "proof": proof.get(criterion.code, []),
        "code": criterion.code,
        "upload_url": proof_url(assessment.campaign.slug, assessment.pk, criterion.code),
        "can_change": not why_not_changed(person, assessment),
    }


def why_not_changed(person: Any, assessment: Assessment) -> str:
    """Why this person cannot change the proof now; empty when they can."""
    try:
        may_change_proof(person, assessment)
    except DomainError as error:
        return str(error.message)
    return ""
