"""What would a workbook do? The one reading that the dry run shows and the real run writes."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from apps.assessments.divided import Divided
from apps.assessments.lines import counting_sheets
from apps.assessments.models import Assessment, Import, Sheet
from apps.branches.roster import RosterPlan, branches_below, count_changed, plan_roster, units_below
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.core.tables import read_table
from apps.criteria.marks import MarksRow, MarksSheet, excerpt, read_marks
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook

FAULTS_KEPT = 2000
EXCERPTS_KEPT = 200
VOTES = "ballot."
FACT_KINDS = ("number", "yes-or-no", "word", "votes", "mean")


@dataclass
class NewMarks:
    """One party's marks as they would be, whether there were any, and how many change."""

    marks: dict[str, int]
    has_marks: bool
    changed: int


@dataclass
class RowChange:
    """One row of the file against what stands: each counting party's marks, and facts that differ."""

    row: MarksRow
    assessment: Assessment | None
    sheets: dict[str, NewMarks]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Trial:
    """A workbook as read: its rows and faults, what it would create and change; of a roster, how many profiles."""

    sheet: MarksSheet
    plan: RosterPlan
    changes: list[RowChange]
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
    divided = Divided(imported.campaign, rulebook_of(imported.campaign.rulebook_version), sheet)
    changes = changes_of(imported, sheet, divided)
    if divided.faults:
        return Trial(replace(sheet, faults=tuple(divided.faults)), RosterPlan(), [])
    return Trial(sheet, plan, changes)


def changes_of(imported: Import, sheet: MarksSheet, divided: Divided) -> list[RowChange]:
    """Each row against its assessment and the counting parties' sheets as they stand; parties only shown stay out."""
    rules = rules_of(imported)
    standing = {
        (assessment.unit.name, assessment.name): assessment
        for assessment in Assessment.objects.of(imported.campaign).select_related("unit")
    }
    parties = [party for party in sheet.marked if party in counting_sheets(rules)]
    rows = Sheet.objects.filter(assessment__campaign=imported.campaign, party__in=parties)
    stored = {(pk, party): marks for pk, party, marks in rows.values_list("assessment_id", "party", "marks")}
    levels = imported.by is None or not has_meeting(imported.campaign)
    reader = FactReader(rules, sheet, takes_levels=levels, takes_votes=not has_ballot(imported.campaign))
    codes = [criterion.code for criterion in rules.criteria]
    changes = []
    for row in sheet.rows:
        assessment = standing.get((row.unit, row.branch))
        sheets = {}
        for party in parties:
            before = stored.get((assessment.pk, party), {}) if assessment else {}
            given = row.marks if party == sheet.party else row.other.get(party, [])
            marks = dict(zip(codes, given, strict=False))
            kept = divided.kept(row, assessment, party, before, marks)
            sheets[party] = new_marks(before, marks, [code for code in sheet.marked[party] if code not in kept])
        changes.append(RowChange(row, assessment, sheets, reader.differing(row, assessment)))
    return changes


def new_marks(before: dict[str, int], given: Mapping[str, int | None], in_file: Collection[str]) -> NewMarks:
    """The marks after the import: a column in the file says all of its marks, others stay."""
    after = {code: mark for code, mark in before.items() if code not in in_file}
    after |= {code: mark for code in in_file if (mark := given.get(code)) is not None}
    changed = sum(before.get(code) != after.get(code) for code in before.keys() | after.keys())
    return NewMarks(after, bool(before), changed)


def has_meeting(campaign: Campaign) -> bool:
    """Whether a meeting decides on levels."""
    return campaign.stages.filter(kind=StageKind.DECISION).exists()


def has_ballot(campaign: Campaign) -> bool:
    """Whether votes are cast and counted here: then no workbook says what they came to."""
    return hasattr(campaign, "poll")


class FactReader:
    """Reads what a file says of branches beside marks: a column of decided levels says all of them, other blanks say
    nothing. Vetoes are proposed, not written; where a meeting decides, no workbook of a person's brings levels, and
    where a ballot stands, none brings votes."""

    def __init__(self, rules: Rulebook, sheet: MarksSheet, *, takes_levels: bool, takes_votes: bool) -> None:
        self.fields, self.takes_levels = sheet.fields, takes_levels
        self.keys = [
            (number, read.key)
            for number, read in enumerate(rules.inputs)
            if read.kind in FACT_KINDS and (takes_votes or not read.key.startswith(VOTES))
        ]

    def given(self, row: MarksRow, assessment: Assessment | None) -> dict[str, Any]:
        """What the row says, by the field of an assessment; facts beside those that stand."""
        plain: dict[str, Any] = {
            "members": row.members,
            "previous_level": row.previous_level,
            "branch_type": row.type,
        }
        found = {name: value for name, value in plain.items() if value not in ("", None)}
        if "decided" in self.fields and self.takes_levels:
            found["decided_level"] = row.decided
        facts = {key: row.inputs[number] for number, key in self.keys if row.inputs[number] is not None}
        if facts:
            found["facts"] = (assessment.facts if assessment else {}) | facts
        return found

    def differing(self, row: MarksRow, assessment: Assessment | None) -> dict[str, Any]:
        """The same without what stands already."""
        found = self.given(row, assessment)
        if assessment is None:
            return found
        return {name: value for name, value in found.items() if value != getattr(assessment, name)}


def report_of(trial: Trial) -> dict[str, Any]:
    """The trial as the import's row keeps it: counts, faults with excerpts, accepted mess, what would be made."""
    sheet, plan, written = trial.sheet, trial.plan, written_parties(trial)
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
        "shown_parties": [party for party, codes in sheet.marked.items() if codes and party not in written],
        "plan": plan_report(plan),
        "profiles": trial.profiles,
        "sheets": sheet_counts(trial),
    }


def written_parties(trial: Trial) -> set[str]:
    """Whose sheets would be written; before any row fits, the party that counts."""
    return {party for change in trial.changes for party in change.sheets} or {trial.sheet.party}


def sheet_counts(trial: Trial) -> dict[str, int]:
    """What would become of sheets, marks and facts."""
    sheets = [each for change in trial.changes for each in change.sheets.values()]
    return {
        "new": sum(not each.has_marks and bool(each.marks) for each in sheets),
        "changed": sum(each.has_marks and each.changed > 0 for each in sheets),
        "same": sum(each.has_marks and not each.changed for each in sheets),
        "marks": sum(len(each.marks) for each in sheets),
        "marks_changed": sum(each.changed for each in sheets if each.has_marks),
        "facts": sum(bool(change.facts) and change.assessment is not None for change in trial.changes),
        "vetoes": sum(bool(change.row.vetoes) for change in trial.changes),
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
