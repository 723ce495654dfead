"""Inviting experts and judges: the list, the letter with its code, a new code, longer, the end of it."""

import re
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.accounts.models import User
from apps.assessments.codes import grouped
from apps.assessments.lines import party_title
from apps.assessments.models import Assignment, Invitation, Scorer
from apps.assessments.pool import marking_parties
from apps.assessments.scorer_forms import GuestForm
from apps.assessments.services.invitations import extend, invite, renew, revoke
from apps.assessments.views.scorers import Scoring
from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.errors import DomainError, Forbidden
from apps.core.typesetting.codes import code_for

SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


class Inviting(Scoring):
    """Invitations of one campaign."""

    section = "invitations"

    @cached_property
    def invitation(self) -> Invitation:
        rows = Invitation.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return seen(rows.select_related("campaign__committee", "person"), pk=self.kwargs["pk"])

    @sensitive_variables("code")
    def letter(self, invitation: Invitation, code: str) -> HttpResponse:
        """The letter: the only place where the code is told."""
        home = settings.PUBLIC_URL or self.request.build_absolute_uri("/").rstrip("/")
        address = f"{home}{reverse('panel:join')}"
        drawn = mark_safe(scalable(code_for(f"{address}#{code}")))  # noqa: S308 (our own drawing of our own address)
        context = {
            "view": self,
            "campaign": self.campaign,
            "invitation": invitation,
            "party_title": party_title(self.rules, invitation.party),
            "address": address,
            "link": f"{address}#{code}",
            "code": grouped(code),
            "drawn": drawn,
        }
        answer = render(self.request, "assessments/invitation_letter.html", context)
        answer["Cache-Control"] = "no-store"
        return answer


class InvitationList(Inviting, FormPage):
    """Who was asked, who came, how far each is; ask somebody."""

    template_name = "assessments/invitations.html"
    form_class = GuestForm

    def arguments(self) -> dict[str, Any]:
        return {"parties": [(name, party_title(self.rules, name)) for name in marking_parties(self.rules)]}

    def page(self) -> dict[str, Any]:
        rows = Invitation.objects.visible_to(self.request.user).filter(campaign=self.campaign).select_related("person")
        held = Assignment.objects.standing().filter(campaign=self.campaign, person__in=rows.order_by().values("person"))
        counts = list(held.values_list("person", "party", "finished_at"))
        scorers = list(Scorer.objects.filter(campaign=self.campaign, left_at=None).select_related("person"))
        lines = [self.line(row, counts, scorers) for row in rows]
        return self.shared() | {"lines": lines, "headline": headline(lines)}

    def line(self, row: Invitation, counts: list[tuple], scorers: list[Scorer]) -> dict[str, Any]:
        """One guest: how far they are, and to whom their branches could go."""
        own = [at for person, party, at in counts if (person, party) == (row.person_id, row.party)]
        others = [one.person for one in scorers if one.party == row.party and one.person_id != row.person_id]
        return {
            "row": row,
            "party": party_title(self.rules, row.party),
            "state": state_of(row),
            "branches": len(own),
            "finished": sum(at is not None for at in own),
            "others": others if row.person_id and not row.revoked_at else [],
        }

    @sensitive_variables("code")
    def act(self, form: GuestForm) -> HttpResponse:
        invitation, code = invite(self.request.user, self.campaign, form.guest())
        return self.letter(invitation, code)


def scalable(drawn: str) -> str:
    """A drawing that fills the room which the page gives it."""
    return SIZE.sub(r'viewBox="0 0 \1 \2"', drawn[drawn.index("<svg") :], count=1)


def state_of(row: Invitation) -> tuple[str, str]:
    """How far an invitation is: tone of its chip, and words."""
    if row.revoked_at:
        return "", _("ended")
    if row.accepted_at:
        return "ok", _("has come")
    if row.expires_at <= timezone.now():
        return "warn", _("code has run out")
    return "info", _("invitation sent")


def headline(lines: list[dict[str, Any]]) -> str:
    """The state in a sentence."""
    standing = [line for line in lines if not line["row"].revoked_at]
    if not standing:
        return _("Nobody has been invited yet")
    come = sum(line["row"].accepted_at is not None for line in standing)
    return _("%(come)s of %(n)s guests have come") % {"come": come, "n": len(standing)}


class InvitationAct(Inviting, SignedInView):
    """A new code, longer, or the end of it."""

    http_method_names = ["post"]

    @method_decorator(sensitive_variables("code"))
    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        self.permit()
        invitation, days = self.invitation, whole(request.POST.get("days")) or GuestForm.base_fields["days"].initial
        try:
            if act == "renew":
                return self.letter(*renew(request.user, invitation, days))
            if act == "extend":
                extend(request.user, invitation, days)
                messages.success(request, _("The code serves longer."))
            else:
                to = User.objects.filter(pk=whole(request.POST.get("to")) or 0).first()
                revoke(request.user, invitation, request.POST.get("reason", ""), to)
                messages.success(request, _("Ended; nothing is shown to this guest any more."))
        except Forbidden:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        return redirect("scorers:invitations", slug=slug)
