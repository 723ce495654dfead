"""The work committee's pages of public notices: draft, word, look, issue, withdraw."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.campaigns.choices import Act
from apps.campaigns.gates import what_stops
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.doors import SignedInPage, SignedInView, note, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.models import Notice
from apps.evaluations.notice_forms import NoticeForm
from apps.evaluations.notice_lists import change_lines, lists_of
from apps.evaluations.noticing import days_left, decided, needs_decision, period_text
from apps.evaluations.selectors import latest_numbered_run
from apps.evaluations.services.notices import change_notice, draft_notice, issue_notice, withdraw_notice


class Noticing:
    """What a door of notices begins with: the campaign, its issues as the person sees them, the draft."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def issues(self) -> list[Notice]:
        """Every issue, the newest first; 404 for who does not compare branches."""
        if not self.request.user.has_perm("campaigns.compare_branches", self.campaign):
            raise Http404
        rows = Notice.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return list(rows.select_related("run__rulebook_version", "paper", "campaign__committee"))

    @cached_property
    def draft(self) -> Notice | None:
        return next((notice for notice in self.issues if notice.status == NoticeStatus.DRAFT), None)

    def numbered(self) -> Notice:
        """The issue that the address names."""
        found = next((notice for notice in self.issues if notice.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def gives(self) -> bool:
        return self.request.user.has_perm("evaluations.give_notice", self.campaign)


class NoticeDesk(Noticing, SignedInPage):
    """The draft to word, and every issue so far."""

    template_name = "evaluations/notices.html"

    def page(self) -> dict[str, Any]:
        draft, run = self.draft, latest_numbered_run(self.campaign)
        is_open = permits(self.campaign, Act.GIVE_NOTICE)
        return {
            "campaign": self.campaign,
            "issues": [notice for notice in self.issues if notice != draft],
            "draft": draft,
            "gives": self.gives and is_open,
            "sentence": self.sentence(),
            "waits": self.waits(run),
            "run": run,
            "is_due": run is not None and all(notice.run_id != run.pk for notice in self.issues),
            "is_outdated": bool(draft and run and draft.run_id != run.pk),
            "issue_lines": self.issue_lines() if draft else [],
            "left": what_stops("notice", self.campaign) if draft and self.gives else [],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.draft and "form" not in context:
            context["form"] = NoticeForm(notice=self.draft)
        return context

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.draft is None:
            raise Http404
        authorise(request.user, "evaluations.give_notice", self.campaign)
        form = NoticeForm(request.POST, notice=self.draft)
        if form.is_valid():
            try:
                change_notice(request.user, self.draft, form.wording())
                messages.success(request, _("Saved."))
                return redirect("notices:desk", slug=slug)
            except Invalid as error:
                note(form, error)
            except Refused as error:
                form.add_error(None, str(error.message))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def sentence(self) -> str:
        """What stands: a notice that is public, a draft, or nothing."""
        public = next((notice for notice in self.issues if notice.status == NoticeStatus.PUBLIC), None)
        if public:
            _day, left = days_left(public)
            return _("Issue %(number)s is public, %(left)s working days left") % {"number": public.number, "left": left}
        if any(notice.status == NoticeStatus.ISSUED for notice in self.issues):
            return _("The notice is issued and becomes public within a minute, or on its first day")
        if self.draft:
            return _("A draft is ready to be looked at and issued")
        ended = any(notice.status == NoticeStatus.ENDED for notice in self.issues)
        return _("The notice is over") if ended else _("No notice has been given yet")

    def waits(self, run: Any) -> str:
        """What has to be done before a draft can be made; nothing where it can."""
        if run is None:
            return _("There is no numbered run yet.")
        if needs_decision(self.campaign):
            decision = decided(self.campaign)
            if decision is None or decision.final_run_id != run.pk:
                return _("Evaluation %(number)s waits for the meeting's decision.") % {"number": run.number}
        return ""

    def issue_lines(self) -> list[dict[str, str]]:
        """What the dialog says that issuing does."""
        draft = self.draft
        branches = sum(count for _name, _stars, count in draft.counts.get("levels", []))
        shown = {"n": branches, "levels": _(", ").join(draft.levels)}
        span = [date_format(day, "DATE_FORMAT") for day in (draft.opens_on, draft.closes_on)]
        lines = [
            (_("Who reads it"), _("everybody, without signing in")),
            (_("What it shows"), _("%(n)s branches of %(levels)s") % shown),
            (_("What it never shows"), _("marks, and branches of other levels")),
            (_("From the first day to the last"), "–".join(span)),
            *([(_("League table"), _("branches read all of it from the first day on"))] if draft.opens_league else []),
            (_("After that"), _("changed only through an objection, and by a new issue that lists what moved")),
        ]
        return [{"term": term, "text": text} for term, text in lines]


class NoticeDraft(Noticing, SignedInView):
    """Make a draft, or bring the one that stands up to the newest run."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.issues  # noqa: B018 - refuses who may not see any of this
        try:
            draft_notice(request.user, self.campaign)
        except (Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("notices:desk", slug=slug)


class NoticePreview(Noticing, SignedInView):
    """The page as the public will read it."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        notice = self.numbered()
        lists = lists_of(notice)
        context = {
            "notice": notice,
            "paragraphs": [part for part in notice.text.split("\n") if part.strip()],
            "period": period_text(notice),
            "counts": [{"name": name, "stars": stars, "n": n} for name, stars, n in notice.counts.get("levels", [])],
            "lists": [each for each in lists if each.count],
            "changes": change_lines(notice),
            "is_preview": True,
            "back_url": reverse("notices:desk", args=[slug]),
        }
        return render(request, "public/notice.html", context)


class NoticeMove(Noticing, SignedInView):
    """Issue or withdraw one issue."""

    def post(self, request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
        notice = self.numbered()
        try:
            if act == "issue":
                address = request.build_absolute_uri(reverse("public:notice", args=[notice.key]))
                issue_notice(request.user, notice, address)
                messages.success(request, _("Issued. It becomes public once its act has its place in the audit chain."))
            elif act == "withdraw":
                withdraw_notice(request.user, notice, request.POST.get("reason", ""))
                messages.success(request, _("Withdrawn; its page says when and why."))
            else:
                raise Http404
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("notices:desk", slug=slug)
