"""Every address, by app."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from starbranch import errors, health
from starbranch.docs import ApiBrowser

urlpatterns = [
    path("", include("apps.reports.urls")),
    path("accounts/", include("apps.accounts.urls")),
    path("accounts/", include("starbranch.closed")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("organisations/", include("apps.organisations.urls")),
    path("branches/", include("apps.branches.urls")),
    path("rosters/", include("apps.assessments.roster_urls")),
    path("rulebooks/", include("apps.criteria.urls")),
    path("campaigns/", include("apps.campaigns.urls")),
    path("c/<slug:slug>/", include("apps.assessments.urls")),
    path("api/v1/", include("starbranch.api")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", ApiBrowser.as_view(), name="api-docs"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics/", include("starbranch.metrics")),
]

handler400 = errors.unreadable
handler404 = errors.not_found
handler403 = errors.forbidden
handler500 = errors.failed
