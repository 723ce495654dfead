"""What would a workbook do? The one reading that the dry run shows and the real run writes."""

from dataclasses import asdict, dataclass, field
from typing import Any

from apps.assessments.models import Assessment, Import, Sheet
from apps.branches.roster import RosterPlan, branches_below, count_changed, plan_roster, units_below
from apps.core.tables import read_table
from apps.criteria.marks import MarksRow, MarksSheet, excerpt, read_marks
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook

FAULTS_KEPT = 2000
EXCERPTS_KEPT = 200


@dataclass
class SheetChange:
    """One row of the file against what stands: marks as they would be, facts that differ."""

    row: MarksRow
    assessment: Assessment | None
    marks: dict[str, int]
    has_marks: bool
    changed: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Trial:
    """A workbook as read: its rows and faults, what it would create and change; of a roster, how many profiles."""

    sheet: MarksSheet
    plan: RosterPlan
    changes: list[SheetChange]
    profiles: int = 0

    @property
    def is_fine(self) -> bool:
        return not self.sheet.faults


def rules_of(imported: Import) -> Rulebook | None:
    """The rulebook that the marks are read by; None for a roster alone."""
    return rulebook_of(imported.campaign.rulebook_version) if imported.campaign else None


def may_create(imported: Import) -> bool:
    """New names are taken for a first workbook, and for a roster that asks for it; else an unknown name is a fault."""
    if imported.campaign is None:
        return imported.has_creation or not units_below(imported.committee)
    return not units_below(imported.campaign.committee)


def try_import(imported: Import, content: bytes) -> Trial:
    """Read the workbook against the rulebook and the roster as they stand; nothing is written."""
    committee = imported.campaign.committee if imported.campaign else imported.committee
    known_units, known_branches = None, None
    if not may_create(imported):
        standing = branches_below(committee)
        known_units = list(units_below(committee))
        known_branches = {unit: set() for unit in known_units}
        for unit, name in standing:
            known_branches.setdefault(unit, set()).add(name)
    sheet = read_marks(
        rules_of(imported),
        read_table(content, imported.file_name),
        known_units=known_units,
        known_branches=known_branches,
    )
    if sheet.faults:
        return Trial(sheet, RosterPlan(), [])
    plan = plan_roster(committee, sheet.rows)
    if imported.campaign is None:
        return Trial(sheet, plan, [], count_changed(sheet.rows, branches_below(committee)))
    return Trial(sheet, plan, changes_of(imported, sheet))


def changes_of(imported: Import, sheet: MarksSheet) -> list[SheetChange]:
    """Each row against its assessment and the superior's sheet as they stand."""
    rules = rules_of(imported)
    standing = {
        (assessment.unit.name, assessment.name): assessment
        for assessment in Assessment.objects.of(imported.campaign).select_related("unit")
    }
    sheets = dict(
        Sheet.objects.filter(assessment__campaign=imported.campaign, party=sheet.party).values_list(
            "assessment_id", "marks"
        )
    )
    codes = [criterion.code for criterion in rules.criteria]
    in_file = set(sheet.marked.get(sheet.party, ()))
    changes = []
    for row in sheet.rows:
        assessment = standing.get((row.unit, row.branch))
        before = sheets.get(assessment.pk, {}) if assessment else {}
        after = {code: mark for code, mark in before.items() if code not in in_file}
        after |= {
            code: mark for code, mark in zip(codes, row.marks, strict=True) if code in in_file and mark is not None
        }
        changed = sum(before.get(code) != after.get(code) for code in before.keys() | after.keys())
        facts = facts_of(row, assessment, sheet.fields)
        changes.append(SheetChange(row, assessment, after, bool(before), changed, facts))
    return changes


def facts_of(row: MarksRow, assessment: Assessment | None, fields: tuple[str, ...]) -> dict[str, Any]:
    """Facts that the file gives and that differ; a column of vetoes says all of them, other blanks say nothing."""
    given: dict[str, Any] = {"members": row.members, "previous_level": row.previous_level, "branch_type": row.type}
    facts = {name: value for name, value in given.items() if value not in ("", None)}
    if "vetoes" in fields:
        facts["vetoes"] = list(row.vetoes)
    if assessment is None:
        return facts
    return {name: value for name, value in facts.items() if value != getattr(assessment, name)}


def report_of(trial: Trial) -> dict[str, Any]:
    """The trial as the import's row keeps it: counts, faults with excerpts, accepted mess, what would be made."""
    sheet, plan = trial.sheet, trial.plan
    return {
        "sheet": sheet.name,
        "encoding": sheet.encoding,
        "header_row": sheet.header_row,
        "rows": len(sheet.rows),
        "faulty_rows": len(sheet.faulty_rows),
        "fault_count": len(sheet.faults),
        "mess_count": sheet.mess,
        "faults": [
            asdict(fault)
            | ({"excerpt": asdict(excerpt(sheet, fault))} if number < EXCERPTS_KEPT and fault.letter else {})
            for number, fault in enumerate(sheet.faults[:FAULTS_KEPT])
        ],
        "accepted": [{"kind": a.kind, "count": a.count, "header": a.header} for a in sheet.accepted.values()],
        "ignored": list(sheet.ignored_columns),
        "shown_parties": [party for party in sheet.marked if party != sheet.party and sheet.marked[party]],
        "plan": plan_report(plan),
        "profiles": trial.profiles,
        "sheets": {
            "new": sum(not change.has_marks and bool(change.marks) for change in trial.changes),
            "changed": sum(change.has_marks and change.changed > 0 for change in trial.changes),
            "same": sum(change.has_marks and not change.changed for change in trial.changes),
            "marks": sum(len(change.marks) for change in trial.changes),
            "marks_changed": sum(change.changed for change in trial.changes if change.has_marks),
            "facts": sum(bool(change.facts) and change.assessment is not None for change in trial.changes),
            "vetoes": sum(bool(change.row.vetoes) for change in trial.changes),
        },
    }


def plan_report(plan: RosterPlan) -> dict[str, Any]:
    """What would be created, by zone in the order of the file."""
    zones: dict[str, dict[str, Any]] = {}
    for unit, zone in plan.units.items():
        zones.setdefault(zone, {"name": zone, "units": [], "branches": 0, "members": 0})["units"].append(unit)
    for row in plan.branches.values():
        group = zones.setdefault(row.zone, {"name": row.zone, "units": [], "branches": 0, "members": 0})
        group["branches"] += 1
        group["members"] += row.members or 0
    counts = {"zones": len(plan.zones), "units": len(plan.units), "branches": len(plan.branches), "count": plan.count}
    return counts | {"groups": list(zones.values())}
