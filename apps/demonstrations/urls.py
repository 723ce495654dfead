"""Addresses of programmes, their batches and gates."""

from django.urls import path, re_path

from apps.demonstrations.views import batches, gates, programmes

app_name = "demonstrations"
urlpatterns = [
    path("", programmes.ProgrammeList.as_view(), name="list"),
    path("new/", programmes.ProgrammeCreate.as_view(), name="create"),
    path("<slug:programme>/", programmes.BoardPage.as_view(), name="board"),
    path("<slug:programme>/edit/", programmes.ProgrammeChange.as_view(), name="change"),
    path("<slug:programme>/end/", programmes.ProgrammeEnd.as_view(), name="end"),
    path("<slug:programme>/batches/new/", batches.BatchCreate.as_view(), name="batch-new"),
    path("<slug:programme>/batches/<int:batch>/", batches.BatchPage.as_view(), name="batch"),
    path("<slug:programme>/batches/<int:batch>/edit/", batches.BatchChange.as_view(), name="batch-change"),
    re_path(
        r"^(?P<programme>[-\w]+)/batches/(?P<batch>\d+)/acts/(?P<act>call|begin|drop)/$",
        batches.BatchAct.as_view(),
        name="batch-act",
    ),
    path("<slug:programme>/batches/<int:batch>/gates/new/", batches.GateCreate.as_view(), name="gate-new"),
    path("<slug:programme>/batches/<int:batch>/gates/<int:gate>/", gates.GatePage.as_view(), name="gate"),
    path(
        "<slug:programme>/batches/<int:batch>/gates/<int:gate>/edit/", batches.GateChange.as_view(), name="gate-change"
    ),
    re_path(
        r"^(?P<programme>[-\w]+)/batches/(?P<batch>\d+)/gates/(?P<gate>\d+)/acts/"
        r"(?P<act>open|run|close|remove|earlier|later)/$",
        gates.GateAct.as_view(),
        name="gate-act",
    ),
]
