"""Save the words beside marks, of either party. Every door to a remark leads through here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment, Remark, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.services.marks import open_sheet
from apps.audit.services import record
from apps.core.errors import Conflict, Invalid
from apps.rating.rulebook import Rulebook

LONGEST = 1000


@dataclass(frozen=True)
class RemarkChange:
    """One text asked for; an empty one takes the remark away.

    `seen` is the text that stood there when it was typed, where that is known: another one in its place is a conflict.
    """

    text: str
    seen: str | None = None


@transaction.atomic
def save_remarks(
    actor: Any, assessment: Assessment, party: str, texts: Mapping[str, RemarkChange]
) -> dict[str, Remark]:
    """Write words beside marks (criterion code → RemarkChange) on a party's sheet; gives all that stand there now.

    Refuses as `save_marks` does: office, stage, a self-assessment given away; texts of unknown criteria or too long
    (`Invalid`, by code); texts that somebody changed since they were seen (`Conflict`, with both).
    """
    sheet = open_sheet(actor, assessment, party)
    texts = {code: RemarkChange(change.text.strip(), change.seen) for code, change in texts.items()}
    faults = text_faults(rules_for(assessment), texts)
    if faults:
        details = {code: [message] for code, message in faults.items()}
        raise Invalid(_("Some remarks cannot be saved."), code="remarks", details=details)
    standing = remarks_of(sheet)
    overtaken = both_texts(standing, texts)
    if overtaken:
        message = _("Somebody changed this sheet meanwhile. Compare both values and choose.")
        raise Conflict(message, details={"remarks": overtaken})
    changed = {code: change.text for code, change in texts.items() if change.text != text_of(standing, code)}
    if changed:
        write(actor, sheet, standing, changed)
    return standing


def write(actor: Any, sheet: Sheet, standing: dict[str, Remark], changed: Mapping[str, str]) -> None:
    """Store changed texts, bring `standing` up to them, and record both sides."""
    before = {code: text_of(standing, code) for code in changed}
    for code, text in changed.items():
        found = standing.pop(code, None) or Remark(sheet=sheet, criterion=code)
        if not text:
            found.delete()
            continue
        found.text, found.by, found.by_name = text, actor.pk if actor else None, actor.name if actor else ""
        found.save()
        standing[code] = found
    path = sheet.assessment.path
    record(actor, "sheet.remarked", sheet, node_path=path, before=before, after=dict(changed))


def remarks_of(sheet: Sheet) -> dict[str, Remark]:
    """The remarks of a sheet by criterion."""
    return {remark.criterion: remark for remark in sheet.remarks.all()}


def text_of(standing: Mapping[str, Remark], code: str) -> str:
    """What stands beside a criterion; empty where nothing does."""
    return standing[code].text if code in standing else ""


def text_faults(rules: Rulebook, texts: Mapping[str, RemarkChange]) -> dict[str, str]:
    """Why some of these texts cannot be taken, by code."""
    known = {criterion.code for criterion in rules.criteria}
    faults = {}
    for code, change in texts.items():
        if code not in known:
            faults[code] = _("No such criterion.")
        elif len(change.text) > LONGEST:
            faults[code] = _("At most %(most)s characters. Shorten it.") % {"most": LONGEST}
    return faults


def both_texts(standing: Mapping[str, Remark], texts: Mapping[str, RemarkChange]) -> dict[str, dict[str, Any]]:
    """By code, where another text stands than was seen and is asked for: `theirs`, `mine`, `by` whom and `at` when."""
    return {
        code: {
            "theirs": text_of(standing, code),
            "mine": change.text,
            "by": standing[code].by_name if code in standing else "",
            "at": timezone.localtime(standing[code].changed_at).isoformat() if code in standing else None,
        }
        for code, change in texts.items()
        if change.seen is not None and text_of(standing, code) not in (change.seen.strip(), change.text.strip())
    }
