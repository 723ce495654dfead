"""What a voter sees: one form that is sent to one address, step by step, and a receipt. Nothing is kept on the way."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from apps.ballots.codes import tidy
from apps.ballots.screens import answers_in, key_of, screens_of
from apps.ballots.services.casting import Paper, cast, cast_before, offered, open_ballot
from apps.ballots.services.receipts import Found, find
from apps.core.errors import Invalid, Refused
from apps.core.limits import is_too_often

TEN_MINUTES = 600
MOST_WRONG, MOST_RECEIPTS = 60, 120


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class Unseen(View):
    """A door without sign-in, session or cookie, which no cache keeps and no other site is told of.

    There is no session that another site could misuse, so there is no token either. Every answer about a code has the
    same status: a log on the way does not tell a vote from a wrong code.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    def too_often(self) -> HttpResponse:
        """Right codes and receipts are taken however often others came wrong; the address is kept in the cache only."""
        context = {
            "head": _("Too many tries from this network"),
            "text": _("Wait ten minutes and try again. Nothing is lost: your code still votes once."),
        }
        return render(self.request, "ballots/public/stopped.html", context, status=429)


class Vote(Unseen):
    """The ballot: type or scan the code, answer, look it over, cast once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.door()

    def post(self, request: HttpRequest) -> HttpResponse:
        code = tidy(request.POST.get("code", "")[:40])
        if not code:
            return self.door()
        try:
            paper = open_ballot(code)
            if "cast" not in request.POST:
                return self.show(paper, code)
            return self.cast(paper, code)
        except Refused as error:
            return self.sent_again(error, code) or self.stopped(error, code)

    @property
    def receipt(self) -> str:
        """The receipt that was offered before casting."""
        return self.request.POST.get("receipt", "")[:40]

    def cast(self, paper: Paper, code: str) -> HttpResponse:
        """Cast, and the receipt; where an answer is missing, its question."""
        try:
            receipt = cast(code, answers_in(self.request.POST, paper), self.receipt)
        except Invalid:
            return self.show(paper, code, to=str(len(paper.questions) + 1))
        return self.done(paper, code, receipt)

    def sent_again(self, error: Refused, code: str) -> HttpResponse | None:
        """The receipt once more, for a voter whom the answer to casting never reached; None for everybody else."""
        if error.code != "already-voted" or "cast" not in self.request.POST:
            return None
        paper = cast_before(code, self.receipt)
        return paper and self.done(paper, code, offered(self.receipt))

    def done(self, paper: Paper, code: str, receipt: str) -> HttpResponse:
        """The vote is in: its receipt."""
        day = timezone.localdate(paper.closes_at) + timedelta(days=1) if paper.closes_at else timezone.localdate()
        context = {
            "paper": paper,
            "questions": paper.questions,
            "committee": paper.poll.campaign.committee.name,
            "receipt": receipt,
            "checked_from": date_format(day, _("j M")),
            "check_address": (settings.PUBLIC_URL or f"//{self.request.get_host()}") + reverse("vote:receipt"),
            "wipe": key_of(code),
        }
        return render(self.request, "ballots/public/done.html", context)

    def show(self, paper: Paper, code: str, **asked: str) -> HttpResponse:
        """The screen that was asked for."""
        posted = self.request.POST.dict() | asked
        context = screens_of(paper, code, posted) | {"action": reverse("vote:vote")}
        return render(self.request, "ballots/public/vote.html", context)

    def door(self, **more: Any) -> HttpResponse:
        """Where the code is typed."""
        context = {"action": reverse("vote:vote")} | more
        return render(self.request, "ballots/public/door.html", context)

    def stopped(self, error: Refused, code: str) -> HttpResponse:
        """Why this code opens nothing, in kind words; a wrong one stays in its field."""
        if error.code == "unknown-code":
            if is_too_often(self.request, "codes", MOST_WRONG, TEN_MINUTES):
                return self.too_often()
            return self.door(fault=_("This code is not known"), code=code)
        head, text = words_of(error)
        is_done = error.code == "already-voted"
        context = {"head": head, "text": text, "is_done": is_done, "wipe": key_of(code) if is_done else ""}
        return render(self.request, "ballots/public/stopped.html", context)


def words_of(error: Refused) -> tuple[str, str]:
    """Head and sentence for a ballot that cannot be opened."""
    if error.code == "already-voted":
        return (
            _("With this code a vote has been cast"),
            _("Each code votes once; the vote lies in the box. If it was not you, tell whoever gave you the slip."),
        )
    if error.code == "not-yet-open":
        return _("Voting has not begun"), _("Keep the slip and scan it again then.")
    if error.code == "closed":
        return _("Voting is over"), _("Votes are taken no longer. Those cast before are counted.")
    return _("No vote can be cast here now"), str(error.message)


class Receipt(Unseen):
    """Did the vote of a receipt count?"""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "ballots/public/receipt.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("receipt", "")[:40]
        if is_too_often(request, "receipts", MOST_RECEIPTS, TEN_MINUTES):
            return self.too_often()
        context = {"typed": typed, "answer": answer_of(find(typed))}
        return render(request, "ballots/public/receipt.html", context)


def answer_of(found: Found) -> dict[str, Any]:
    """What the page says about a receipt."""
    day = date_format(found.on, _("j M")) if found.on else ""
    words = {"day": day, "campaign": found.campaign}
    if found.state == "counted":
        text = _("%(campaign)s: the vote of this receipt was counted. What it said stands nowhere beside it.")
        return {"is_counted": True, "head": _("Counted on %(day)s") % words, "text": text % words}
    if found.state == "waiting":
        text = _("%(campaign)s: the vote lies in the box. After %(day)s, when votes are counted, look again.")
        return {"is_counted": False, "head": _("In the box, not counted yet"), "text": text % words}
    return {
        "is_counted": False,
        "head": _("This receipt is not found"),
        "text": _("Compare it letter by letter with your picture or note: ten letters and digits, no I, L, O or U."),
    }
