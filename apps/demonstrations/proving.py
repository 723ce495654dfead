"""Which files stand with a candidate: its own proof, photos of the survey, what teams took on the spot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.assessments.duties import guest_duties
from apps.assessments.models import Stop
from apps.demonstrations.choices import GateStatus
from apps.demonstrations.models import Candidate
from apps.demonstrations.selectors import subject_of
from apps.evidence.choices import ContentType, UseKind
from apps.evidence.models import Use

PROOF, SURVEY = "proof", "survey"


@dataclass(frozen=True)
class Photo:
    """A picture of the survey: what is seen, and when it was taken."""

    use: int
    file: int
    title: str
    at: str

    @property
    def thumbnail_url(self) -> str:
        return reverse("evidence:thumbnail", args=[self.file])

    @property
    def picture_url(self) -> str:
        return reverse("evidence:picture", args=[self.file, 1])


def files_of(candidate: Candidate, part: str = PROOF) -> QuerySet[Use]:
    """The standing files of one part, oldest first."""
    rows = Use.objects.of(UseKind.CANDIDATE, candidate.pk).standing().filter(part=part)
    return rows.select_related("evidence", "file").order_by("pk")


def photos_of(candidate: Candidate) -> list[Photo]:
    """Photos of the survey: those kept with the candidate, and those of stops at gates that are closed; one query."""
    closed = Q(assessment__campaign__gate__status=GateStatus.CLOSED, assessment__campaign__gate__batch=candidate.batch)
    stops = Stop.objects.filter(closed, assessment__subject=subject_of(candidate)).order_by()
    here = Q(kind=UseKind.CANDIDATE, key=candidate.pk, part=SURVEY)
    rows = Use.objects.standing().filter(here | Q(kind=UseKind.STOP, key__in=stops.values("pk")))
    rows = rows.filter(file__content_type=ContentType.JPEG).exclude(file__thumbnail="")
    return photos_from(rows.select_related("evidence", "file").order_by("file__taken_at", "pk"))


def photos_from(uses: Iterable[Use]) -> list[Photo]:
    """Uses as photos with their words."""
    found = []
    for use in uses:
        taken = timezone.localtime(use.file.taken_at) if use.file.taken_at else None
        title = use.evidence.title or use.file.name.rpartition(".")[0]
        found.append(Photo(use.pk, use.file_id, title, f"{taken:%H:%M}" if taken else ""))
    return found


def granted_uses(person: Any) -> QuerySet[Use]:
    """The proof of candidates that a guest marks, while the invitation lets them in."""
    subjects = guest_duties(person).filter(assessment__subject__startswith="candidate-").order_by()
    keys = [subject.removeprefix("candidate-") for subject in subjects.values_list("assessment__subject", flat=True)]
    return Use.objects.filter(kind=UseKind.CANDIDATE, key__in=[int(key) for key in keys if key.isdecimal()])
