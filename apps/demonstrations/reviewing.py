"""When is a title reviewed? Once a year by the programme's day, not within the first months, not after its term."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from apps.demonstrations.choices import ReviewStatus, TitleStatus
from apps.demonstrations.models import Programme, Review, Title

SETTLING = timedelta(days=120)
LEAD = timedelta(days=60)


def review_day(programme: Programme, year: int) -> date | None:
    """The last day of a year's review; None where the programme has none. The 29th of February falls back by one."""
    if not programme.review_by:
        return None
    month, day = (int(part) for part in programme.review_by.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def review_days(title: Title, programme: Programme, through: date) -> list[date]:
    """Every day by which the title is reviewed, to the last one not after `through`."""
    found = []
    for year in range(title.named_on.year, through.year + 1):
        day = review_day(programme, year)
        if day and title.named_on + SETTLING <= day <= min(through, title.until or through):
            found.append(day)
    return found


def next_review(title: Title, programme: Programme, today: date | None = None) -> date | None:
    """The next day by which the title is reviewed; None where there is none any more."""
    today = today or timezone.localdate()
    first = max(today, title.named_on)
    days = review_days(title, programme, date(first.year + 2, 12, 31))
    return next((day for day in days if day >= today), None)


def missing_reviews(day: date) -> list[Review]:
    """Reviews that are due within the lead and do not stand yet; not saved."""
    rows = Title.objects.exclude(status=TitleStatus.WITHDRAWN).filter(Q(until=None) | Q(until__gte=day))
    rows = rows.exclude(conferral__batch__programme__review_by="").select_related("conferral__batch__programme")
    made = []
    for title in rows.prefetch_related("reviews"):
        known = {review.year for review in title.reviews.all()}
        days = review_days(title, title.conferral.batch.programme, day + LEAD)
        made += [Review(title=title, year=on.year, due_on=on) for on in days if on.year not in known]
    return made


def is_open(review: Review) -> bool:
    """Whether nobody has said yet whether the title stands."""
    return review.status in {ReviewStatus.DUE, ReviewStatus.REPORTED}
