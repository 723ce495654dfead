"""Programmes with batches and gates of a house, as addresses name them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.demonstrations.choices import BatchStatus, GateKind, ProgrammeKind
from apps.demonstrations.models import Programme
from apps.demonstrations.shipped import gate_rulebook
from tests.factories.houses import House
from tests.factories.selections import make_batch, make_candidate, make_programme


def programme(house: House) -> Programme:
    """The house's programme, its plaque numbers beginning as no other's."""
    slug = f"models-{house.campaign.slug}"
    held = Programme.objects.filter(slug=slug).first()
    return held or make_programme(house.committee, slug=slug, prefix=house.campaign.slug[:4].upper())


def programme_of(house: House) -> dict[str, Any]:
    return {"programme": programme(house).slug}


def batch_of(house: House, **fields: Any) -> dict[str, Any]:
    """A batch with one candidate, under way unless said."""
    batch = make_batch(programme(house), **fields)
    make_candidate(batch, house.units[0])
    return {"programme": batch.programme.slug, "batch": batch.number}


def calling(house: House) -> dict[str, Any]:
    """A batch whose applications can be closed."""
    return batch_of(house, status=BatchStatus.CALLING) | {"act": "begin"}


def drafted(house: House) -> dict[str, Any]:
    """A batch that nobody has applied for."""
    batch = make_batch(programme(house), status=BatchStatus.DRAFT)
    return {"programme": batch.programme.slug, "batch": batch.number}


def gate_of(house: House) -> dict[str, Any]:
    """The first gate, to come."""
    return batch_of(house) | {"gate": 1}


def opening(house: House) -> dict[str, Any]:
    return gate_of(house) | {"act": "open"}


def new_programme(house: House) -> dict[str, Any]:
    """A body that creates a programme."""
    given = {"kind": ProgrammeKind.TEAM, "slug": "teams", "name": "先锋突击队", "prefix": "DJ"}
    return given | {"committee": house.committee.pk}


def span(house: House) -> dict[str, Any]:
    """A body with the dates of a batch."""
    now = timezone.now()
    return {"year": 2026, "opens_at": now.isoformat(), "closes_at": (now + timedelta(days=20)).isoformat()}


def new_gate(house: House) -> dict[str, Any]:
    """A body that adds a gate."""
    dates = {name: value for name, value in span(house).items() if name != "year"}
    return dates | {"kind": GateKind.PEERS, "rulebook_version": gate_rulebook("sites-panel").pk}
