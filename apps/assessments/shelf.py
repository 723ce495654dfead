"""A branch's shelf: all its proof, where each piece serves, and where it could serve besides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from apps.assessments.models import Assessment
from apps.assessments.proof import is_stale, proof_url, title_of
from apps.assessments.proof_page import why_not_changed
from apps.assessments.refining import rules_for
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.evidence.choices import UseKind
from apps.evidence.models import Evidence, EvidenceFile, Use
from apps.organisations.models import Node

PAGE = 50


@dataclass(frozen=True)
class Served:
    """One place where a piece serves, or served: a criterion in a campaign."""

    assessment: Assessment
    code: str
    use: int
    is_over: bool = False

    @property
    def year(self) -> int:
        return self.assessment.campaign.year

    @property
    def campaign(self) -> Campaign:
        return self.assessment.campaign

    @property
    def url(self) -> str:
        return f"{proof_url(self.campaign.slug, self.assessment.pk, self.code)}?file={self.use}"


@dataclass(frozen=True)
class Piece:
    """One piece of proof with its newest revision and all places that the reader may see."""

    evidence: Evidence
    revisions: list[EvidenceFile]
    served: list[Served]

    @property
    def file(self) -> EvidenceFile:
        return self.revisions[0]

    @property
    def title(self) -> str:
        return title_of(self.evidence, self.file)

    @property
    def is_stale(self) -> bool:
        """Whether it holds no longer for the newest year it serves."""
        year = max((place.year for place in self.served), default=0)
        return is_stale(self.evidence, self.file, year)

    @property
    def thumbnail_url(self) -> str:
        return reverse("evidence:thumbnail", args=[self.file.pk]) if self.file.thumbnail else ""

    @property
    def url(self) -> str:
        return reverse("shelf:piece", args=[self.evidence.owner_id, self.evidence.pk])


@dataclass(frozen=True)
class Question:
    """What is looked for: words in title or file name, a campaign's year, a criterion."""

    q: str = ""
    year: int | None = None
    code: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Question":
        return cls(query.get("q", "").strip(), whole(query.get("year")), query.get("criterion", "").strip())

    def narrowed(self, rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
        if self.q:
            named = EvidenceFile.objects.filter(name__icontains=self.q).values("evidence")
            rows = rows.filter(Q(title__icontains=self.q) | Q(pk__in=named))
        uses = Use.objects.filter(kind=UseKind.ASSESSMENT)
        if self.code:
            uses = uses.filter(part=self.code)
        if self.year:
            uses = uses.filter(key__in=Assessment.objects.filter(campaign__year=self.year).values("pk"))
        return rows.filter(pk__in=uses.values("evidence")) if self.code or self.year else rows


class Shelf:
    """The proof of one branch as far as the person sees its uses; a constant number of queries a page."""

    def __init__(self, person: Any, node: Node) -> None:
        self.person, self.node = person, node

    @property
    def evidence(self) -> QuerySet[Evidence]:
        return Evidence.objects.visible_to(self.person).owned_by(self.node)

    def found(self, asked: Question, query: Mapping[str, str]) -> tuple[list[Piece], Page]:
        """One page of pieces, in the order they came."""
        keys = {"after": whole(query.get("after")), "before": whole(query.get("before"))}
        page = page_by_key(asked.narrowed(self.evidence), "pk", size=PAGE, **keys)
        return self.pieces(page.rows), page

    def pieces(self, rows: Collection[Evidence]) -> list[Piece]:
        """With their revisions, newest first, and uses."""
        keys = [row.pk for row in rows]
        revisions: dict[int, list[EvidenceFile]] = {key: [] for key in keys}
        for file in EvidenceFile.objects.filter(evidence__in=keys).order_by("-number"):
            revisions[file.evidence_id].append(file)
        served: dict[int, list[Served]] = {key: [] for key in keys}
        uses = Use.objects.visible_to(self.person).filter(kind=UseKind.ASSESSMENT, evidence__in=keys)
        for use in uses.order_by("-key", "part"):
            if use.key in self.assessments:
                served[use.evidence_id].append(
                    Served(self.assessments[use.key], use.part, use.pk, use.ended_at is not None)
                )
        return [Piece(row, revisions[row.pk], served[row.pk]) for row in rows]

    @cached_property
    def assessments(self) -> dict[int, Assessment]:
        """The branch in each campaign that the person sees, newest first."""
        rows = Assessment.objects.visible_to(self.person).filter(
            node=self.node, campaign__in=Campaign.objects.visible_to(self.person).order_by()
        )
        rows = rows.select_related("campaign__committee", "round__rulebook_version", "node", "unit")
        return {row.pk: row for row in rows.order_by("-campaign__year", "-pk")}

    @property
    def years(self) -> list[int]:
        return list(dict.fromkeys(row.campaign.year for row in self.assessments.values()))

    @property
    def codes(self) -> list[str]:
        """The criteria that any proof of the branch serves."""
        uses = Use.objects.visible_to(self.person).filter(kind=UseKind.ASSESSMENT, evidence__owner=self.node)
        return list(uses.order_by("part").values_list("part", flat=True).distinct())

    def places_for(self, piece: Piece) -> list[dict[str, Any]]:
        """By campaign that takes proof now: the criteria where this piece does not stand yet."""
        taken = {(place.assessment.pk, place.code) for place in piece.served if not place.is_over}
        language = get_language() or "zh-hans"
        groups = []
        for assessment in self.assessments.values():
            if why_not_changed(self.person, assessment):
                continue
            options = [
                {"value": f"{assessment.pk}:{one.code}", "label": f"{one.code} {one.title.get(language)}"}
                for one in rules_for(assessment).criteria
                if (assessment.pk, one.code) not in taken
            ]
            groups.append({"campaign": assessment.campaign.name, "options": options})
        return groups
