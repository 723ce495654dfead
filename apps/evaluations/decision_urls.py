"""Addresses of meetings and vetoes, below a campaign."""

from django.urls import path

from apps.evaluations.views import decisions, vetoes

app_name = "decisions"
urlpatterns = [
    path("decisions/", decisions.DecisionList.as_view(), name="list"),
    path("decisions/new/", decisions.DecisionNew.as_view(), name="new"),
    path("decisions/<int:number>/", decisions.DecisionPage.as_view(), name="page"),
    path("decisions/<int:number>/sheet.pdf", decisions.DecisionSheet.as_view(), name="sheet"),
    path("decisions/<int:number>/change/", decisions.ChangeNew.as_view(), name="change"),
    path("decisions/<int:number>/matter/", decisions.MatterNew.as_view(), name="matter"),
    path("decisions/<int:number>/acts/<slug:act>/", decisions.DecisionAct.as_view(), name="act"),
    path("decisions/<int:number>/items/<int:pk>/<slug:act>/", decisions.ItemAct.as_view(), name="item"),
    path("vetoes/", vetoes.VetoList.as_view(), name="vetoes"),
    path("vetoes/confirm/", vetoes.VetoesConfirm.as_view(), name="vetoes-confirm"),
    path("vetoes/<int:pk>/file/", vetoes.VetoFile.as_view(), name="veto-file"),
    path("vetoes/<int:pk>/<slug:act>/", vetoes.VetoAct.as_view(), name="veto-act"),
]
