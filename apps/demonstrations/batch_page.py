"""What does the page of a batch show? How it stands, what its next step lacks, and its gates in order."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateStatus
from apps.demonstrations.models import Batch, Gate
from apps.demonstrations.rule_words import rule_words

# Steps of a batch in their order.
STEPS = (BatchStatus.DRAFT, BatchStatus.CALLING, BatchStatus.GATES, BatchStatus.CHOSEN, BatchStatus.NAMED)


def page_of(batch: Batch) -> dict[str, Any]:
    """For a batch whose gates are at hand."""
    counts = dict(batch.candidates.order_by().values_list("status").annotate(n=Count("pk")))
    gates = list(batch.gates.all())
    return {
        "batch": batch,
        "headline": headline(batch, counts),
        "steps": steps(batch),
        "gates": [gate_row(gate, gates) for gate in gates],
        "waiting": counts.get(CandidateStatus.WAITING, 0),
        "filling": counts.get(CandidateStatus.FILLING, 0),
        "taking_part": counts.get(CandidateStatus.IN, 0),
        "can_drop": batch.status == BatchStatus.DRAFT and not counts,
        "can_add": batch.status not in {BatchStatus.CHOSEN, BatchStatus.NAMED},
    }


def headline(batch: Batch, counts: dict[str, int]) -> str:
    """The state in a sentence."""
    told = {"batch": batch_words(batch.number), "waiting": counts.get(CandidateStatus.WAITING, 0)}
    told["n"] = counts.get(CandidateStatus.IN, 0)
    words = {
        BatchStatus.DRAFT: _("%(batch)s is being prepared"),
        BatchStatus.CALLING: _("%(batch)s: %(n)s accepted, %(waiting)s waiting"),
        BatchStatus.GATES: _("%(batch)s: %(n)s are still in"),
        BatchStatus.CHOSEN: _("%(batch)s waits for naming"),
        BatchStatus.NAMED: _("%(batch)s is named"),
    }
    said = words[BatchStatus(batch.status)] % told
    return said[:1].upper() + said[1:]


def steps(batch: Batch) -> list[dict[str, str]]:
    """The flow of the batch: done, now, later."""
    at = STEPS.index(BatchStatus(batch.status))
    done = len(STEPS) if batch.status == BatchStatus.NAMED else at
    states = ["done" if n < done else "now" if n == at else "later" for n in range(len(STEPS))]
    return [{"state": state, "label": step.label} for state, step in zip(states, STEPS, strict=True)]


def gate_row(gate: Gate, gates: list[Gate]) -> dict[str, Any]:
    """A gate in its order: its rule in words, whether it may be moved."""
    free = [one.position for one in gates if one.status == GateStatus.PLANNED]
    is_planned = gate.status == GateStatus.PLANNED
    return {
        "gate": gate,
        "rule": rule_words(gate),
        "is_planned": is_planned,
        "earlier": is_planned and gate.position - 1 in free,
        "later": is_planned and gate.position + 1 in free,
        "tone": {GateStatus.OPEN: "info", GateStatus.CLOSED: "ok"}.get(GateStatus(gate.status), ""),
    }
