"""An import as its page shows it: counts, faults, excerpt, what would be written, what would be made."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import ImportStatus
from apps.assessments.models import Import
from apps.assessments.undoing import reasons, why_not
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.criteria.marks import Accepted, Fault
from apps.jobs.models import Job
from apps.organisations.models import Node

SHOWN = 50
UNIT_NAMES = 4
EARLIER = 20


def import_context(imported: Import, query: Mapping[str, str]) -> dict[str, Any]:
    """Everything that the import's page shows; `query` may name a kind of fault, the fault in hand, and all=1."""
    report = imported.report
    context = {
        "imported": imported,
        "file_line": file_line(imported),
        "steps": steps(imported),
        "is_waiting": imported.status in {ImportStatus.CHECKING, ImportStatus.WRITING},
        "job": Job.objects.of(job_kind(imported), imported.pk).order_by("-pk").first(),
        "earlier": earlier_imports(beside(imported)),
        "urls": urls(imported),
    }
    if not report or "error" in report:
        return context | {"sentence": waiting_sentence(imported), "error": report.get("error", "")}
    return context | {
        "sentence": sentence(imported),
        "counts": counts(report),
        "would_write": would_write(imported),
        "mess": [
            {"label": a.label, "value": a.detail or ngettext("%(n)s cell", "%(n)s cells", a.count) % {"n": a.count}}
            for a in (Accepted(entry["kind"], entry["count"], (), entry["header"]) for entry in report["accepted"])
        ],
        "creation": creation(report["plan"], imported.written_at is not None),
        "warnings": warnings(report),
        "can_write": imported.status == ImportStatus.READY,
        "undo_reason": why_not(imported) if imported.status == ImportStatus.WRITTEN else "",
        **fault_list(imported, query),
    }


def job_kind(imported: Import) -> str:
    return "import-write" if imported.status == ImportStatus.WRITING else "import-check"


def import_url(act: str, campaign: Campaign | None, committee: Node, pk: int | None = None) -> str:
    """Where an act on imports leads: below the campaign, or below the committee whose roster it is."""
    space, key = ("assessments", campaign.slug) if campaign else ("rosters", committee.pk)
    return reverse(f"{space}:import-{act}", args=[key] if pk is None else [key, pk])


def urls(imported: Import) -> dict[str, str]:
    """Where the page's acts lead; a roster alone has no results."""
    campaign, committee = imported.campaign, imported.committee
    acts = ("detail", "write", "drop", "undo", "annotated", "file")
    found = {act: import_url(act, campaign, committee, imported.pk) for act in acts}
    found |= {"start": import_url("start", campaign, committee), "league": "", "dashboard": ""}
    if campaign is None:
        return found | {"roster": f"{reverse('branches:list')}?below={committee.pk}"}
    return found | {page: reverse(f"reports:{page}", args=[campaign.slug]) for page in ("league", "dashboard")}


def beside(imported: Import) -> QuerySet[Import]:
    """The other imports of the same campaign, or of the same roster."""
    rows = Import.objects.filter(committee=imported.committee, campaign=imported.campaign)
    return rows.exclude(pk=imported.pk)


def file_line(imported: Import) -> str:
    """The file in one line."""
    report = imported.report
    parts = [imported.file_name, filesizeformat(imported.size)]
    if report.get("sheet"):
        parts.append(
            _("sheet “%(sheet)s”, headings in row %(row)s") % {"sheet": report["sheet"], "row": report["header_row"]}
        )
    if report.get("encoding"):
        parts.append(report["encoding"])
    if imported.checked_at:
        parts.append(_("tried %(when)s") % {"when": date_format(timezone.localtime(imported.checked_at), _("j M H:i"))})
    return " · ".join(parts)


def steps(imported: Import) -> list[dict[str, str]]:
    """The flow: choose a file, dry run, write."""
    written = imported.status in {ImportStatus.WRITTEN, ImportStatus.UNDONE}
    return [
        {"label": _("Choose a file"), "state": "done"},
        {"label": _("Dry run"), "state": "done" if written else "now"},
        {"label": _("Write"), "state": "done" if written else "later"},
    ]


