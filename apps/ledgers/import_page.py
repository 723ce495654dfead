"""An import of entries as its page shows it: where it stands, faults by row and column, what would be written."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.ledgers.choices import ImportStatus
from apps.ledgers.models import EntryImport
from apps.ledgers.table import RowFault

SHOWN = 200


def import_context(imported: EntryImport) -> dict[str, Any]:
    """Everything that the page of one import shows."""
    report = imported.report
    faults = [RowFault(**kept) for kept in report["faults"]]
    rows = len(imported.rows)
    faulty = report.get("faulty", len({fault.row for fault in faults}))
    return {
        "imported": imported,
        "sentence": sentence(imported, faulty),
        "steps": steps(imported),
        "rows": rows,
        "faulty": faulty,
        "fine": max(0, rows - faulty),
        "left_out": report["left_out"],
        "faults": faults[:SHOWN],
        "more": max(0, len(faults) - SHOWN),
        "will": will(report) if "added" in report and not faults else [],
    }


def sentence(imported: EntryImport, faulty: int) -> str:
    """The state in one sentence."""
    if imported.status == ImportStatus.FAULTY:
        words = ngettext("%(n)s row is to be mended", "%(n)s rows are to be mended", faulty)
        return words % {"n": faulty}
    told = {
        ImportStatus.DROPPED: _("This file was not brought in"),
        ImportStatus.UNDONE: _("This import was undone"),
        ImportStatus.WRITTEN: _("This file was brought in"),
    }
    return told.get(imported.status) or _("No row is to be mended. Please confirm")


def steps(imported: EntryImport) -> list[dict[str, str]]:
    """The flow: choose a file, dry run, write."""
    is_written = imported.status in {ImportStatus.WRITTEN, ImportStatus.UNDONE}
    return [
        {"label": _("Choose a file"), "state": "done"},
        {"label": _("Dry run"), "state": "done" if is_written else "now"},
        {"label": _("Write"), "state": "done" if is_written else "later"},
    ]


def will(report: dict[str, Any]) -> list[tuple[str, int]]:
    """What is added, changed and left as it is."""
    return [
        (_("New entries"), report["added"]),
        (_("Changed entries"), report["changed"]),
        (_("Entries that stay as they are"), report["same"]),
    ]
