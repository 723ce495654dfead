"""Addresses of a programme's candidates, below the programme."""

from django.urls import path

from apps.demonstrations.views import applications, candidates, filings, findings, progress

app_name = "candidates"
urlpatterns = [
    path("", applications.CandidateList.as_view(), name="list"),
    path("new/", applications.ApplicationNew.as_view(), name="new"),
    path("accept/", applications.AcceptWaiting.as_view(), name="accept"),
    path("export.xlsx", applications.CandidateExport.as_view(), name="export"),
    path("progress/", progress.ProgressPage.as_view(), name="progress"),
    path("progress.xlsx", progress.ProgressExport.as_view(), name="progress-export"),
    path("files/<slug:kind>/new/", filings.FilingStart.as_view(), name="filing-start"),
    path("files/<int:pk>/", filings.FilingDetail.as_view(), name="filing"),
    path("files/<int:pk>/<slug:act>/", filings.FilingAct.as_view(), name="filing-act"),
    path("<int:pk>/", candidates.CandidatePage.as_view(), name="candidate"),
    path("<int:pk>/application/", applications.ApplicationPage.as_view(), name="application"),
    path("<int:pk>/files/", applications.CandidateFiles.as_view(), name="files"),
    path("<int:pk>/files/<int:use>/remove/", applications.CandidateFileRemove.as_view(), name="file-remove"),
    path("<int:pk>/papers/<slug:paper>/", candidates.CandidatePaper.as_view(), name="paper"),
    path("<int:pk>/findings/", findings.FindingAdd.as_view(), name="findings"),
    path("<int:pk>/findings/<int:number>/<slug:act>/", findings.FindingAct.as_view(), name="finding-act"),
    path("<int:pk>/progress/", progress.ProgressReport.as_view(), name="progress-report"),
    path("<int:pk>/<slug:act>/", applications.CandidateAct.as_view(), name="act"),
]
