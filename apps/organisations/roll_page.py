"""A roll of people as its page shows it: where it stands, faults by row and column, what would be made."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.jobs.models import Job
from apps.organisations.choices import RollStatus
from apps.organisations.models import Roll
from apps.organisations.roll.report import fault_of

SHOWN = 100


def roll_context(roll: Roll) -> dict[str, Any]:
    """Everything that the page of one roll shows."""
    report = roll.report
    is_waiting = roll.status in {RollStatus.CHECKING, RollStatus.WRITING}
    kind = "roll-write" if roll.status in {RollStatus.WRITING, RollStatus.WRITTEN} else "roll-check"
    context = {
        "sentence": sentence(roll),
        "steps": steps(roll),
        "is_waiting": is_waiting,
        "error": report.get("error", ""),
        "job": Job.objects.of(kind, roll.pk).order_by("-pk").first(),
    }
    if "rows" not in report:
        return context
    return context | {
        "counts": report,
        "fine": report["rows"] - report["faulty"],
        "faults": [fault_of(fault) for fault in report["faults"][:SHOWN]],
        "more": max(0, len(report["faults"]) - SHOWN),
        "will": will(report),
        "units": report["units"],
    }


def sentence(roll: Roll) -> str:
    """The state in one sentence."""
    report = roll.report
    told = {
        RollStatus.CHECKING: _("Reading the table; nobody has been made yet"),
        RollStatus.WRITING: _("Making accounts and giving offices"),
        RollStatus.DROPPED: _("This roll was not brought in"),
        RollStatus.FAILED: _("This file could not be read"),
    }
    if roll.status in told:
        return told[roll.status]
    if roll.status == RollStatus.FAULTY:
        count = report["faulty"]
        return ngettext("%(n)s row is to be mended", "%(n)s rows are to be mended", count) % {"n": count}
    count = report["people"]
    if roll.status == RollStatus.WRITTEN:
        return ngettext("%(n)s account was made", "%(n)s accounts were made", count) % {"n": count}
    would = ngettext(
        "%(n)s account would be made. Please confirm", "%(n)s accounts would be made. Please confirm", count
    )
    return would % {"n": count}


def steps(roll: Roll) -> list[dict[str, str]]:
    """The flow: choose a file, dry run, write."""
    is_written = roll.status == RollStatus.WRITTEN
    return [
        {"label": _("Choose a file"), "state": "done"},
        {"label": _("Dry run"), "state": "done" if is_written else "now"},
        {"label": _("Write"), "state": "done" if is_written else "later"},
    ]


def will(report: dict[str, Any]) -> list[tuple[str, int]]:
    """What is made, found and left as it is."""
    return [
        (_("New accounts"), report["people"]),
        (_("of these without a mobile number"), report["without_mobile"]),
        (_("People who have an account"), report["found"]),
        (_("Offices that begin today"), report["offices"]),
        (_("Offices that are held already"), report["held"]),
    ]
