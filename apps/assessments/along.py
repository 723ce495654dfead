"""What does a phone take along for a day of visits: which pages, which small pictures of proof?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Visit
from apps.assessments.proof import Proof, proof_of
from apps.assessments.visiting import is_on_team, lines_at, photos_at
from apps.core.errors import Forbidden

MOST_BYTES = 30 * 1024 * 1024


@dataclass(frozen=True)
class Preview:
    """One small picture, named as its proof is."""

    url: str
    name: str


@dataclass(frozen=True)
class Along:
    """Addresses of one person's day. Nothing here is of another visit."""

    visit: int
    person: int
    title: str
    on: date
    pages: list[str]
    previews: list[Preview]
    most_bytes: int = MOST_BYTES


def along(person: Any, visit: Visit) -> Along:
    """The day, its stops with both their pages, previews in the order of the day; only for who is on the team."""
    if not is_on_team(person, visit) or visit.cancelled_at:
        raise Forbidden(_("The team of the visit takes it along."))
    slug = visit.campaign.slug
    facts = ("assessment__campaign", "assessment__round__rulebook_version", "assessment__node")
    rows = list(visit.stops.select_related(*facts).order_by("position", "pk"))
    pages = [reverse("visits:visit", args=[slug, visit.pk])]
    previews: list[Preview] = []
    photos = photos_at(stop.pk for stop in rows)
    for stop in rows:
        stop.visit = visit
        pages += [reverse(f"visits:{name}", args=[slug, stop.pk]) for name in ("stop", "sign")]
        proof = proof_of(stop.assessment)
        for line in lines_at(stop):
            previews += [Preview(each.thumbnail_url, each.title) for each in small(proof.get(line.code, []))]
            taken = [use.file for use in photos.get((stop.pk, line.code), []) if use.file.thumbnail]
            previews += [Preview(reverse("evidence:thumbnail", args=[file.pk]), file.name) for file in taken]
    return Along(visit.pk, person.pk, visit.title, visit.on, pages, previews)


def small(proof: list[Proof]) -> list[Proof]:
    """Those of which there is a small picture."""
    return [each for each in proof if each.thumbnail_url]
