"""A draft is changed by one at a time, published for ever, or deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.audit.services import record
from apps.core.errors import Conflict, Refused
from apps.core.permissions import authorise
from apps.criteria.editing.checks import findings_of
from apps.criteria.models import Draft, RulebookVersion
from apps.criteria.services.beginning import take_text
from apps.criteria.services.publishing import freeze

LONGEST_REASON = 300


@dataclass(frozen=True)
class DraftChange:
    """What a save writes: the whole text, or reasons by criterion (an empty one is taken away), or both."""

    text: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def change_draft(actor: Any, draft: Draft, change: DraftChange, revision: int) -> Draft:
    """Save a draft that was read at `revision`; what changes nothing is not saved.

    Conflict where somebody saved meanwhile: details hold `revision`, `by`, `at` and the `text` that stands now.
    """
    authorise(actor, "criteria.edit_rulebook", draft.committee)
    row = Draft.objects.select_for_update(of=("self",)).select_related("committee", "based_on").get(pk=draft.pk)
    require_revision(row, revision)
    text, reasons = row.text, dict(row.reasons)
    if change.text is not None:
        take_text(row, change.text)
    row.reasons = with_reasons(row.reasons, change.reasons)
    if (text, reasons) == (row.text, row.reasons):
        return row
    row.revision, row.changed_at, row.changed_by_name = row.revision + 1, timezone.now(), actor.name
    row.save()
    was, becomes = changed_lines(text, row.text)
    record(
        actor,
        "rulebook.draft-changed",
        row,
        node_path=row.committee.path,
        before={"lines": was, "reasons": reasons},
        after={"lines": becomes, "reasons": row.reasons, "revision": row.revision},
    )
    return row


def require_revision(row: Draft, revision: int) -> None:
    """Refuse to write over what somebody else saved meanwhile."""
    if row.revision == revision:
        return
    message = _("%(name)s saved this draft meanwhile. Compare, then choose.") % {"name": row.changed_by_name}
    details = {
        "revision": row.revision,
        "by": row.changed_by_name,
        "at": row.changed_at.isoformat(),
        "text": row.text,
    }
    raise Conflict(message, details=details)


def with_reasons(kept: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, str]:
    """The reasons after a change, by code; one that is emptied is taken away."""
    merged = dict(kept) | {code: " ".join(reason.split())[:LONGEST_REASON] for code, reason in changed.items()}
    return {code: reason for code, reason in merged.items() if reason}


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, for the record."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return ([line[1:] for line in lines if line.startswith("-")], [line[1:] for line in lines if line.startswith("+")])


@transaction.atomic
def delete_draft(actor: Any, draft: Draft) -> None:
    """Take a draft away; the record keeps its text."""
    authorise(actor, "criteria.edit_rulebook", draft.committee)
    before = {"slug": draft.slug, "revision": draft.revision, "text": draft.text}
    record(actor, "rulebook.draft-deleted", draft, node_path=draft.committee.path, before=before)
    draft.delete()


@transaction.atomic
def publish_draft(actor: Any, draft: Draft, revision: int) -> RulebookVersion:
    """Freeze a draft as the next version of its name; the draft is then gone.

    Refuses while anything is left to mend or a reason is missing, and a name that is not the committee's own.
    """
    authorise(actor, "criteria.edit_rulebook", draft.committee)
    row = Draft.objects.select_for_update(of=("self",)).select_related("committee", "based_on").get(pk=draft.pk)
    require_revision(row, revision)
    findings = findings_of(row)
    if findings.faults:
        left = len(findings.faults)
        message = ngettext(
            "%(n)s thing is still to be mended. Then it can be published.",
            "%(n)s things are still to be mended. Then it can be published.",
            left,
        )
        details = {"faults": [fault.as_data() for fault in findings.faults]}
        raise Refused(message % {"n": left}, code="faults", details=details)
    version = freeze(
        actor,
        row.text,
        committee=row.committee,
        based_on=row.based_on,
        reasons={code: row.reasons[code] for code in findings.reasons if code in row.reasons},
    )
    row.delete()
    return version
