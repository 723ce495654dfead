"""S4 and S9: a whole working run, and a workbook's dry run, on SQLite with everything default."""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

import python_calamine
from django.utils import timezone

from apps.assessments.models import Assessment, Sheet
from apps.assessments.services import enrol_branches
from apps.branches.roster import plan_roster, write_roster
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, create_campaign, open_campaign
from apps.core.tables import read_table, write_xlsx
from apps.criteria.marks import MarksRow, read_marks
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.criteria.services import install_rulebooks
from apps.evaluations.models import Run
from apps.evaluations.services import make
from apps.organisations.choices import Kind
from apps.organisations.services import create_node
from bench.timing import Figure, best

BRANCHES = 10_000
ROWS = 100_000
RULEBOOK = "xuchang-2025"
CODES = [f"{section}{number}" for section in "ABCDE" for number in range(1, 6)]


def whole_runs(_sizes: Sequence[int]) -> Iterator[Figure]:
    """Read 10,000 sheets, rate, write results, swap; against reading the sheets only."""
    campaign = filled(BRANCHES)
    version = campaign.rulebook_version
    seconds, reference = best(
        lambda: make(Run(campaign=campaign, rulebook_version=version), lambda *_: None),
        lambda: list(Sheet.objects.values_list("assessment_id", "marks")),
    )
    yield Figure(
        "S4", "evaluation run, 10,000 branches, SQLite", seconds, "reading the sheets only", reference, 4, n=BRANCHES
    )


def five_stars() -> RulebookVersion:
    """The published rulebook by which both figures are taken."""
    return next(version for version in install_rulebooks() if version.rulebook.slug == RULEBOOK)


def filled(branches: int) -> Campaign:
    """An open campaign with `branches` marked branches in units of fifty."""
    version = five_stars()
    committee = create_node(None, kind=Kind.COMMITTEE, name="量级工委")
    now = timezone.now()
    stage = StageDates(StageKind.SCORING, now - timedelta(days=1), now + timedelta(days=1))
    campaign = create_campaign(
        None, name="量级", slug="scale", year=2025, committee=committee, rulebook_version=version, stages=[stage]
    )
    open_campaign(None, campaign)
    rows = [
        MarksRow(n, f"第{n}党支部", f"单位{n // 50}", f"第{n % 5}区", "", 9, "", (), [], {}) for n in range(branches)
    ]
    write_roster(None, committee, plan_roster(committee, rows))
    enrol_branches(None, campaign)
    chance = Random(1)
    sheets = (
        Sheet(
            assessment_id=pk, party="superior", version=1, marks={code: chance.randint(100, 200) * 10 for code in CODES}
        )
        for pk in Assessment.objects.values_list("pk", flat=True)
    )
    Sheet.objects.bulk_create(sheets, batch_size=500)
    return campaign


def dry_runs(_sizes: Sequence[int]) -> Iterator[Figure]:
    """Read and check a workbook of 100,000 rows with 100 faults; against reading it with the same library."""
    chance = Random(2)
    rows = (
        [
            f"第{n}党支部",
            f"单位{n // 50}",
            *("18..5" if n % 1000 == 0 and code == "C1" else chance.randint(0, 200) / 10 for code in CODES),
        ]
        for n in range(ROWS)
    )
    body = write_xlsx(["党支部", "所在单位", *CODES], rows)
    rules = rulebook_of(five_stars())

    def check() -> None:
        faults = read_marks(rules, read_table(body, "scale.xlsx")).faults
        if len(faults) != ROWS // 1000:
            raise SystemExit(f"S9: {len(faults)} faults")

    def read() -> None:
        workbook = python_calamine.CalamineWorkbook.from_object(io.BytesIO(body))
        workbook.get_sheet_by_index(0).to_python()

    seconds, reference = best(check, read, tries=2)
    yield Figure("S9", "dry run of 100,000 rows, before writing", seconds, "reading it only", reference, 3, n=ROWS)
