"""What does the page of a programme show one person? Its batches with figures, one of them with all its candidates."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, Min, Prefetch, Q
from django.utils.translation import gettext as _

from apps.demonstrations.before_naming import Check, before_naming
from apps.demonstrations.choices import BatchStatus, GateStatus, ReviewStatus, TitleStatus
from apps.demonstrations.funnel import Funnel, funnel_of
from apps.demonstrations.models import Batch, Candidate, Gate, Passage, Programme, Title
from apps.demonstrations.rows import CandidateRow, rows_of
from apps.demonstrations.rule_words import short_rule
from apps.demonstrations.tallies import Tally, tallies_of

UNDER_WAY = (BatchStatus.CALLING, BatchStatus.GATES, BatchStatus.CHOSEN)
SHOWN, MOST_LEFT, MOST_TITLES = 8, 3, 5
OPEN_REVIEWS = (ReviewStatus.DUE, ReviewStatus.REPORTED)


class Board:
    """A programme as `person` sees it. `number` asks for an older batch; `is_whole` for every candidate of it."""

    def __init__(self, programme: Programme, person: Any, number: int | None = None, is_whole: bool = False) -> None:
        self.programme, self.person, self.is_whole = programme, person, is_whole
        self.conducts = person.has_perm("demonstrations.conduct", programme)
        self.compares = person.has_perm("demonstrations.compare", programme)
        self.candidates = Candidate.objects.visible_to(person).filter(batch__programme=programme)
        self.number = number

    @cached_property
    def batches(self) -> list[Batch]:
        """Batches in order, a draft only for those who prepare it."""
        gates = Prefetch("gates", Gate.objects.select_related("rulebook_version"))
        rows = self.programme.batches.prefetch_related(gates)
        return list(rows if self.conducts else rows.exclude(status=BatchStatus.DRAFT))

    @cached_property
    def batch(self) -> Batch | None:
        """The batch in hand: the one asked for, else the newest that is under way, else the newest."""
        asked = [batch for batch in self.batches if batch.number == self.number]
        under_way = [batch for batch in self.batches[::-1] if batch.status in UNDER_WAY]
        return next(iter([*asked, *under_way, *self.batches[::-1]]), None)

    @cached_property
    def tallies(self) -> dict[int, Tally]:
        return tallies_of(self.candidates)

    @cached_property
    def tally(self) -> Tally:
        """Of the batch in hand."""
        return self.tallies[self.batch.pk] if self.batch else Tally()

    @cached_property
    def total(self) -> Tally:
        return sum(self.tallies.values(), Tally())

    @cached_property
    def funnel(self) -> Funnel | None:
        """For those who see all candidates."""
        found = funnel_of(self.batches, self.tallies) if self.compares else None
        return found if found and self.total.applied else None

    @cached_property
    def rows(self) -> list[CandidateRow]:
        """The candidates of the batch in hand, the best first, those who left last."""
        if self.batch is None:
            return []
        passages = Prefetch("passages", Passage.objects.select_related("gate__rulebook_version"))
        rows = self.candidates.filter(batch=self.batch).in_order().prefetch_related(passages)
        return rows_of(self.batch, rows)

    @property
    def shown(self) -> list[CandidateRow]:
        """The best of them and those who left last, unless all are asked for."""
        if self.is_whole or len(self.rows) <= SHOWN + 1:
            return self.rows
        staying = [row for row in self.rows if not row.why]
        left = [row for row in self.rows if row.why][: max(MOST_LEFT, SHOWN - len(staying))]
        return staying[: SHOWN - len(left)] + left

    @property
    def folded(self) -> int:
        """How many more there are."""
        return len(self.rows) - len(self.shown)

    @cached_property
    def checks(self) -> list[Check]:
        """What is looked at before the naming, while the batch waits for it."""
        waits = self.compares and self.batch is not None and self.batch.status == BatchStatus.CHOSEN
        return before_naming(self.batch) if waits else []

    @cached_property
    def titles(self) -> list[Title]:
        """Titles that were conferred, the next to be reviewed first."""
        due = Min("reviews__due_on", filter=Q(reviews__status__in=OPEN_REVIEWS))
        rows = Title.objects.visible_to(self.person).filter(conferral__batch__programme=self.programme)
        rows = rows.exclude(status=TitleStatus.WITHDRAWN).annotate(due=due).select_related("candidate__batch")
        found = list(rows.prefetch_related("reviews").order_by(F("due").asc(nulls_last=True), "-number")[:MOST_TITLES])
        for title in found:
            title.last_review = next(iter(list(title.reviews.all())[::-1]), None)
        return found

    @property
    def has_beside(self) -> bool:
        """Whether anything stands beside the candidates."""
        is_ahead = self.batch is not None and self.batch.status not in {BatchStatus.CHOSEN, BatchStatus.NAMED}
        return self.compares or is_ahead or bool(self.titles)

    @cached_property
    def open_gate(self) -> Gate | None:
        """The gate of the batch in hand that is open."""
        gates = self.batch.gates.all() if self.batch else ()
        return next((gate for gate in gates if gate.status == GateStatus.OPEN), None)

    @cached_property
    def next_gate(self) -> Gate | None:
        """The one that is open, else the first to come."""
        gates = self.batch.gates.all() if self.batch else ()
        return self.open_gate or next((gate for gate in gates if gate.status == GateStatus.PLANNED), None)

    @property
    def rule(self) -> str:
        """Every gate's rule in a line."""
        gates: Sequence[Gate] = self.batch.gates.all() if self.batch else ()
        return _("; ").join(short_rule(gate) for gate in gates)
