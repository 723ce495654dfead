"""Every REST address, under /api/v1/."""

from starbranch.api import (
    assessments,
    campaigns,
    candidates,
    desk,
    ledgers,
    people,
    reports,
    results,
    selections,
    titles,
)

app_name = "api"
urlpatterns = [
    *people.urlpatterns,
    *campaigns.urlpatterns,
    *results.urlpatterns,
    *reports.urlpatterns,
    *assessments.urlpatterns,
    *desk.urlpatterns,
    *ledgers.urlpatterns,
    *selections.urlpatterns,
    *titles.urlpatterns,
    *candidates.urlpatterns,
]
