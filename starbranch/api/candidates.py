"""Candidates of selections: applications, findings, progress, papers, workbooks."""

from django.urls import path

from apps.demonstrations.api import candidates, surveys

BASE = "programmes/<slug:programme>"
ONE = f"{BASE}/candidates/<int:pk>"

urlpatterns = [
    path(f"{BASE}/candidates/", candidates.CandidateList.as_view(), name="candidate-list"),
    path(f"{ONE}/", candidates.CandidateDetail.as_view(), name="candidate"),
    path(f"{ONE}/acts/<slug:act>/", candidates.CandidateMove.as_view(), name="candidate-act"),
    path(f"{ONE}/papers/<slug:paper>/", candidates.CandidatePaper.as_view(), name="candidate-paper"),
    path(f"{ONE}/files/", surveys.CandidateFiles.as_view(), name="candidate-files"),
    path(f"{ONE}/files/<int:use>/", surveys.CandidateFile.as_view(), name="candidate-file"),
    path(f"{ONE}/findings/", surveys.CandidateFindings.as_view(), name="candidate-findings"),
    path(f"{ONE}/findings/<int:number>/<slug:act>/", surveys.FindingMove.as_view(), name="candidate-finding-act"),
    path(f"{ONE}/progress/", surveys.CandidateProgress.as_view(), name="candidate-progress"),
    path(f"{BASE}/batches/<int:batch>/accept/", candidates.CandidatesAccept.as_view(), name="candidates-accept"),
    path(f"{BASE}/batches/<int:batch>/progress/", surveys.ProgressList.as_view(), name="progress-list"),
    path(f"{BASE}/filings/", surveys.FilingList.as_view(), name="filing-list"),
    path(f"{BASE}/filings/<int:pk>/", surveys.FilingDetail.as_view(), name="filing"),
    path(f"{BASE}/filings/<int:pk>/acts/<slug:act>/", surveys.FilingMove.as_view(), name="filing-act"),
]