def waiting_sentence(imported: Import) -> str:
    if imported.status == ImportStatus.FAILED:
        return _("This file cannot be read; nothing was written")
    return _("Reading the file; nothing is written yet")


def sentence(imported: Import) -> str:
    """The state in a sentence."""
    report = imported.report
    if imported.status == ImportStatus.FAULTY:
        n = report["faulty_rows"]
        return ngettext("%(n)s row to mend, nothing was written", "%(n)s rows to mend, nothing was written", n) % {
            "n": n
        }
    if imported.status == ImportStatus.READY and report["plan"]["count"]:
        return _("All %(n)s rows can be read. Please confirm what will be made") % {"n": report["rows"]}
    if imported.status == ImportStatus.READY:
        return _("All %(n)s rows can be read, nothing is written yet") % {"n": report["rows"]}
    if imported.status == ImportStatus.WRITING:
        return _("Being written; you may leave this page")
    if imported.status == ImportStatus.WRITTEN:
        return _("%(n)s rows written") % {"n": report["rows"]}
    return _("This import was undone") if imported.status == ImportStatus.UNDONE else _("This file was not imported")


def counts(report: dict) -> dict[str, int]:
    return {
        "read": report["rows"],
        "fine": report["rows"] - report["faulty_rows"],
        "faulty": report["faulty_rows"],
        "mess": report["mess_count"],
    }


def would_write(imported: Import) -> list[dict[str, str]]:
    """What writing does, line by line; empty while rows must be mended."""
    report = imported.report
    if imported.status == ImportStatus.FAULTY:
        return []
    sheets, plan = report["sheets"], report["plan"]
    if imported.campaign is None:
        return roster_lines(report)
    lines = [
        {
            "label": _("Sheets"),
            "value": _("%(new)s new, %(changed)s changed, %(same)s as they are") % sheets,
        },
        {
            "label": _("Marks"),
            "value": _("%(marks)s, of which %(marks_changed)s differ from those that stand") % sheets,
        },
    ]
    if sheets["vetoes"]:
        words = _("on %(n)s branches; they count once the second person has confirmed them")
        lines.append({"label": _("Vetoes"), "value": words % {"n": sheets["vetoes"]}})
    if not plan["count"]:
        lines.append({"label": _("Units, branches"), "value": _("none is made: the roster stands")})
    lines.append({"label": _("Places"), "value": _("a working run follows by itself")})
    return lines


def roster_lines(report: dict) -> list[dict[str, str]]:
    """What writing a roster alone does."""
    lines = []
    if not report["plan"]["count"]:
        lines.append({"label": _("Units, branches"), "value": _("none is made: the roster stands")})
    n = report["profiles"]
    value = ngettext("%(n)s branch gets new facts", "%(n)s branches get new facts", n) % {"n": n}
    lines.append({"label": _("Type, members, level of last year"), "value": value})
    lines.append({"label": _("Campaigns"), "value": _("new branches join one only when they are enrolled there")})
    return lines


def creation(plan: dict, is_written: bool) -> dict[str, Any] | None:
    """Zones, units and branches that would be made, or were, by zone."""
    if not plan["count"]:
        return None
    groups = [
        {
            "name": group["name"] or _("no zone"),
            "units": len(group["units"]),
            "branches": group["branches"],
            "members": group["members"],
            "unit_names": _(", ").join(group["units"][:UNIT_NAMES])
            + (" …" if len(group["units"]) > UNIT_NAMES else ""),
            "all_units": group["units"],
        }
        for group in plan["groups"]
    ]
    total = {key: sum(group[key] for group in groups) for key in ("units", "branches", "members")}
    title = _("%(zones)s zones, %(units)s units and %(branches)s branches were made")
    if not is_written:
        title = _("%(zones)s zones, %(units)s units and %(branches)s branches will be made")
    return {"title": title % plan, "zones": groups, "total": total, "count": plan["count"]}


