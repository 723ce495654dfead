"""Programmes, their batches and gates."""

from django.urls import path

from apps.demonstrations.api import gates, programmes

BATCH = "programmes/<slug:programme>/batches/<int:batch>/"
GATE = f"{BATCH}gates/<int:gate>/"
urlpatterns = [
    path("programmes/", programmes.ProgrammeList.as_view(), name="programme-list"),
    path("programmes/<slug:programme>/", programmes.ProgrammeDetail.as_view(), name="programme"),
    path("programmes/<slug:programme>/end/", programmes.ProgrammeEnd.as_view(), name="programme-end"),
    path("programmes/<slug:programme>/funnel/", programmes.ProgrammeFunnel.as_view(), name="programme-funnel"),
    path("programmes/<slug:programme>/batches/", programmes.BatchList.as_view(), name="batch-list"),
    path(BATCH, programmes.BatchDetail.as_view(), name="batch"),
    path(f"{BATCH}acts/<slug:act>/", programmes.BatchAct.as_view(), name="batch-act"),
    path(f"{BATCH}gates/", gates.GateList.as_view(), name="gate-list"),
    path(GATE, gates.GateDetail.as_view(), name="gate"),
    path(f"{GATE}acts/<slug:act>/", gates.GateAct.as_view(), name="gate-act"),
]
