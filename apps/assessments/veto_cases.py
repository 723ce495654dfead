"""Vetoes that come with a workbook, and those that the system itself lets stand: many at once."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.choices import VetoStatus
from apps.assessments.models import Assessment, Import, VetoCase
from apps.assessments.trial import RowChange
from apps.core.bulk import BATCH, rewrite


def propose_from_file(imported: Import, changes: Iterable[RowChange]) -> list[VetoCase]:
    """A case for every veto of the file that a branch does not have yet; the workbook is its document.

    A person's workbook proposes; what the system brings in itself stands at once.
    """
    named = [change for change in changes if change.row.vetoes]
    known = VetoCase.objects.filter(assessment__in=[change.assessment.pk for change in named]).standing()
    have = set(known.values_list("assessment_id", "code"))
    words = {"reason": _("named in a workbook"), "document": _("workbook %(name)s") % {"name": imported.file_name}}
    cases = [
        VetoCase(assessment=change.assessment, code=code, by=imported.by, by_name=imported.by_name, **shortened(words))
        for change in named
        for code in change.row.vetoes
        if (change.assessment.pk, code) not in have
    ]
    if imported.by is None:
        let_stand(cases)
    return VetoCase.objects.bulk_create(cases, batch_size=BATCH)


def shortened(words: dict[str, str]) -> dict[str, str]:
    """As long as the columns take."""
    return {"reason": words["reason"][:500], "document": words["document"][:120]}


def let_stand(cases: Iterable[VetoCase]) -> None:
    """Confirm by the system, unsaved, and write the codes onto the assessments."""
    touched: dict[int, Assessment] = {}
    for case in cases:
        case.status, case.decided_at = VetoStatus.CONFIRMED, timezone.now()
        one = touched.setdefault(case.assessment_id, case.assessment)
        one.vetoes = [*one.vetoes, case.code]
    rewrite(list(touched.values()), ["vetoes"])


def cases_of(assessments: Iterable[Assessment], document: str) -> list[VetoCase]:
    """A confirmed case, unsaved, for each veto that stands on branches made by the system itself."""
    now, reason = timezone.now(), _("made up")
    return [
        VetoCase(
            assessment=one,
            code=code,
            reason=reason,
            document=document[:120],
            status=VetoStatus.CONFIRMED,
            decided_at=now,
        )
        for one in assessments
        for code in one.vetoes
    ]


def take_back(imported: Import) -> None:
    """Undo an import's vetoes: what waits, and what only the system let stand; people's decisions stay."""
    cases = VetoCase.objects.filter(pk__in=imported.made.get("vetoes", []), second=None).standing()
    touched: dict[int, Assessment] = {}
    for case in cases.select_related("assessment"):
        one = touched.setdefault(case.assessment_id, case.assessment)
        one.vetoes = [code for code in one.vetoes if code != case.code]
    rewrite(list(touched.values()), ["vetoes"])
    cases.delete()
