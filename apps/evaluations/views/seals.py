"""The seal of a campaign for those who conduct, second and audit it: what is left, two acts, checks, corrections."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.evaluations import services
from apps.evaluations.models import Erratum, Seal
from apps.evaluations.seal_forms import ErratumForm
from apps.evaluations.sealed_page import errata_rows, proposal_rows, seal_of, seal_page
from apps.evaluations.sealing.correcting import rules_of, sealed_contents
from apps.evaluations.sealing.left import left_to_seal, run_to_seal
from apps.evaluations.services.sealing import standing_proposal
from apps.jobs.models import Job


class CampaignDoor:
    """Below one campaign that the person sees."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version__rulebook")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def seal(self) -> Seal:
        """The campaign's seal; 404 where there is none."""
        found = seal_of(self.campaign)
        if found is None:
            raise Http404
        return found

    def erratum(self) -> Erratum:
        """The correction that the address names."""
        return seen(
            Erratum.objects.filter(seal=self.seal).select_related("seal__campaign"), number=self.kwargs["number"]
        )

    def back(self) -> HttpResponse:
        return redirect("evaluations:seal", slug=self.kwargs["slug"])


class SealPage(CampaignDoor, SignedInPage):
    """What was sealed; before that, what is left and who has to act."""

    template_name = "evaluations/seal.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        authorise(person, "campaigns.compare_branches", self.campaign)
        seal = seal_of(self.campaign)
        rights = {
            "campaign": self.campaign,
            "conducts": person.has_perm("campaigns.seal_campaign", self.campaign),
            "seconds": person.has_perm("evaluations.second_act", self.campaign),
        }
        return rights | (self.sealed(seal) if seal else self.before(person))

    def sealed(self, seal: Seal) -> dict[str, Any]:
        waiting = seal.errata.filter(confirmed_at=None)
        is_running = Job.objects.of("verify-seal", seal.pk).unfinished().exists()
        rows = errata_rows(waiting)
        is_own = bool(rows) and rows[0]["erratum"].by == self.request.user.pk
        return seal_page(seal) | {"waiting": rows, "waiting_is_own": is_own, "is_checking": is_running}

    def before(self, person: Any) -> dict[str, Any]:
        proposal = standing_proposal(self.campaign)
        is_closed = self.campaign.status == Status.CLOSED
        return {
            "seal": None,
            "proposal": proposal,
            "proposal_is_own": bool(proposal) and proposal.by == person.pk,
            "proposed": proposal_rows(proposal) if proposal else [],
            "run": run_to_seal(self.campaign),
            "is_closed": is_closed,
            "is_sealed": self.campaign.status == Status.SEALED,
            "left": left_to_seal(self.campaign) if is_closed else [],
        }


class SealAct(CampaignDoor, SignedInView):
    """Propose the seal, confirm it, or send it back."""

    def post(self, request: HttpRequest, slug: str, act: str) -> HttpResponse:
        campaign = self.campaign
        if act == "propose":
            services.propose_seal(request.user, campaign)
            messages.success(request, _("Proposed. Another person confirms it from their own account."))
        elif act == "confirm":
            services.confirm_seal(request.user, campaign)
            messages.success(request, _("Sealed. Nothing of it changes any more; corrections are numbered."))
        elif act == "withdraw":
            services.withdraw_seal(request.user, campaign, request.POST.get("reason", ""))
            messages.success(request, _("Taken back."))
        else:
            raise Http404
        return self.back()


class SealCheckStart(CampaignDoor, SignedInView):
    """Have the seal recomputed now."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        services.request_check(request.user, self.seal)
        messages.success(request, _("It is being recomputed; the result stands here in a moment."))
        return self.back()


class ErratumNew(CampaignDoor, FormPage):
    """Propose a correction."""

    template_name = "evaluations/erratum.html"
    form_class = ErratumForm

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.seal_campaign", self.seal.campaign)

    def arguments(self) -> dict[str, Any]:
        contents = sealed_contents(self.seal)
        return {"contents": contents, "vetoes": [veto.code for veto in rules_of(contents).vetoes]}

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "seal": self.seal}

    def act(self, form: ErratumForm) -> HttpResponse:
        given = form.cleaned_data
        erratum = services.propose_erratum(
            self.request.user, self.seal, title=given["title"], reason=given["reason"], changes=form.changes()
        )
        words = {"number": erratum.number}
        messages.success(self.request, _("Correction %(number)s is proposed; another person confirms it.") % words)
        return self.back()


class ErratumAct(CampaignDoor, SignedInView):
    """Confirm a correction, or send it back."""

    def post(self, request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
        erratum = self.erratum()
        if act == "confirm":
            services.confirm_erratum(request.user, erratum)
            messages.success(request, _("Correction %(number)s stands.") % {"number": number})
        elif act == "withdraw":
            services.withdraw_erratum(request.user, erratum, request.POST.get("reason", ""))
            messages.success(request, _("Taken back."))
        else:
            raise Http404
        return self.back()
