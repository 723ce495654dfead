"""The first two batches of made-up sites were named; the first one's titles are under review, one is warned."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.demonstrations.choices import ReviewStatus, StepKind
from apps.demonstrations.models import Batch, Conferral, Programme, Review, Title
from apps.demonstrations.reviewing import next_review
from apps.demonstrations.services.conferrals import (
    DocumentWords,
    change_conferral,
    confer,
    draft_conferral,
    propose_conferral,
)
from apps.demonstrations.services.titles import StepWords, confirm_step, propose_step

NUMBERS = {1: "示直工〔{year}〕18 号", 2: "示直工〔{year}〕29 号"}
HOUR = time(15, 30)
PASSED = {
    "法援在身边": "一年来办理援助 312 件，回访满意率 98%。",
    "先锋熔炉": "带教新任支部书记 26 名，跟班 4 期。",
    "同心护航": "义诊 18 场，党员先锋岗增加到 31 个。",
}
REPORTED = {"安心小窗": "午间和周六不断档，延时办件 4120 件，两条意见已整改。"}
STANDS = "现场看过，作用发挥好，同意保留称号。"
WARNED, WHY = "书香一盏灯", "连续三个月没有开展延时借阅，与申报的做法不符，限三个月整改。"


def name_batch(staff: User, leader: User, batch: Batch, day: date) -> Conferral:
    """The naming document of a batch, proposed by one and named by another, dated on a day that is over."""
    draft = draft_conferral(staff, batch)
    words = DocumentWords(draft.title, NUMBERS[batch.number].format(year=day.year), day, draft.shape)
    named = confer(leader, propose_conferral(staff, change_conferral(staff, draft, words)))
    at = timezone.make_aware(datetime.combine(day, HOUR))
    Conferral.objects.filter(pk=named.pk).update(proposed_at=at - timedelta(days=1), named_at=at)
    return named


def review_titles(staff: User, leader: User, programme: Programme, reviewer: str) -> None:
    """The first batch's yearly reviews, some of them over, and a warning."""
    titles = Title.objects.filter(conferral__batch__programme=programme, conferral__batch__number=min(NUMBERS))
    Review.objects.bulk_create(review_of(title, programme, reviewer) for title in titles)
    warned = titles.get(brand=WARNED)
    confirm_step(leader, propose_step(staff, warned, StepWords(StepKind.WARNING, WHY)))


def review_of(title: Title, programme: Programme, reviewer: str) -> Review:
    """The next review of a title, as far as it has come; not saved."""
    due, now = next_review(title, programme), timezone.now()
    review = Review(title=title, year=due.year, due_on=due)
    report = PASSED.get(title.brand) or REPORTED.get(title.brand)
    if report:
        review.status, review.report = ReviewStatus.REPORTED, report
        review.reported_by_name, review.reported_at = title.holder, now - timedelta(days=6)
    if title.brand in PASSED:
        review.status, review.finding = ReviewStatus.PASSED, STANDS
        review.by_name, review.at = reviewer, now - timedelta(days=3)
    return review
