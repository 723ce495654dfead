"""Proof files of one unit of the demonstration: this year's of all its branches, last year's of the secretary's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from apps.assessments.models import Assessment
from apps.assessments.services.proof import place_of
from apps.campaigns.models import Campaign
from apps.evidence import services as evidence
from apps.evidence.models import EvidenceFile
from apps.evidence.receiving import receive
from apps.reports.demonstration.marks import OWN
from apps.reports.demonstration.papers import paper, scene
from apps.reports.demonstration.past import LAST
from apps.reports.demonstration.texts import SECRETARIES

PAPERS = {"A4": "转发通知", "B5": "回访记录", "C2": "文明单位证书", "D3": "作风自查清单"}
SCENES = {"C1": "专题学习", "E4": "党员活动室"}
# What is there to be noticed: one photo that two branches show, one that was taken long ago.
SHARED, SHARED_BY = "C1", {"市发改委第3党支部", OWN}
OLD, OLD_BRANCH, OLD_DAY = "E4", "市发改委第4党支部", datetime(2023, 4, 8, 10, 12)
# The secretary's own branch has come so far this year.
OWN_SO_FAR = {"A4", "B5", "C1"}


@dataclass(frozen=True)
class Author:
    """Who is said to have sent a file; nobody who could sign in."""

    name: str
    pk: None = None


def add_all(campaign: Campaign, last: Campaign) -> None:
    """Every file through the reading that uploads take, small enough for a quick first start."""
    for assessment in Assessment.objects.of(campaign).filter(name__in=SECRETARIES).select_related("node"):
        for code in (*PAPERS, *SCENES):
            if assessment.name != OWN or code in OWN_SO_FAR:
                add(assessment, code, campaign.year)
    for assessment in Assessment.objects.of(last).filter(name=OWN).select_related("node"):
        for code in PAPERS:
            add(assessment, code, last.year)


def add(assessment: Assessment, code: str, year: int) -> None:
    """One file beside one criterion."""
    author = Author(SECRETARIES[assessment.name])
    title = {**PAPERS, **SCENES}[code]
    upload = ContentFile(drawn(assessment.name, code, year), name=f"{title}.jpg")
    file, _is_new = evidence.store(author, assessment.node, receive(upload), title=f"{title} {year}")
    evidence.attach(author, file, place_of(assessment, code))
    EvidenceFile.objects.filter(pk=file.pk).update(at=file.at - ago(assessment.name, code, is_past=year == LAST))


def ago(name: str, code: str, *, is_past: bool) -> timedelta:
    """How long before today it is said to have been sent: within a fortnight, most of it lately; or a year before."""
    place = list(SECRETARIES).index(name) * 7 + [*PAPERS, *SCENES].index(code) * 3
    return timedelta(days=(place % 10) ** 2 // 8 + 365 * is_past)


def drawn(name: str, code: str, year: int) -> bytes:
    """The file's content: a paper or a scene of its own."""
    seed = f"{list(SECRETARIES).index(name) + 1}-{code}-{year}"
    if code in PAPERS:
        return paper(seed)
    if code == SHARED and name in SHARED_BY:
        return scene(f"{code}-{year}", datetime(year, 6, 12, 9, 30))
    if code == OLD and name == OLD_BRANCH:
        return scene(seed, OLD_DAY)
    return scene(seed, datetime(year, 5, 20, 15, 4))
