"""Which proof of a campaign is alike, and whose is it? As far as the reader sees both sides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.assessments.proof import Notice, Proof, proof_url, title_of
from apps.campaigns.models import Campaign
from apps.evidence.choices import LikeKind, UseKind
from apps.evidence.models import EvidenceFile, Likeness, Use
from apps.organisations.reach import below


@dataclass(frozen=True)
class Side:
    """One file of a pair, and where it serves; a branch that the reader does not see has neither name nor picture."""

    file: EvidenceFile
    use: Use | None
    assessment: Assessment | None

    @property
    def is_seen(self) -> bool:
        return self.assessment is not None

    @property
    def branch(self) -> str:
        return self.assessment.name if self.assessment else _("another branch")

    @property
    def title(self) -> str:
        return title_of(self.file.evidence, self.file) if self.assessment else ""

    @property
    def code(self) -> str:
        return self.use.part if self.use else ""

    @property
    def year(self) -> int | None:
        return self.assessment.campaign.year if self.assessment else None

    @property
    def url(self) -> str:
        """The proof beside its mark."""
        if self.assessment is None:
            return ""
        return f"{proof_url(self.assessment.campaign.slug, self.assessment.pk, self.code)}?file={self.use.pk}"

    @property
    def thumbnail_url(self) -> str:
        return reverse("evidence:thumbnail", args=[self.file.pk]) if self.is_seen and self.file.thumbnail else ""

    @property
    def picture_url(self) -> str:
        return reverse("evidence:picture", args=[self.file.pk, 1]) if self.is_seen and self.file.pictures else ""

    @property
    def excerpt(self) -> list[list[str]]:
        return self.file.excerpt if self.is_seen else []

    @property
    def place(self) -> str:
        """Branch, year and criterion in one line."""
        return " · ".join(str(part) for part in (self.branch, self.year, self.code) if part)


@dataclass(frozen=True)
class Pair:
    """Two files that are alike; `own` is the side that this campaign shows."""

    likeness: Likeness
    own: Side
    other: Side
    url: str

    @property
    def is_whole(self) -> bool:
        """Whether the reader sees both sides."""
        return self.own.is_seen and self.other.is_seen

    @property
    def sentence(self) -> str:
        """What is alike, for a line beside the mark."""
        words = {"branch": self.other.branch, "year": self.other.year}
        if not self.other.is_seen:
            near = _("Almost the same as that of another branch")
            return like(self, _("The same file as that of another branch"), near)
        if self.other.assessment.node_id == self.own.assessment.node_id:
            text = like(self, _("The same file as in %(year)s"), _("Almost the same as in %(year)s"))
            return _("%(text)s, %(code)s") % {"text": text % words, "code": self.other.code}
        same = _("The same file as that of %(branch)s, %(year)s")
        return like(self, same, _("Almost the same as that of %(branch)s, %(year)s")) % words


def like(pair: Pair, same: str, near: str) -> str:
    return same if pair.likeness.kind == LikeKind.SAME else near


def likenesses_of(person: Any, campaign: Campaign) -> QuerySet[Likeness]:
    """Pairs of which one side serves this campaign within one's offices, and both belong to its committee."""
    uses = Use.objects.visible_to(person).standing().filter(kind=UseKind.ASSESSMENT)
    here = uses.filter(key__in=campaign.assessments.order_by().values("pk"))
    path = campaign.committee.path
    rows = Likeness.objects.filter(
        below(path, "first__evidence__owner__path"), below(path, "second__evidence__owner__path")
    )
    serves = Exists(here.filter(evidence=OuterRef("first__evidence"))) | Exists(
        here.filter(evidence=OuterRef("second__evidence"))
    )
    return rows.filter(serves).select_related("first__evidence__owner", "second__evidence__owner")


def pairs_from(person: Any, campaign: Campaign, rows: Iterable[Likeness]) -> list[Pair]:
    """Pairs with their branches; two queries however many there are."""
    found = list(rows)
    pieces = {each.evidence_id for row in found for each in (row.first, row.second)}
    sides = places_of(person, pieces) if pieces else {}
    return [pair_from(campaign, row, sides) for row in found]


def places_of(person: Any, pieces: Collection[int]) -> dict[int, list[tuple[Use, Assessment]]]:
    """Where pieces of proof stand, or stood, beside marks that the person sees; newest first, ended ones last."""
    seen = Use.objects.visible_to(person).filter(kind=UseKind.ASSESSMENT, evidence__in=pieces)
    uses = list(seen.order_by(F("ended_at").asc(nulls_first=True), "-pk"))
    rows = Assessment.objects.visible_to(person).select_related("campaign", "node")
    known = rows.in_bulk({use.key for use in uses})
    found: dict[int, list[tuple[Use, Assessment]]] = {}
    for use in uses:
        if use.key in known:
            found.setdefault(use.evidence_id, []).append((use, known[use.key]))
    return found


def pair_from(campaign: Campaign, row: Likeness, sides: dict[int, list[tuple[Use, Assessment]]]) -> Pair:
    """One pair; the side of this campaign first, the newer one where both are."""
    second, first = side_of(campaign, row.second, sides), side_of(campaign, row.first, sides)
    is_here = second.is_seen and second.assessment.campaign_id == campaign.pk
    own, other = (second, first) if is_here else (first, second)
    return Pair(row, own, other, reverse("assessments:likeness", args=[campaign.slug, row.pk]))


def side_of(campaign: Campaign, file: EvidenceFile, sides: dict[int, list[tuple[Use, Assessment]]]) -> Side:
    """Where a file stands: in this campaign, else where it stood last."""
    places = sides.get(file.evidence_id, [])
    here = [place for place in places if place[1].campaign_id == campaign.pk]
    use, assessment = (here or places or [(None, None)])[0]
    return Side(file, use, assessment)


def alike_here(person: Any, campaign: Campaign, files: Collection[int]) -> dict[int, list[Pair]]:
    """By file that stands beside a mark of this campaign: the pairs that nobody has called unlike or allowed."""
    rows = likenesses_of(person, campaign).about(files).filter(Q(verdict="") | Q(verdict="ask")) if files else []
    found: dict[int, list[Pair]] = {}
    for pair in pairs_from(person, campaign, rows):
        for own, other in ((pair.own, pair.other), (pair.other, pair.own)):
            if own.file.pk in files:
                found.setdefault(own.file.pk, []).append(Pair(pair.likeness, own, other, pair.url))
    return found


def near_notices(person: Any, assessment: Assessment, proof: Iterable[Proof]) -> list[Notice]:
    """For a unit's check: what is almost the same elsewhere and nobody has judged; the same file is told by digest."""
    pieces = {one.file.pk: one for one in proof}
    found = alike_here(person, assessment.campaign, pieces.keys())
    return [
        Notice("near", pieces[file], ((pair.sentence, pair.url),))
        for file, pairs in found.items()
        for pair in pairs
        if pair.likeness.kind == LikeKind.NEAR and not pair.likeness.verdict
    ]
