"""How many candidates of each batch applied, are in, left, wait for naming, are named? Counted by the database."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from apps.demonstrations.choices import CandidateStatus, Verdict
from apps.demonstrations.models import Passage
from apps.demonstrations.models.candidates import CandidateQuerySet

APPLIED = (
    CandidateStatus.WAITING,
    CandidateStatus.IN,
    CandidateStatus.OUT,
    CandidateStatus.CHOSEN,
    CandidateStatus.NAMED,
)


@dataclass
class Tally:
    """Candidates by state; `withdrew` are those who did so after they had been accepted."""

    by_status: Counter[str] = field(default_factory=Counter)
    withdrew: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.by_status + other.by_status, self.withdrew + other.withdrew)

    @property
    def applied(self) -> int:
        """Who handed in, whatever became of it."""
        return sum(self.by_status[status] for status in APPLIED) + self.withdrew

    @property
    def waiting(self) -> int:
        """Who waits to be accepted or returned."""
        return self.by_status[CandidateStatus.WAITING]

    @property
    def staying(self) -> int:
        """Who is in a gate now."""
        return self.by_status[CandidateStatus.IN]

    @property
    def chosen(self) -> int:
        return self.by_status[CandidateStatus.CHOSEN]

    @property
    def named(self) -> int:
        return self.by_status[CandidateStatus.NAMED]


def tallies_of(candidates: CandidateQuerySet) -> Mapping[int, Tally]:
    """By batch; one query."""
    found: dict[int, Tally] = defaultdict(Tally)
    rows = candidates.order_by().values_list("batch_id", "status")
    for batch, status, n, numbered in rows.annotate(n=Count("pk"), numbered=Count("number")):
        found[batch].by_status[status] = n
        if status == CandidateStatus.WITHDRAWN:
            found[batch].withdrew = numbered
    return found


def passed_of(gates: list[int]) -> dict[int, int]:
    """How many passed each closed gate; one query."""
    rows = Passage.objects.filter(gate__in=gates, verdict=Verdict.PASSED).order_by()
    return dict(rows.values_list("gate_id").annotate(n=Count("pk")))


def left_of(gates: list[int]) -> dict[int, list[str]]:
    """Who left at each gate; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Passage.objects.filter(gate__in=gates, verdict=Verdict.LEFT).select_related("candidate")
    for row in rows.order_by("candidate__order_path", "candidate_id"):
        found[row.gate_id].append(str(row.candidate))
    return found