def warnings(report: dict) -> list[dict[str, str]]:
    """What a person should look at; none of it stops the writing."""
    found = []
    if report["ignored"]:
        found.append({"title": _("Columns that were not read"), "note": _(", ").join(report["ignored"])})
    if report["shown_parties"]:
        note = _("Branches fill in their own; these columns are not written.")
        found.append({"title": _("Self-assessments"), "note": note})
    return found


def fault_list(imported: Import, query: Mapping[str, str]) -> dict[str, Any]:
    """The faults of the chosen kind, the one in hand with its excerpt, and the kinds with their numbers."""
    faults = imported.report["faults"]
    kind = query.get("kind", "")
    title_of = {number: Fault(**plain(fault)).title for number, fault in enumerate(faults)}
    chosen = [number for number in title_of if not kind or title_of[number] == kind]
    hand = whole(query.get("row"))
    current = next((n for n in chosen if n == hand), chosen[0] if chosen else None)
    shown = chosen if query.get("all") else chosen[:SHOWN]
    base = {"kind": kind} if kind else {}
    rows = [fault_row(faults[n], "?" + urlencode(base | {"row": n}), n == current) for n in shown]
    kinds = [{"label": _("All"), "count": imported.report["fault_count"], "url": "?", "current": not kind}]
    kinds += [
        {"label": title, "count": count, "url": "?" + urlencode({"kind": title}), "current": title == kind}
        for title, count in Counter(title_of.values()).items()
    ]
    return {
        "faults": rows,
        "fault_kinds": kinds,
        "more": len(chosen) - len(shown),
        "more_url": "?" + urlencode(base | {"all": 1}),
        "excerpt": excerpt_of(faults[current]) if current is not None else None,
    }


def plain(fault: dict) -> dict:
    """A stored fault without its excerpt."""
    return {key: value for key, value in fault.items() if key != "excerpt"}


def fault_row(fault: dict, url: str, current: bool) -> dict[str, Any]:
    made = Fault(**plain(fault))
    return plain(fault) | {"kind_label": made.title, "message": made.message, "url": url, "current": current}


def excerpt_of(fault: dict) -> dict[str, Any] | None:
    """The file's own rows around the fault."""
    if not fault.get("excerpt"):
        return None
    return fault["excerpt"] | {
        "title": _("Row %(row)s in the file") % {"row": fault["row"]},
        "column_title": _("column %(letter)s · %(heading)s") % {"letter": fault["letter"], "heading": fault["column"]},
    }


def earlier_imports(imports: QuerySet[Import]) -> list[dict[str, Any]]:
    """Imports that were written, newest first, each with its undoing or why not."""
    rows = []
    for imported, reason in reasons(imports.written().select_related("campaign", "committee")[:EARLIER]):
        rows.append(
            {
                "number": imported.pk,
                "at": imported.written_at,
                "who": imported.by_name,
                "file_name": imported.file_name,
                "url": urls(imported)["detail"],
                "what": what_was_written(imported),
                "can_undo": not reason,
                "undo_url": urls(imported)["undo"],
                "why_not": _("undone") if imported.status == ImportStatus.UNDONE else reason,
            }
        )
    return rows


def what_was_written(imported: Import) -> str:
    """Sheets, and organisations where some were made."""
    report = imported.report
    parts = []
    if report["plan"]["count"]:
        parts.append(_("%(units)s units, %(branches)s branches") % report["plan"])
    n = report["sheets"]["new"] + report["sheets"]["changed"]
    if n:
        parts.append(ngettext("%(n)s sheet", "%(n)s sheets", n) % {"n": n})
    n = len(imported.made.get("profiles", []))
    if n:
        parts.append(ngettext("%(n)s profile", "%(n)s profiles", n) % {"n": n})
    return _(", ").join(parts)
