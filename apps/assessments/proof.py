"""Proof of an assessment by criterion: what there is, how many, what still holds from last year, what to look at."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.evidence.choices import ContentType, UseKind
from apps.evidence.models import Evidence, EvidenceFile, Use

# What cameras and messengers call a photo; nobody reads it.
BY_CAMERA = re.compile(r"(?i)(img|image|dsc|dcim|pxl|mvimg|wx_camera|mmexport|微信图片|screenshot|photo)[-_ 0-9()a-z]*")


@dataclass(frozen=True)
class Proof:
    """One piece of proof at one criterion, in the revision that is shown there; `also` names its other criteria."""

    use: int
    code: str
    file: EvidenceFile
    evidence: Evidence
    by_name: str
    at: datetime
    is_carried: bool
    also: tuple[str, ...] = ()
    slug: str = ""
    assessment: int = 0
    year: int = 0
    is_stale: bool = False

    @property
    def title(self) -> str:
        """What it is called: as its branch says, else after its file."""
        return title_of(self.evidence, self.file)

    @property
    def is_picture(self) -> bool:
        return self.file.content_type == ContentType.JPEG

    @property
    def short_digest(self) -> str:
        return f"{self.file.digest[:4]}…{self.file.digest[-4:]}"

    @property
    def is_expired(self) -> bool:
        return self.evidence.expires_on is not None and self.evidence.expires_on < timezone.localdate()

    @property
    def made(self) -> date:
        """The day it was taken, as far as that is known, else sent."""
        return timezone.localtime(self.file.taken_at or self.file.at).date()

    @property
    def is_aged(self) -> bool:
        """Whether it is older than the campaign's year and nobody has said until when it holds."""
        return self.is_stale or (self.evidence.expires_on is None and self.made.year < self.year)

    @property
    def age(self) -> str:
        """How old it is, in words."""
        words = _("taken in %(year)s") if self.file.taken_at else _("sent in %(year)s")
        return words % {"year": self.made.year}

    @property
    def thumbnail_url(self) -> str:
        """A picture of at most 240 px; empty for a document without pages to show."""
        return reverse("evidence:thumbnail", args=[self.file.pk]) if self.file.thumbnail else ""

    @property
    def picture_urls(self) -> list[str]:
        """What can be shown in a page: the picture, or the first pages."""
        count = len(self.file.pictures)
        return [reverse("evidence:picture", args=[self.file.pk, number]) for number in range(1, count + 1)]

    @property
    def download_url(self) -> str:
        return reverse("evidence:download", args=[self.file.pk])

    @property
    def view_url(self) -> str:
        """The page that shows it beside its facts."""
        return f"{proof_url(self.slug, self.assessment, self.code)}?file={self.use}"

    @property
    def act_urls(self) -> dict[str, str]:
        """Where its changes are sent."""
        args = [self.slug, self.assessment, self.code, self.use]
        return {act: reverse(f"assessments:proof-{act}", args=args) for act in ("describe", "replace", "remove")}


def proof_url(slug: str, assessment: int, code: str) -> str:
    """The page of one criterion's proof."""
    return reverse("assessments:proof", args=[slug, assessment, code])


def title_of(evidence: Evidence, file: EvidenceFile) -> str:
    """The title that people gave, else the file's name; a name that a camera made says only what and when."""
    if evidence.title:
        return evidence.title
    stem = file.name.rpartition(".")[0] or file.name
    if not BY_CAMERA.fullmatch(stem):
        return stem
    if file.taken_at:
        return _("photo of %(day)s") % {"day": date_format(timezone.localtime(file.taken_at), _("j M"))}
    return _("photo")


def proof_of(assessment: Assessment) -> dict[str, list[Proof]]:
    """Everything that stands beside this assessment's marks, by criterion, in the order it came; one query."""
    rows = list(uses_of(assessment))
    places: dict[int, list[str]] = defaultdict(list)
    for use in rows:
        places[use.evidence_id].append(use.part)
    found: dict[str, list[Proof]] = defaultdict(list)
    for use in rows:
        also = tuple(part for part in places[use.evidence_id] if part != use.part)
        found[use.part].append(proof_from(use, assessment, also))
    return dict(found)


def uses_of(assessment: Assessment) -> QuerySet[Use]:
    """The standing uses of one assessment, with what their proof needs."""
    earlier = Use.objects.filter(evidence=OuterRef("evidence"), kind=UseKind.ASSESSMENT, key__lt=OuterRef("key"))
    rows = Use.objects.of(UseKind.ASSESSMENT, assessment.pk).standing().select_related("evidence", "file")
    return rows.annotate(is_carried=Exists(earlier)).order_by("part", "pk")


def proof_from(use: Use, assessment: Assessment, also: tuple[str, ...] = ()) -> Proof:
    """A use as pages show it."""
    campaign = assessment.campaign
    return Proof(
        use=use.pk,
        code=use.part,
        file=use.file,
        evidence=use.evidence,
        by_name=use.file.by_name,
        at=use.file.at,
        is_carried=getattr(use, "is_carried", False),
        also=also,
        slug=campaign.slug,
        assessment=assessment.pk,
        year=campaign.year,
        is_stale=is_stale(use.evidence, use.file, campaign.year),
    )


