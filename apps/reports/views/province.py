"""The made-up province and the made-up projects are loaded with a button each, by choice; the work is a job."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.doors import SignedInPage
from apps.core.permissions import authorise
from apps.demonstrations.models import Programme
from apps.reports.demonstration import projects_load
from apps.reports.demonstration.projects_batches import PROJECTS
from apps.reports.demonstration.projects_load import request_projects
from apps.reports.demonstration.province import BRANCHES
from apps.reports.demonstration.province_load import SLUG, is_loaded, is_loading, request_province


class ProvinceNew(SignedInPage):
    """What would be loaded, and whether it stands."""

    template_name = "reports/province.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        authorise(person, "campaigns.load_demonstration")
        return {
            "branches": BRANCHES,
            "is_loaded": is_loaded(),
            "is_loading": is_loading(),
            "campaign": Campaign.objects.visible_to(person).filter(slug=SLUG).first(),
            "projects": Programme.objects.visible_to(person).filter(slug=PROJECTS).first(),
            "are_projects_loaded": projects_load.is_loaded(),
            "are_projects_loading": projects_load.is_loading(),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("what") == PROJECTS:
            request_projects(request.user)
            messages.success(request, _("The made-up projects are being loaded; this takes some seconds."))
            return redirect("reports:jobs")
        request_province(request.user)
        messages.success(request, _("The made-up province is being loaded; this takes a minute or two."))
        return redirect("reports:jobs")
