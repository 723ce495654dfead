"""What the public reads and sends without signing in: notices, their paper, objections and the answers to them."""

import secrets
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from apps.core.doors import note
from apps.core.errors import Invalid, Refused
from apps.core.limits import is_too_often
from apps.evaluations.choices import NoticeStatus, ObjectionStatus
from apps.evaluations.models import Notice, Objection
from apps.evaluations.notice_forms import ObjectionForm
from apps.evaluations.notice_lists import change_lines, lists_of
from apps.evaluations.noticing import ANSWER_DAYS, days_left, period_text
from apps.evaluations.papers import download
from apps.evaluations.services.objections import file_objection

FRESH = 60
TEN_MINUTES = 600
MOST_PAGES, MOST_OBJECTIONS = 240, 12


class PublicView(View):
    """A door without sign-in, session or cookie; one address may not ask too often."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_too_often(request):
            response = render(request, "public/too_often.html", status=429)
            response["Retry-After"] = str(FRESH)
            return response
        return super().dispatch(request, *args, **kwargs)

    def is_too_often(self, request: HttpRequest) -> bool:
        """Reading is free within reason; what is sent is counted apart."""
        if request.method == "POST" and is_too_often(request, "objections", MOST_OBJECTIONS, TEN_MINUTES):
            return True
        return is_too_often(request, "public", MOST_PAGES)

    @cached_property
    def notice(self) -> Notice:
        """The notice that the address names; 404 for drafts and what was never issued."""
        rows = Notice.objects.select_related("campaign", "paper")
        shown = rows.readable() | rows.filter(status=NoticeStatus.WITHDRAWN)
        return get_object_or_404(shown, key=self.kwargs["key"])


class NoticeList(PublicView, TemplateView):
    """Every notice that the public may read, newest first."""

    template_name = "public/notices.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Notice.objects.readable().exclude(status=NoticeStatus.REPLACED).order_by("-opens_on", "-pk")[:100]
        return super().get_context_data(**kwargs) | {"notices": rows}


class NoticePage(PublicView):
    """One notice, as it was issued."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        notice = self.notice
        if notice.status == NoticeStatus.WITHDRAWN:
            return render(request, "public/withdrawn.html", {"notice": notice}, status=410)
        tag = f'"{notice.digest[:24]}-{notice.status}-{timezone.localdate():%Y%m%d}-{get_language()}"'
        answer = get_conditional_response(request, etag=tag) or render(request, "public/notice.html", self.page())
        answer["ETag"] = tag
        patch_cache_control(answer, public=True, max_age=FRESH)
        return answer

    def page(self) -> dict[str, Any]:
        notice, asked = self.notice, self.request.GET.get("q", "").strip()[:60]
        level = self.request.GET.get("level", "")
        lists = lists_of(notice, asked)
        shown = lists if asked else [each for each in lists if each.level == level] or lists[:1]
        changes = change_lines(notice)
        return {
            "notice": notice,
            "paragraphs": [part for part in notice.text.split("\n") if part.strip()],
            "period": period_text(notice),
            "counts": [{"name": name, "stars": stars, "n": n} for name, stars, n in notice.counts.get("levels", [])],
            "lists": [each for each in shown if each.count],
            "others": [each.level for each in lists if each not in shown],
            "asked": asked,
            "changes": changes,
            "day": days_left(notice),
            "is_open": is_open(notice),
            "newer": newer(notice),
        }


class NoticePaper(PublicView):
    """The notice as PDF, as it was issued."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        if self.notice.paper is None or self.notice.status == NoticeStatus.WITHDRAWN:
            raise Http404
        return download(self.notice.paper)


@method_decorator(csrf_exempt, name="dispatch")
class ObjectionNew(PublicView):
    """The form of an objection. There is no session that another site could misuse, so there is no token either."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        first = {"ticket": secrets.token_urlsafe(24), "branch": request.GET.get("branch", "")[:160]}
        return self.answer(ObjectionForm(notice=self.notice, initial=first))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        form = ObjectionForm(request.POST, request.FILES, notice=self.notice)
        if form.is_valid():
            try:
                given = form.cleaned_data
                made = file_objection(self.notice, form.said(), given["files"], given["ticket"])
                return redirect("public:objection", code=made.code)
            except Invalid as error:
                note(form, error)
            except Refused as error:
                form.add_error(None, str(error.message))
        return self.answer(form, 422)

    def answer(self, form: ObjectionForm, status: int = 200) -> HttpResponse:
        """The form; nobody keeps a copy of it, as its ticket is one person's."""
        notice = self.notice
        context = {
            "notice": notice,
            "form": form,
            "day": days_left(notice),
            "is_open": is_open(notice),
            "names": dict.fromkeys(row[0] for row in notice.rows),
            "answer_days": ANSWER_DAYS,
        }
        response = render(self.request, "public/objection_new.html", context, status=status)
        response["Cache-Control"] = "no-store"
        return response


class ObjectionStatusPage(PublicView):
    """How far an objection has come, and the reply, for whoever has its code."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        rows = Objection.objects.select_related("notice", "campaign")
        objection = get_object_or_404(rows, code=code)
        context = {
            "objection": objection,
            "stages": stages_of(objection),
            "address": request.build_absolute_uri(reverse("public:objection", args=[code])),
        }
        response = render(request, "public/objection.html", context)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


def is_open(notice: Notice) -> bool:
    """Whether objections are still taken."""
    return notice.status == NoticeStatus.PUBLIC and timezone.localdate() <= notice.closes_on


def newer(notice: Notice) -> Notice | None:
    """The issue that took its place."""
    if notice.status != NoticeStatus.REPLACED:
        return None
    return notice.campaign.notices.readable().filter(number__gt=notice.number).order_by("-number").first()


def stages_of(objection: Objection) -> list[dict[str, Any]]:
    """Received, looked into, decided, answered; who does it is not told."""
    way = [ObjectionStatus.RECEIVED, ObjectionStatus.TAKEN, ObjectionStatus.ACCEPTED, ObjectionStatus.ANSWERED]
    now = {ObjectionStatus.FOUND: ObjectionStatus.TAKEN, ObjectionStatus.REFUSED: ObjectionStatus.ACCEPTED}
    at = way.index(now.get(objection.status, objection.status))
    titles = [_("Received"), _("Being looked into"), _("A finding is reached"), _("Answered")]
    return [
        {"title": title, "state": "done" if n <= at else "now" if n == at + 1 else "", "when": when(objection, n)}
        for n, title in enumerate(titles)
    ]


def when(objection: Objection, stage: int) -> Any:
    """The day of a step where it is told to the outside."""
    moments = {0: objection.received_at, 2: objection.confirmed_at, 3: objection.answered_at}
    moment = moments.get(stage)
    return timezone.localtime(moment) if moment else None
