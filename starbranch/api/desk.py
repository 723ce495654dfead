"""Each person's day: jobs, to-do lists, messages; the record."""

from django.urls import path

from apps.reports import api as reports
from apps.workflow import api as workflow

urlpatterns = [
    path("jobs/", reports.JobList.as_view(), name="job-list"),
    path("jobs/<int:pk>/", reports.JobDetail.as_view(), name="job"),
    path("jobs/<int:pk>/stop/", reports.JobStop.as_view(), name="job-stop"),
    path("todo/", workflow.TodoList.as_view(), name="todo"),
    path("todo/<slug:key>/hand-over/", workflow.ItemHandOver.as_view(), name="todo-hand-over"),
    path("notes/", workflow.NoteList.as_view(), name="note-list"),
    path("notes/<int:pk>/done/", workflow.NoteDone.as_view(), name="note-done"),
    path("me/reminders/", workflow.OwnReminders.as_view(), name="own-reminders"),
    path("committees/<int:pk>/reminding/", workflow.CommitteeReminding.as_view(), name="reminding"),
    path("messages/", workflow.DeliveryRows.as_view(), name="message-list"),
    path("messages/again/", workflow.DeliveriesAgain.as_view(), name="messages-again"),
    path("messages/<int:pk>/again/", workflow.DeliveryAgain.as_view(), name="message-again"),
    path("campaigns/<slug:slug>/ballot/remind/", workflow.RemindVoters.as_view(), name="remind-voters"),
    path("campaigns/<slug:slug>/remind/<slug:topic>/", workflow.Remind.as_view(), name="remind"),
    path("campaigns/<slug:slug>/blockers/", workflow.Blockers.as_view(), name="blockers"),
    path("campaigns/<slug:slug>/late/", workflow.LateWork.as_view(), name="late-work"),
    path("records/", reports.RecordList.as_view(), name="record-list"),
    path("records/exports/", reports.RecordExportList.as_view(), name="record-export-list"),
    path("records/exports/<int:pk>/file/", reports.RecordExportFile.as_view(), name="record-export"),
    path("records/checks/", reports.RecordCheckList.as_view(), name="record-checks"),
]
