"""Addresses of a campaign's ballot, below the campaign."""

from django.urls import path

from apps.ballots.views import asking, papers, results, slips, turnout, voters

app_name = "ballots"
urlpatterns = [
    path("", turnout.TurnoutPage.as_view(), name="turnout"),
    path("count/", turnout.CountStart.as_view(), name="count"),
    path("questions/", asking.SetUp.as_view(), name="set-up"),
    path("preview/", asking.Preview.as_view(), name="preview"),
    path("voters/", voters.VoterPage.as_view(), name="voters"),
    path("voters.xlsx", voters.VoterFile.as_view(), name="voters-file"),
    path("voters/file/", voters.VoterFileIn.as_view(), name="voters-in"),
    path("voters/named/", voters.NamedIn.as_view(), name="named-in"),
    path("slips/", slips.SlipList.as_view(), name="slips"),
    path("slips/<int:unit>/", slips.SlipPage.as_view(), name="slips-of"),
    path("papers/", papers.PaperList.as_view(), name="papers"),
    path("papers/new/", papers.PaperNew.as_view(), name="paper-new"),
    path("papers/<int:pk>/", papers.PaperPage.as_view(), name="paper"),
    path("papers/<int:pk>/<slug:act>/", papers.PaperAct.as_view(), name="paper-act"),
    path("results/", results.ResultPage.as_view(), name="results"),
    path("results/<int:pk>/", results.BranchResults.as_view(), name="results-of"),
]
