"""How is a title told on a page? Its sentence, its term, its next review, its history."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import ReviewStatus
from apps.demonstrations.models import Review, Title
from apps.demonstrations.reviewing import next_review
from apps.demonstrations.title_state import Standing, State

TONES = {ReviewStatus.DUE: "warn", ReviewStatus.REPORTED: "info", ReviewStatus.PASSED: "ok", ReviewStatus.FAILED: "bad"}


def sentence(standing: Standing) -> str:
    """How it stands, in a sentence of its own."""
    day = date_format(standing.on, "DATE_FORMAT") if standing.on else ""
    told = {
        State.VALID: _("The title is valid"),
        State.WARNED: _("The title is valid, with a warning"),
        State.EXPIRED: _("The title was valid until %(day)s") % {"day": day},
        State.WITHDRAWN: _("The title was withdrawn on %(day)s") % {"day": day},
        State.ALTERED: _("The title is not as it was conferred"),
    }
    return told[State(standing.state)]


def plaque_sentence(standing: Standing) -> str:
    """The same for whoever stands before the plaque; a warning is not told to the public."""
    if standing.holds:
        return _("This plaque is genuine and valid now")
    day = date_format(standing.on, "DATE_FORMAT") if standing.on else ""
    told = {
        State.EXPIRED: _("This plaque was valid until %(day)s") % {"day": day},
        State.WITHDRAWN: _("This title was withdrawn on %(day)s") % {"day": day},
        State.ALTERED: _("This plaque cannot be proved at present"),
    }
    return told[State(standing.state)]


def term(title: Title) -> str:
    """Until when it holds."""
    if title.until is None:
        return _("without an end")
    return _("through %(day)s") % {"day": date_format(title.until, "DATE_FORMAT")}


def review_words(title: Title) -> str:
    """When it is reviewed next, and whether it passed the last time; empty where it is not reviewed."""
    programme = title.conferral.batch.programme
    judged = [review for review in title.reviews.all() if review.at]
    # Who was judged before the day of the year waits for that of the next.
    first = max(timezone.localdate(), judged[-1].due_on + timedelta(days=1)) if judged else None
    day = next_review(title, programme, first)
    said = []
    if judged:
        last = judged[-1]
        passed = last.status == ReviewStatus.PASSED
        said.append((_("%(year)s passed") if passed else _("%(year)s not passed")) % {"year": last.year})
    if day:
        month = date_format(day, "YEAR_MONTH_FORMAT")
        said.append((_("next in %(month)s") if judged else _("for the first time in %(month)s")) % {"month": month})
    return _("; ").join(said)


def batch_of(title: Title) -> str:
    """The batch in which it was named."""
    return batch_words(title.conferral.batch.number)


def review_row(review: Review) -> dict[str, Any]:
    """One year's review in a list."""
    return {"review": review, "tone": TONES[ReviewStatus(review.status)]}
