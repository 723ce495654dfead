from django.urls import path

from apps.reports.views import audit, branch, campaign, dashboard, jobs, league, search

app_name = "reports"
urlpatterns = [
    path("", dashboard.Home.as_view(), name="home"),
    path("search/", search.Search.as_view(), name="search"),
    path("audit/", audit.AuditPage.as_view(), name="audit"),
    path("jobs/", jobs.JobList.as_view(), name="jobs"),
    path("jobs/<int:pk>/stop/", jobs.JobStop.as_view(), name="job-stop"),
    path("c/<slug:slug>/", dashboard.Dashboard.as_view(), name="dashboard"),
    path("c/<slug:slug>/campaign/", campaign.CampaignOverview.as_view(), name="campaign"),
    path("c/<slug:slug>/runs/new/", campaign.StartRun.as_view(), name="run-start"),
    path("c/<slug:slug>/league/", league.League.as_view(), name="league"),
    path("c/<slug:slug>/league.xlsx", league.LeagueExport.as_view(), name="league-export"),
    path("c/<slug:slug>/branches/<int:pk>/", branch.BranchPage.as_view(), name="branch"),
]
