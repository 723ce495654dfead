"""Rulebooks, campaigns with their dates, units, ballots."""

from django.urls import path

from apps.assessments import api as assessments
from apps.ballots import api as ballots
from apps.campaigns import api as campaigns
from apps.criteria import api as criteria
from apps.reports import api as reports

urlpatterns = [
    path("rulebooks/<int:pk>/", criteria.VersionDetail.as_view(), name="rulebook"),
    path("rulebooks/<int:pk>/aloud/", criteria.VersionAloud.as_view(), name="rulebook-aloud"),
    path("rulebooks/<int:pk>/compare/", criteria.VersionCompare.as_view(), name="rulebook-compare"),
    path("dictionaries/", criteria.DictionaryList.as_view(), name="dictionary-list"),
    path("dictionaries/<int:pk>/", criteria.DictionaryDetail.as_view(), name="dictionary"),
    path("rulebook-drafts/", criteria.DraftList.as_view(), name="rulebook-draft-list"),
    path("rulebook-drafts/<int:pk>/", criteria.DraftDetail.as_view(), name="rulebook-draft"),
    path("rulebook-drafts/<int:pk>/check/", criteria.DraftCheck.as_view(), name="rulebook-draft-check"),
    path("rulebook-drafts/<int:pk>/trial/", criteria.DraftTrial.as_view(), name="rulebook-draft-trial"),
    path("rulebook-drafts/<int:pk>/aloud/", criteria.DraftAloud.as_view(), name="rulebook-draft-aloud"),
    path("rulebook-drafts/<int:pk>/compare/", criteria.DraftCompare.as_view(), name="rulebook-draft-compare"),
    path("rulebook-drafts/<int:pk>/workbook/", criteria.DraftWorkbook.as_view(), name="rulebook-draft-workbook"),
    path("rulebook-drafts/<int:pk>/import/", criteria.DraftImport.as_view(), name="rulebook-draft-import"),
    path("rulebook-drafts/<int:pk>/publish/", criteria.DraftPublish.as_view(), name="rulebook-draft-publish"),
    path("campaigns/", campaigns.CampaignList.as_view(), name="campaign-list"),
    path("campaigns/<slug:slug>/", campaigns.CampaignDetail.as_view(), name="campaign"),
    path("campaigns/<slug:slug>/acts/<slug:act>/", campaigns.CampaignMove.as_view(), name="campaign-act"),
    path("campaigns/<slug:slug>/extensions/", campaigns.ExtensionList.as_view(), name="extension-list"),
    path("campaigns/<slug:slug>/extensions/<int:pk>/end/", campaigns.ExtensionEnd.as_view(), name="extension-end"),
    path("campaigns/<slug:slug>/publicity/", campaigns.CampaignPublicity.as_view(), name="campaign-publicity"),
    path("campaigns/<slug:slug>/documents/", campaigns.CampaignDocuments.as_view(), name="campaign-documents"),
    path("campaigns/<slug:slug>/targets/", campaigns.CampaignTargets.as_view(), name="campaign-targets"),
    path("working-days/", campaigns.DayList.as_view(), name="day-list"),
    path("working-days/fill/", campaigns.DaysFill.as_view(), name="days-fill"),
    path("working-days/import/", campaigns.DaysImport.as_view(), name="days-import"),
    path("working-days/<str:day>/", campaigns.DayDetail.as_view(), name="day"),
    path("roads/", campaigns.RoadList.as_view(), name="road-list"),
    path("roads/<int:pk>/", campaigns.RoadDetail.as_view(), name="road"),
    path("roads/<int:pk>/documents/", campaigns.RoadDocuments.as_view(), name="road-documents"),
    path("roads/<int:pk>/reached/", reports.RoadReached.as_view(), name="road-reached"),
    path("documents/<int:pk>/", campaigns.DocumentDetail.as_view(), name="document"),
    path("documents/<int:pk>/file/", campaigns.DocumentFile.as_view(), name="document-file"),
    path("campaigns/<slug:slug>/enrol/", assessments.Enrol.as_view(), name="enrol"),
    path("campaigns/<slug:slug>/units/", assessments.UnitList.as_view(), name="unit-list"),
    path("campaigns/<slug:slug>/units/<int:pk>/", assessments.UnitDetail.as_view(), name="unit"),
    path("campaigns/<slug:slug>/units/<int:pk>/workbook/", assessments.UnitWorkbook.as_view(), name="unit-workbook"),
    path("campaigns/<slug:slug>/units/<int:pk>/hand-over/", assessments.UnitHandOver.as_view(), name="unit-hand-over"),
    path("campaigns/<slug:slug>/units/<int:pk>/recall/", assessments.UnitRecall.as_view(), name="unit-recall"),
    path("campaigns/<slug:slug>/handovers/", assessments.HandoverList.as_view(), name="handover-list"),
    path(
        "campaigns/<slug:slug>/handovers/receive/",
        assessments.HandoverReceiveAll.as_view(),
        name="handover-receive-all",
    ),
    path("handovers/<int:pk>/receive/", assessments.HandoverReceive.as_view(), name="handover-receive"),
    path("handovers/<int:pk>/send-back/", assessments.HandoverSendBack.as_view(), name="handover-send-back"),
    path("campaigns/<slug:slug>/refinements/", assessments.RefinementList.as_view(), name="refinement-list"),
    path(
        "campaigns/<slug:slug>/refinements/<int:pk>/<str:section>/",
        assessments.RefinementDetail.as_view(),
        name="refinement",
    ),
    path(
        "campaigns/<slug:slug>/refinements/<int:pk>/<str:section>/<slug:act>/",
        assessments.RefinementMove.as_view(),
        name="refinement-act",
    ),
    path("campaigns/<slug:slug>/exchange/", assessments.Exchange.as_view(), name="exchange"),
    path("campaigns/<slug:slug>/ballot/", ballots.BallotDetail.as_view(), name="ballot"),
    path("campaigns/<slug:slug>/ballot/rolls/", ballots.RollList.as_view(), name="ballot-rolls"),
    path("campaigns/<slug:slug>/ballot/voters/", ballots.VoterFile.as_view(), name="ballot-voters"),
    path("campaigns/<slug:slug>/ballot/slips/", ballots.SlipList.as_view(), name="ballot-slips"),
    path("campaigns/<slug:slug>/ballot/turnout/", ballots.TurnoutDetail.as_view(), name="ballot-turnout"),
    path("campaigns/<slug:slug>/ballot/papers/", ballots.PaperList.as_view(), name="ballot-piles"),
    path("campaigns/<slug:slug>/ballot/papers/<int:pk>/", ballots.PaperDetail.as_view(), name="ballot-pile"),
    path(
        "campaigns/<slug:slug>/ballot/papers/<int:pk>/<slug:act>/", ballots.PaperAct.as_view(), name="ballot-pile-act"
    ),
    path("campaigns/<slug:slug>/ballot/count/", ballots.BallotCount.as_view(), name="ballot-count"),
    path("campaigns/<slug:slug>/ballot/results/", ballots.BallotResults.as_view(), name="ballot-results"),
    path("campaigns/<slug:slug>/ballot/results/<int:pk>/", ballots.BranchResults.as_view(), name="ballot-result"),
]
