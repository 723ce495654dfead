"""Some branches of a run as it was rated: of its inputs only the chunks are read in which their units stand."""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from apps.evaluations.columns import inputs_of
from apps.evaluations.figures_of_run import figures_of, is_apart
from apps.evaluations.models import Run, RunInput
from apps.evaluations.packing import Inputs, together, unpack
from apps.evaluations.spans import ROWS, Span

CHUNKS_AT_HAND = 8
UNITS_AT_ONCE = 500


def rows_of_unit(run: Run, unit: int) -> Inputs:
    """Everybody of one unit, in the official order."""
    found = near(run, [unit])
    return found.take([row for row, each in enumerate(found.unit) if each == unit])


def row_of(run: Run, unit: int, assessment: int) -> Inputs:
    """One branch of a unit."""
    found = near(run, [unit])
    return found.take([found.assessments.index(assessment)])


def rows_of(run: Run, assessments: Collection[int]) -> Inputs:
    """These branches, as far as the run holds them, in the official order."""
    wanted = set(assessments)
    units = run.results.filter(assessment__in=wanted).order_by().values_list("unit", flat=True).distinct()
    found = near(run, units)
    return found.take([row for row, pk in enumerate(found.assessments) if pk in wanted])


def every_chunk(run: Run) -> Iterator[Inputs]:
    """Everybody, chunk by chunk, so that never more than one of them is at hand."""
    for columns in run.inputs.order_by("position").values_list("columns", flat=True).iterator(chunk_size=1):
        yield unpack(bytes(columns))


def near(run: Run, units: Iterable[int]) -> Inputs:
    """Whole chunks that hold everybody of these units; all of a run of before it was kept where units stand."""
    keys = [str(unit) for unit in units]
    if not is_apart(run, "unit"):
        return inputs_of(run)
    spans: list[Span] = []
    for start in range(0, len(keys), UNITS_AT_ONCE):
        for figures in figures_of(run, "unit", keys[start : start + UNITS_AT_ONCE]).values():
            if ROWS not in figures:
                return inputs_of(run)
            spans += figures[ROWS]
    positions = chunks_of(run, spans) or [0]
    return together([_chunk(run.pk, run.digest, position) for position in positions])


def chunks_of(run: Run, spans: Collection[Span]) -> list[int]:
    """The chunks that hold a row of these spans, in order."""
    ends = _ends(run.pk, run.digest)
    pairs = enumerate(pairwise((0, *ends)))
    return [at for at, (first, after) in pairs if any(start < after and stop > first for start, stop in spans)]


@lru_cache(maxsize=CHUNKS_AT_HAND)
def _ends(run_id: int, _digest: str) -> tuple[int, ...]:
    """How many rows stand in each chunk and those before it."""
    rows = RunInput.objects.filter(run=run_id).order_by("position").values_list("branches", flat=True)
    return tuple(accumulate(rows))


@lru_cache(maxsize=CHUNKS_AT_HAND)
def _chunk(run_id: int, _digest: str, position: int) -> Inputs:
    columns = RunInput.objects.values_list("columns", flat=True).get(run=run_id, position=position)
    return unpack(bytes(columns))
