"""How do the batches of a programme narrow from gate to gate? The figures of the picture and of its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import BatchStatus, GateStatus
from apps.demonstrations.models import Batch
from apps.demonstrations.tallies import Tally, left_of, passed_of

DONE, WAITING, NAMED = "done", "waiting", "named"
# Colours of the series in the order of the batches; the others only where there are more than three.
SERIES = (1, 2, 5, 3, 4)


@dataclass(frozen=True)
class Node:
    """How many of a batch reached a column. state: DONE, WAITING while it is not over, NAMED. `lost` since the node
    before, `left` by name where a gate says who."""

    count: int
    state: str
    lost: int = 0
    left: tuple[str, ...] = ()


class Placed(NamedTuple):
    """A node and the column where it stands, counted from 0."""

    column: int
    node: Node


@dataclass(frozen=True)
class Band:
    """One batch from its applications to its naming; None where it has not come or has no such gate."""

    number: int
    series: int
    nodes: tuple[Node | None, ...]

    @property
    def title(self) -> str:
        return batch_words(self.number)

    @property
    def ends(self) -> tuple[int, int]:
        """How many began, how many are there still."""
        reached = [node.count for node in self.nodes if node]
        return reached[0], reached[-1]

    @property
    def placed(self) -> list[Placed]:
        """The nodes that there are."""
        return [Placed(column, node) for column, node in enumerate(self.nodes) if node]

    def steps(self) -> list[tuple[int, Node, int, Node]]:
        """Neighbouring nodes with their columns."""
        return [(*one, *other) for one, other in pairwise(self.placed)]


@dataclass(frozen=True)
class Funnel:
    """`columns`: what each is called, first the applications, last the naming."""

    columns: tuple[Any, ...]
    bands: tuple[Band, ...]

    def sums(self) -> list[tuple[int, int]]:
        """For each column how many of all batches are through, and how many wait."""
        return [
            (
                sum(node.count for node in column if node and node.state != WAITING),
                sum(node.count for node in column if node and node.state == WAITING),
            )
            for column in zip(*(band.nodes for band in self.bands), strict=True)
        ]

    def rows(self) -> list[dict[str, Any]]:
        """The same as a table: a row for each column, a figure for each batch, and who left there."""
        return [
            {
                "title": title,
                "nodes": [band.nodes[index] for band in self.bands],
                "sum": done + waiting,
                "left": [(band.title, one) for band in self.bands for one in left_at(band.nodes[index])],
            }
            for index, (title, (done, waiting)) in enumerate(zip(self.columns, self.sums(), strict=True))
        ]


def left_at(node: Node | None) -> tuple[str, ...]:
    return node.left if node else ()


def funnel_of(batches: Sequence[Batch], tallies: Mapping[int, Tally]) -> Funnel | None:
    """The newest five batches that were called for, in their order; None before the first. Two queries.

    `batches` with their gates at hand.
    """
    called = [batch for batch in batches if batch.status != BatchStatus.DRAFT][-len(SERIES) :]
    if not called:
        return None
    gates = [gate.pk for batch in called for gate in batch.gates.all()]
    passed, left = passed_of(gates), left_of(gates)
    widest = max(called, key=lambda batch: (len(batch.gates.all()), batch.number))
    titles = [gate.title for gate in widest.gates.all()]
    bands = [
        Band(batch.number, series, with_losses(nodes_of(batch, tallies[batch.pk], len(titles), passed, left)))
        for series, batch in zip(SERIES, called, strict=False)
    ]
    return Funnel((_("Applied"), *titles, _("Named")), tuple(bands))


def nodes_of(
    batch: Batch, tally: Tally, width: int, passed: Mapping[int, int], left: Mapping[int, Sequence[str]]
) -> list[Node | None]:
    """A batch's nodes, without what was lost between them."""
    gates = list(batch.gates.all())
    found: list[Node | None] = [Node(tally.applied, DONE)]
    for gate in gates:
        if gate.status == GateStatus.CLOSED:
            found.append(Node(passed.get(gate.pk, 0), DONE, left=tuple(left.get(gate.pk, ()))))
        else:
            found.append(Node(tally.staying, WAITING) if gate.status == GateStatus.OPEN else None)
    found += [None] * (width - len(gates))
    if tally.named:
        return [*found, Node(tally.named, NAMED)]
    return [*found, Node(tally.chosen, WAITING) if tally.chosen else None]


def with_losses(nodes: Sequence[Node | None]) -> tuple[Node | None, ...]:
    """The same with what each lost since the one before."""
    found, before = [], None
    for node in nodes:
        if node and before is not None:
            node = Node(node.count, node.state, max(0, before - node.count), node.left)
        before = node.count if node else before
        found.append(node)
    return tuple(found)
