"""Every address, by app."""

from django.urls import include, path

from starbranch import errors, health
from starbranch.docs import ApiBrowser, Description

urlpatterns = [
    path("", include("apps.reports.urls")),
    path("accounts/", include("apps.accounts.urls")),
    path("accounts/", include("starbranch.closed")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("organisations/", include("apps.organisations.urls")),
    path("branches/", include("apps.branches.urls")),
    path("branches/", include("apps.assessments.shelf_urls")),
    path("keeping/", include("apps.assessments.keeping_urls")),
    path("rosters/", include("apps.assessments.roster_urls")),
    path("ledgers/", include("apps.ledgers.urls")),
    path("rulebooks/", include("apps.criteria.urls")),
    path("campaigns/", include("apps.campaigns.urls")),
    path("roads/", include("apps.campaigns.road_urls")),
    path("working-days/", include("apps.campaigns.day_urls")),
    path("programmes/", include("apps.demonstrations.urls")),
    path("todo/", include("apps.workflow.urls")),
    path("c/<slug:slug>/visits/", include("apps.assessments.visit_urls")),
    path("c/<slug:slug>/ballot/", include("apps.ballots.urls")),
    path("c/<slug:slug>/", include("apps.assessments.scorer_urls")),
    path("c/<slug:slug>/", include("apps.assessments.urls")),
    path("panel/", include("apps.assessments.panel_urls")),
    path("c/<slug:slug>/", include("apps.evaluations.decision_urls")),
    path("c/<slug:slug>/", include("apps.evaluations.notice_urls")),
    path("c/<slug:slug>/", include("apps.evaluations.naming_urls")),
    path("c/<slug:slug>/", include("apps.evaluations.urls")),
    path("", include("apps.evaluations.public_urls")),
    path("v/", include("apps.ballots.public_urls")),
    path("sealed/", include("apps.evaluations.sealed_urls")),
    path("evidence/", include("apps.evidence.urls")),
    path("programmes/<slug:programme>/candidates/", include("apps.demonstrations.candidate_urls")),
    path("programmes/<slug:programme>/titles/", include("apps.demonstrations.title_urls")),
    path("public/", include("apps.reports.public_urls")),
    path("plaques/", include("apps.demonstrations.public_urls")),
    path("api/v1/", include("starbranch.api")),
    path("api/schema/", Description.as_view(), name="schema"),
    path("api/docs/", ApiBrowser.as_view(), name="api-docs"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics/", include("starbranch.metrics")),
]

handler400 = errors.unreadable
handler404 = errors.not_found
handler403 = errors.forbidden
handler500 = errors.failed
