"""Self-assessments for tests: filled in, with proof, submitted; the campaign of the year before."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Sheet, Submission
from apps.assessments.services import RemarkChange, save_remarks
from apps.assessments.services.proof import add_proof
from apps.assessments.services.submissions import submit
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from tests.factories.campaigns import make_assessment, make_campaign, mark


def fill_in(actor: Any, assessment: Assessment, points: int = 1600, **changed: int | None) -> Sheet:
    """Every criterion of the self-assessment at `points` hundredths, some changed by code (None leaves one blank)."""
    codes = [criterion.code for criterion in rulebook_of(assessment.round.rulebook_version).criteria]
    marks: Mapping[str, int | None] = dict.fromkeys(codes, points) | changed
    return mark(actor, assessment, marks, Party.SELF)


def prove(actor: Any, assessment: Assessment, codes: Iterable[str] | None = None) -> None:
    """A picture of its own beside each criterion whose proof the rules ask, or beside those named."""
    if codes is None:
        codes = [c.code for c in rulebook_of(assessment.round.rulebook_version).criteria if c.proof]
    for code in codes:
        # Far apart, for a JPEG of one plain colour rounds it.
        colour = tuple(number * 37 % 256 for number in (ord(code[0]), ord(code[-1]), assessment.pk))
        add_proof(actor, assessment, code, picture(f"{code}.jpg", colour))


def picture(name: str = "photo.jpg", colour: tuple[int, int, int] = (120, 90, 60)) -> SimpleUploadedFile:
    """A small JPEG, as a phone would send it."""
    content = BytesIO()
    Image.new("RGB", (48, 36), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def write_words(actor: Any, assessment: Assessment, **texts: str) -> None:
    """The branch's own words, by criterion."""
    changes = {code: RemarkChange(text) for code, text in texts.items()}
    save_remarks(actor, assessment, Party.SELF, changes)


def submit_self(actor: Any, assessment: Assessment) -> Submission:
    """The secretary's signature, for a branch committee that met today."""
    return submit(actor, assessment, meeting_on=timezone.localdate(), is_true=True)


def last_year(actor: Any, assessment: Assessment, *, points: int = 1600, texts: Mapping[str, str] = {}) -> Assessment:
    """The same branch in the campaign of the year before, filled in, with proof."""
    now: Campaign = assessment.campaign
    before = make_campaign(now.committee, year=now.year - 1, rulebook_version=now.rulebook_version)
    found = make_assessment(before, assessment.node.branch)
    fill_in(actor, found, points)
    prove(actor, found)
    if texts:
        write_words(actor, found, **texts)
    return found
