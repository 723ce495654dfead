"""One year's review of a title: the holder reports on a phone, the zone or the committee says whether it stands."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.doors import FormPage, SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.choices import ReviewStatus, TitleStatus
from apps.demonstrations.forms.titles import ReportForm
from apps.demonstrations.models import Review
from apps.demonstrations.reviewing import is_open
from apps.demonstrations.services.reviews import ask_for_reviews, files_of, judge, report
from apps.demonstrations.title_told import batch_of, review_row
from apps.demonstrations.views.holding import OfProgramme, OfTitle


class OfReview(OfTitle):
    """A review of a title that the person sees."""

    @cached_property
    def review(self) -> Review:
        found = seen(self.title.reviews.all(), pk=self.kwargs["review"])
        found.title = self.title
        return found

    @property
    def is_open(self) -> bool:
        return is_open(self.review) and self.title.status != TitleStatus.WITHDRAWN


class ReviewPage(OfReview, FormPage):
    """What was reported, the form for it, and the word of who judges."""

    template_name = "demonstrations/review.html"
    form_class = ReportForm

    def permit(self) -> None:
        self.review  # noqa: B018 - unknown and hidden ones are told apart from what one may not do

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        authorise(request.user, "demonstrations.apply", self.review.title.candidate.node)
        return super().post(request, *args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        return {"initial": {"report": self.review.report}}

    def act(self, form: Any) -> HttpResponse:
        report(self.request.user, self.review, form.cleaned_data["report"], self.request.FILES.getlist("file"))
        messages.success(self.request, _("Sent. It can be mended until it is judged."))
        return redirect("titles:review", self.programme.slug, self.title.pk, self.review.pk)

    def page(self) -> dict[str, Any]:
        review = self.review
        not_own = review.reported_by != self.request.user.pk
        return {
            "programme": self.programme,
            "title": self.title,
            "batch": batch_of(self.title),
            "review": review,
            "tone": review_row(review)["tone"],
            "sentence": sentence(review),
            "files": list(files_of(review)),
            "reports": self.is_open and self.may("apply", self.title.candidate.node),
            "judges": self.is_open and not_own and self.may("survey", self.title.candidate),
            "is_reported": review.status == ReviewStatus.REPORTED,
        }


class ReviewMove(OfReview, SignedInView):
    """Pass it or not."""

    def post(self, request: HttpRequest, programme: str, pk: int, review: int, act: str) -> HttpResponse:
        row = self.review
        if act not in {"pass", "fail"}:
            raise Http404
        try:
            judge(request.user, row, passes=act == "pass", finding=request.POST.get("reason", ""))
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("titles:review", programme, pk, review)


class ReviewsAsk(OfProgramme, SignedInView):
    """Make due now what the calendar would make due by itself."""

    def post(self, request: HttpRequest, programme: str) -> HttpResponse:
        n = ask_for_reviews(request.user, self.programme)
        said = ngettext("%(n)s review is due now", "%(n)s reviews are due now", n) % {"n": n}
        messages.success(request, said if n else _("No other review is due at present."))
        return redirect("titles:list", programme)


def sentence(review: Review) -> str:
    """How far it is."""
    told = {
        ReviewStatus.DUE: _("The review of %(year)s waits for a report"),
        ReviewStatus.REPORTED: _("The review of %(year)s waits to be judged"),
        ReviewStatus.PASSED: _("The review of %(year)s is passed"),
        ReviewStatus.FAILED: _("The review of %(year)s is not passed"),
    }
    return told[ReviewStatus(review.status)] % {"year": review.year}
