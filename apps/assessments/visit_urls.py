from django.urls import path

from apps.assessments.views import stops, visits

app_name = "visits"
urlpatterns = [
    path("", visits.VisitList.as_view(), name="list"),
    path("new/", visits.VisitNew.as_view(), name="new"),
    path("worker.js", stops.VisitWorker.as_view(), name="worker"),
    path("<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("<int:pk>/change/", visits.VisitChange.as_view(), name="change"),
    path("<int:pk>/cancel/", visits.VisitCancel.as_view(), name="cancel"),
    path("<int:pk>/plan.xlsx", visits.VisitExport.as_view(), name="export"),
    path("<int:pk>/stops/<int:stop>/move/", visits.StopMove.as_view(), name="move"),
    path("stops/<int:pk>/", stops.StopPage.as_view(), name="stop"),
    path("stops/<int:pk>/sign/", stops.SignPage.as_view(), name="sign"),
    path("stops/<int:pk>/findings/<int:finding>/", stops.FindingAnswer.as_view(), name="answer"),
    path("stops/<int:pk>/<slug:act>/", stops.StopAct.as_view(), name="act"),
]
