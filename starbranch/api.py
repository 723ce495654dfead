"""Every REST address, by app, under /api/v1/."""

from django.urls import path

from apps.accounts import api as accounts
from apps.assessments import api as assessments
from apps.branches import api as branches
from apps.campaigns import api as campaigns
from apps.criteria import api as criteria
from apps.evaluations import api as evaluations
from apps.organisations import api as organisations
from apps.reports import api as reports

app_name = "api"
urlpatterns = [
    path("token/", accounts.OwnToken.as_view(), name="token"),
    path("me/", organisations.Me.as_view(), name="me"),
    path("nodes/", organisations.NodeList.as_view(), name="node-list"),
    path("nodes/<int:pk>/", organisations.NodeDetail.as_view(), name="node"),
    path("nodes/<int:pk>/close/", organisations.NodeClose.as_view(), name="node-close"),
    path("zones/", organisations.ZoneList.as_view(), name="zone-list"),
    path("zones/<int:pk>/", organisations.ZoneDetail.as_view(), name="zone"),
    path("appointments/", organisations.AppointmentList.as_view(), name="appointment-list"),
    path("appointments/<int:pk>/", organisations.AppointmentDetail.as_view(), name="appointment"),
    path("appointments/<int:pk>/end/", organisations.AppointmentEnd.as_view(), name="appointment-end"),
    path("people/", organisations.PersonList.as_view(), name="person-list"),
    path("people/<int:pk>/", organisations.PersonDetail.as_view(), name="person"),
    path("people/<int:pk>/reset/", organisations.PersonReset.as_view(), name="person-reset"),
    path("people/<int:pk>/close/", organisations.PersonClose.as_view(), name="person-close"),
    path("people/<int:pk>/open/", organisations.PersonOpen.as_view(), name="person-open"),
    path("branches/", branches.BranchList.as_view(), name="branch-list"),
    path("branches/<int:pk>/", branches.BranchDetail.as_view(), name="branch"),
    path("rulebooks/", criteria.VersionList.as_view(), name="rulebook-list"),
    path("rulebooks/<int:pk>/", criteria.VersionDetail.as_view(), name="rulebook"),
    path("campaigns/", campaigns.CampaignList.as_view(), name="campaign-list"),
    path("campaigns/<slug:slug>/", campaigns.CampaignDetail.as_view(), name="campaign"),
    path("campaigns/<slug:slug>/acts/<slug:act>/", campaigns.CampaignMove.as_view(), name="campaign-act"),
    path("campaigns/<slug:slug>/enrol/", assessments.Enrol.as_view(), name="enrol"),
    path("campaigns/<slug:slug>/runs/", evaluations.RunList.as_view(), name="run-list"),
    path("campaigns/<slug:slug>/runs/<int:pk>/", evaluations.RunDetail.as_view(), name="run"),
    path("campaigns/<slug:slug>/results/", evaluations.ResultList.as_view(), name="result-list"),
    path("campaigns/<slug:slug>/results/workbook/", reports.LeagueWorkbook.as_view(), name="result-workbook"),
    path("campaigns/<slug:slug>/counts/", reports.Counts.as_view(), name="counts"),
    path("assessments/", assessments.AssessmentList.as_view(), name="assessment-list"),
    path("assessments/<int:pk>/", assessments.AssessmentDetail.as_view(), name="assessment"),
    path("assessments/<int:pk>/vetoes/", assessments.Vetoes.as_view(), name="vetoes"),
    path("assessments/<int:pk>/explanation/", reports.Explanation.as_view(), name="explanation"),
    path("assessments/<int:pk>/sheets/<slug:party>/", assessments.SheetDetail.as_view(), name="sheet"),
    path("assessments/<int:pk>/sheets/<slug:party>/revisions/", assessments.RevisionList.as_view(), name="revisions"),
    path("imports/", assessments.ImportList.as_view(), name="import-list"),
    path("imports/<int:pk>/", assessments.ImportDetail.as_view(), name="import"),
    path("imports/<int:pk>/write/", assessments.ImportWrite.as_view(), name="import-write"),
    path("imports/<int:pk>/drop/", assessments.ImportDrop.as_view(), name="import-drop"),
    path("imports/<int:pk>/undo/", assessments.ImportUndo.as_view(), name="import-undo"),
    path("imports/<int:pk>/file/", assessments.ImportFile.as_view(), name="import-file"),
    path("imports/<int:pk>/annotated/", assessments.ImportAnnotated.as_view(), name="import-annotated"),
    path("jobs/", reports.JobList.as_view(), name="job-list"),
    path("jobs/<int:pk>/", reports.JobDetail.as_view(), name="job"),
    path("jobs/<int:pk>/stop/", reports.JobStop.as_view(), name="job-stop"),
    path("records/", reports.RecordList.as_view(), name="record-list"),
]