def is_stale(evidence: Evidence, file: EvidenceFile, year: int, today: date | None = None) -> bool:
    """Whether it does not hold for a rating of `year`: past its last day, or without one a photo of an earlier year."""
    if evidence.expires_on:
        return evidence.expires_on < (today or timezone.localdate())
    return file.taken_at is not None and timezone.localtime(file.taken_at).year < year


def proof_counts(assessments: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many pieces of proof stand beside each criterion, by assessment; one query, {} where there is none."""
    keys = list(assessments)
    rows = Use.objects.filter(kind=UseKind.ASSESSMENT, key__in=keys).standing().values_list("key", "part")
    found: dict[int, Counter[str]] = {key: Counter() for key in keys}
    for key, part in rows:
        found[key][part] += 1
    return {key: dict(counts) for key, counts in found.items()}


def still_valid(source: Assessment, target: Assessment) -> dict[str, list[Proof]]:
    """Proof of last year's assessment that holds for this year's and does not stand there yet, by criterion."""
    taken = set(Use.objects.of(UseKind.ASSESSMENT, target.pk).standing().values_list("evidence_id", "part"))
    return {
        code: kept
        for code, all_of_it in proof_of(source).items()
        if (kept := [proof for proof in all_of_it if holds(proof, target, taken)])
    }


def holds(proof: Proof, target: Assessment, taken: set[tuple[int, str]]) -> bool:
    if (proof.evidence.pk, proof.code) in taken:
        return False
    return not is_stale(proof.evidence, proof.file, target.campaign.year)


def branch_files(assessment: Assessment, code: str) -> list[Proof]:
    """What the branch has sent for other criteria or in other years and could serve here, too; newest first."""
    here = Use.objects.of(UseKind.ASSESSMENT, assessment.pk).standing().filter(part=code).values("evidence")
    uses = Use.objects.filter(kind=UseKind.ASSESSMENT, evidence__owner=assessment.node_id).exclude(evidence__in=here)
    newest: dict[int, Use] = {}
    for use in uses.select_related("evidence", "file").order_by("-pk")[:MOST_FILES]:
        newest.setdefault(use.evidence_id, use)
    return [proof_from(use, assessment) for use in newest.values()]


MOST_FILES = 200


@dataclass(frozen=True)
class Notice:
    """Proof that deserves a look. kind: "same" (another branch shows the same file), "near" (almost the same), "old"
    (a photo of an earlier year), "expired". `others` holds name and address of those branches that the reader sees;
    of a near one, the sentence that tells it and the page with both."""

    kind: str
    proof: Proof
    others: tuple[tuple[str, str], ...] = field(default=())

    @property
    def text(self) -> str:
        """What is to be looked at, in one sentence."""
        title = {"title": self.proof.title}
        if self.kind == "old":
            month = date_format(timezone.localtime(self.proof.file.taken_at), _("F Y"))
            return _("“%(title)s” was taken in %(month)s") % (title | {"month": month})
        if self.kind == "expired":
            return _("“%(title)s” has expired") % title
        if self.kind == "near":
            return _("“%(title)s”: %(text)s") % (title | {"text": self.others[0][0]})
        names = _(", ").join(name for name, _url in self.others) or _("another branch")
        return _("“%(title)s” is the same file as that of %(names)s") % (title | {"names": names})


def noticed(assessment: Assessment, person: Any = None) -> list[Notice]:
    """What deserves a look among the proof: old photos, expired proof, files that another branch shows, too.

    Other branches are named where `person` may see them; at most three queries.
    """
    proof = [one for group in proof_of(assessment).values() for one in group]
    others = same_elsewhere(assessment, proof, person)
    found = []
    for one in proof:
        if one.is_expired:
            found.append(Notice("expired", one))
        elif one.is_stale:
            found.append(Notice("old", one))
        if one.file.upload_digest in others:
            found.append(Notice("same", one, others[one.file.upload_digest]))
    return found


def same_elsewhere(
    assessment: Assessment, proof: Iterable[Proof], person: Any
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By digest of the upload: the other branches of this committee that show the same file, as far as seen."""
    digests = {one.file.upload_digest for one in proof}
    uses = Use.objects.standing().filter(kind=UseKind.ASSESSMENT, file__upload_digest__in=digests)
    scope = uses.exclude(evidence__owner=assessment.node_id).filter(path__startswith=assessment.campaign.committee.path)
    rows = list(scope.values_list("file__upload_digest", "key", "part")) if digests else []
    if not rows:
        return {}
    seen = Assessment.objects.visible_to(person) if person is not None else Assessment.objects.none()
    known = seen.select_related("campaign").in_bulk({key for _digest, key, _part in rows})
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for digest, key, part in rows:
        branches = found[digest]
        if key in known:
            branches.setdefault(known[key].name, proof_url(known[key].campaign.slug, key, part))
    return {digest: tuple(branches.items()) for digest, branches in found.items()}
