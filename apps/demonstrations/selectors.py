"""What is read of selections by pages and services alike."""

from collections.abc import Collection

from django.db.models import QuerySet

from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import CandidateStatus, GateStatus
from apps.demonstrations.cutting import Cut, Standing, cut, seats_of
from apps.demonstrations.models import Batch, Candidate, Gate
from apps.evaluations.models import Result, Run
from apps.evaluations.nominations import standing_run

FACT = "fact."


def subject_of(candidate: Candidate) -> str:
    """What tells a candidate's assessment from another one of the same organisation."""
    return f"candidate-{candidate.pk}"


def subjects_of(gate: Gate) -> list[str]:
    """Subjects of the gate's assessments whose candidates are still in, or left it by its close."""
    rows = gate.batch.candidates.exclude(status=CandidateStatus.WITHDRAWN).values_list("pk", flat=True)
    held = {f"candidate-{pk}" for pk in rows}
    found = gate.campaign.assessments.in_order().values_list("subject", flat=True)
    return [subject for subject in found if subject in held]


def gate_before(gate: Gate) -> Gate | None:
    """The gate of the batch that stands before it."""
    return gate.batch.gates.filter(position__lt=gate.position).order_by("-position").first()


def open_gate_of(batch: Batch) -> Gate | None:
    """The gate that is open now; a batch has one at most."""
    return batch.gates.filter(status=GateStatus.OPEN).first()


def facts_missing(gate: Gate) -> list[str]:
    """The facts that the gate's rulebook reads and that no gate before it gives, in the rulebook's order."""
    given = set(gate.batch.gates.filter(position__lt=gate.position).values_list("fact", flat=True))
    read = [column.key for column in rulebook_of(gate.rulebook_version).inputs if column.key.startswith(FACT)]
    return [key for key in read if key.removeprefix(FACT) not in given]


def counting_run(gate: Gate) -> Run | None:
    """The run that decides the gate: the notice's, else the meeting's, else the last numbered one; None before."""
    run = standing_run(gate.campaign) if gate.campaign_id else None
    return run if run and run.is_whole else None


def results_of(gate: Gate, run: Run) -> dict[int, Result]:
    """Results by candidate."""
    rows = Result.objects.filter(run=run).select_related("assessment")
    numbers = {row.assessment.subject: row for row in rows}
    taking_part: QuerySet[Candidate] = gate.batch.candidates.standing()
    return {one.pk: numbers[subject_of(one)] for one in taking_part if subject_of(one) in numbers}


def cut_of(gate: Gate, run: Run, without: Collection[int] = ()) -> Cut:
    """Who would pass by this run, if those `without` whom it is drawn may not."""
    found = results_of(gate, run)
    words = [level.name for level in rulebook_of(run.rulebook_version).outcomes]
    standings = [
        Standing(pk, row.rank, pk not in without and row.rank is not None and passes(gate, words[row.level]))
        for pk, row in found.items()
    ]
    return cut(standings, seats_in(gate, len(standings)))


def seats_in(gate: Gate, taking_part: int) -> int | None:
    """How many the gate lets through; the last one no more than the batch has places. None: all that may pass."""
    seats, places = seats_of(taking_part, gate.places, gate.share, gate.spare), gate.batch.places
    if places is None or gate.batch.gates.filter(position__gt=gate.position).exists():
        return seats
    return places if seats is None else min(seats, places)


def passes(gate: Gate, level: str) -> bool:
    """Whether who stands on this level of the rulebook may pass the gate."""
    return not gate.levels or level in gate.levels
