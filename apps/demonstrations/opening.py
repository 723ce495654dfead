"""A gate's round: its campaign with the stages that its kind needs, and an assessment for each candidate."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from apps.assessments.models import Assessment, Round
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import GateKind
from apps.demonstrations.models import Candidate, Gate
from apps.demonstrations.selectors import subject_of

MARKED = (StageKind.SCORING, StageKind.EVALUATION, StageKind.DECISION)
STAGES: dict[str, tuple[str, ...]] = {
    GateKind.SCREENING: MARKED,
    GateKind.PANEL: MARKED,
    GateKind.PEERS: MARKED,
    GateKind.VISIT: (StageKind.VISIT, *MARKED),
    GateKind.MEETING: (StageKind.EVALUATION, StageKind.DECISION, StageKind.NOTICE),
}


def stages_of(gate: Gate, now: datetime) -> list[StageDates]:
    """The stages of a gate: each as long as it is open, for marks, runs and meetings follow each other at once."""
    start = min(gate.opens_at, now)
    return [StageDates(kind, start, gate.closes_at) for kind in STAGES[gate.kind]]


def name_of(gate: Gate) -> str:
    """A gate's campaign by programme, batch and gate, in the house's own language: it is stored."""
    with override(settings.LANGUAGE_CODE):
        words = f"{gate.batch.programme.name} {batch_words(gate.batch.number)} {gate.title}"
    return words[: Campaign._meta.get_field("name").max_length]


def slug_of(gate: Gate) -> str:
    """The short name of a gate's campaign in addresses."""
    return f"{gate.batch.programme.slug}-{gate.batch.number}-{gate.position}"


def assessments_of(rating: Round, candidates: list[Candidate], earlier: dict[int, dict[str, int]]) -> list[Assessment]:
    """An assessment for each candidate, with the totals of earlier gates as facts; not saved."""
    return [
        Assessment(
            round=rating,
            campaign=rating.campaign,
            node_id=one.node_id,
            subject=subject_of(one),
            unit_id=one.unit_id,
            zone_id=one.zone_id,
            name=str(one),
            path=one.path,
            order_path=one.order_path,
            facts=earlier.get(one.pk, {}),
        )
        for one in candidates
    ]
