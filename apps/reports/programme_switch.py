"""Around a page of a selection: the top bar switches between programmes, its chip says how far the last batch is; pages
of a gate's round lead back to the gate."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse

from apps.campaigns.choices import CampaignKind
from apps.campaigns.models import Campaign
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import BatchStatus, GateStatus
from apps.demonstrations.models import Batch, Gate, Programme

MOST = 20


def programme_here(request: HttpRequest) -> dict[str, Any]:
    """What replaces the campaign in the top bar; nothing on all other pages."""
    slug = request.resolver_match.kwargs.get("programme") if request.resolver_match else None
    if slug is None:
        return {}
    called = Batch.objects.exclude(status=BatchStatus.DRAFT).order_by("-number").prefetch_related("gates")
    rows = Programme.objects.visible_to(request.user).prefetch_related(Prefetch("batches", called, to_attr="called"))
    programmes = list(rows[:MOST])
    here = next((programme for programme in programmes if programme.slug == slug), None)
    if here is None:
        return {}
    return {
        "campaign": here,
        "campaigns": [
            {"name": one.name, "url": reverse("demonstrations:board", args=[one.slug]), "current": one == here}
            for one in programmes
        ],
        "stage": stage_of(here.called[0]) if here.called else "",
    }


def stage_of(batch: Batch) -> str:
    """The last batch and where it is."""
    gate = next((gate for gate in batch.gates.all() if gate.status == GateStatus.OPEN), None)
    return f"{batch_words(batch.number)} · {gate.title if gate else batch.get_status_display()}"


def way_back(campaign: Campaign | None) -> dict[str, Any]:
    """From the pages of a gate's round to the gate; nothing for campaigns."""
    if campaign is None or campaign.kind != CampaignKind.GATE:
        return {}
    gate = Gate.objects.filter(campaign=campaign).select_related("batch__programme").first()
    if gate is None:
        return {}
    batch = gate.batch
    address = reverse("demonstrations:gate", args=[batch.programme.slug, batch.number, gate.position])
    label = f"{batch.programme.name} · {batch_words(batch.number)} · {gate.title}"
    return {"way_back": {"url": address, "label": label}}
