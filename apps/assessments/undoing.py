"""Take a whole import back, or say why that cannot be done."""

from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.batches import held, keep_batch
from apps.assessments.choices import ImportStatus
from apps.assessments.imports import authorise_import, lock_sheets
from apps.assessments.models import Assessment, Import, ImportedSheet, Sheet
from apps.assessments.services import announce_evaluation
from apps.assessments.veto_cases import take_back
from apps.audit.services import record
from apps.branches.models import Branch
from apps.branches.roster import remove_nodes
from apps.campaigns.choices import Act
from apps.campaigns.selectors import permits
from apps.core.bulk import rewrite
from apps.core.errors import Refused
from apps.organisations.models import Appointment, Node, Zone


def why_not(imported: Import) -> str:
    """Why an import cannot be undone any more; empty when it can."""
    changed = imported.sheets.exclude(sheet__version=F("version")).count()
    return reason_of(imported, is_open_for(imported), changed)


def is_open_for(imported: Import) -> bool:
    """Whether marks may be changed now; a roster alone waits for no stage."""
    return imported.campaign is None or permits(imported.campaign, Act.MARK)


def reasons(imports: QuerySet[Import]) -> list[tuple[Import, str]]:
    """Each import with why it cannot be undone; all of them of one campaign, or of none.

    What an import made is looked at one by one, but few imports make anything: after the first, the roster stands.
    """
    later = ImportedSheet.objects.filter(imported=OuterRef("pk")).exclude(sheet__version=F("version")).order_by()
    count = later.values("imported").annotate(n=Count("pk")).values("n")
    rows = list(imports.annotate(changed=Coalesce(Subquery(count), 0)))
    is_open = is_open_for(rows[0]) if rows else False
    return [(row, reason_of(row, is_open, row.changed)) for row in rows]


def reason_of(imported: Import, is_open: bool, changed: int) -> str:
    """Why it stays, with `changed` of its sheets changed since; empty when it can be undone."""
    if imported.status != ImportStatus.WRITTEN:
        return _("not written")
    if not is_open:
        return _("no stage is open")
    if changed:
        return ngettext("%(n)s sheet has been changed since", "%(n)s sheets have been changed since", changed) % {
            "n": changed
        }
    return why_not_removed(imported)


def why_not_removed(imported: Import) -> str:
    """Why organisations and zones that an import made must stay."""
    zones = imported.made.get("zones", [])
    if zones and Appointment.objects.filter(zone__in=zones).exists():
        return _("people are appointed in its zones")
    nodes, enrolled = imported.made.get("nodes", []), set(imported.made.get("enrolled", []))
    if not nodes and not enrolled:
        return ""
    made = Assessment.objects.filter(Q(node__in=nodes) | Q(pk__in=enrolled))
    if made.filter(round__is_pinned=True).exists():
        return _("a numbered run stands on it")
    found = list(made.values_list("pk", "rolls"))
    if any(roll for _pk, roll in found):
        return _("people may vote about its branches")
    others = [pk for pk, _roll in found if pk not in enrolled]
    if others or Sheet.objects.filter(assessment__in=enrolled).exclude(importedsheet__imported=imported).exists():
        return _("its branches have sheets")
    if Appointment.objects.filter(node__in=nodes).exists():
        return _("people are appointed at its organisations")
    if Node.objects.filter(parent__in=nodes).exclude(pk__in=nodes).exists():
        return _("organisations have been added below")
    return ""


@transaction.atomic
def undo_import(actor: Any, imported: Import) -> Import:
    """Put back every mark and fact as it was, and take away what the import made; all or nothing."""
    row = Import.objects.select_for_update(of=("self",)).select_related("campaign", "committee").get(pk=imported.pk)
    authorise_import(actor, row.campaign, row.committee)
    lock_sheets(row)
    reason = why_not(row)
    if reason:
        raise Refused(_("This import cannot be undone: %(reason)s.") % {"reason": reason}, code="import-stays")
    kept = restore_sheets(row)
    restore_facts(row)
    take_back(row)
    Assessment.objects.filter(pk__in=row.made.get("enrolled", [])).delete()
    remove_nodes(row.made.get("nodes", []))
    Zone.objects.filter(pk__in=row.made.get("zones", []), nodes=None, assessment=None).delete()
    row.status, row.undone_at = ImportStatus.UNDONE, timezone.now()
    row.save(update_fields=["status", "undone_at"])
    record(actor, "import.undone", row, node_path=row.committee.path, after={"file": row.file_name, **kept})
    if row.campaign:
        announce_evaluation(row.campaign, actor)
    return row


def restore_sheets(imported: Import) -> dict[str, Any]:
    """Marks as they stood before; the version goes on, so that an open page notices. Gives what the act says of it."""
    if imported.campaign is None:
        return {}
    sheets, written = [], []
    for kept in imported.sheets.select_related("sheet"):
        written.append((kept.sheet, held(kept.sheet)))
        kept.sheet.marks, kept.sheet.version, kept.sheet.changed_at = (
            kept.before,
            kept.sheet.version + 1,
            timezone.now(),
        )
        sheets.append(kept.sheet)
    rewrite(sheets, ["marks", "version", "changed_at"])
    return keep_batch(imported.campaign, written)


def restore_facts(imported: Import) -> None:
    """Facts of assessments and profiles as they stood, where nobody changed them since."""
    for kind, key, entries in (
        (Assessment, "assessment", imported.made.get("facts", [])),
        (Branch, "branch", imported.made.get("profiles", [])),
    ):
        rows = kind.objects.in_bulk([entry[key] for entry in entries])
        names = sorted({name for entry in entries for name in entry["before"]})
        for entry in [entry for entry in entries if entry[key] in rows]:
            for name, value in entry["before"].items():
                if getattr(rows[entry[key]], name) == entry["after"][name]:
                    setattr(rows[entry[key]], name, value)
        if names:
            rewrite(list(rows.values()), names)
