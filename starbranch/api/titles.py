"""Titles of selections: who holds them, what becomes of them, the documents that confer them."""

from django.urls import path

from apps.demonstrations.api import conferrals, titles

BATCH = "programmes/<slug:programme>/batches/<int:batch>/naming/"
urlpatterns = [
    path("programmes/<slug:programme>/titles/", titles.TitleList.as_view(), name="title-list"),
    path("programmes/<slug:programme>/titles/spread/", titles.TitleSpread.as_view(), name="title-spread"),
    path("programmes/<slug:programme>/titles/workbook/", titles.TitleWorkbook.as_view(), name="title-workbook"),
    path("programmes/<slug:programme>/reviews/ask/", titles.ReviewsAsk.as_view(), name="reviews-ask"),
    path("titles/<int:pk>/", titles.TitleDetail.as_view(), name="title"),
    path("titles/<int:pk>/steps/", titles.StepList.as_view(), name="title-step-list"),
    path("titles/<int:pk>/steps/<int:step>/acts/<slug:act>/", titles.StepMove.as_view(), name="title-step-act"),
    path("titles/<int:pk>/reviews/", titles.ReviewList.as_view(), name="review-list"),
    path("titles/<int:pk>/reviews/<int:review>/report/", titles.ReviewReport.as_view(), name="review-report"),
    path("titles/<int:pk>/reviews/<int:review>/acts/<slug:act>/", titles.ReviewMove.as_view(), name="review-act"),
    path(BATCH, conferrals.ConferralDetail.as_view(), name="conferral"),
    path(f"{BATCH}checks/", conferrals.ConferralChecks.as_view(), name="conferral-checks"),
    path(f"{BATCH}acts/<slug:act>/", conferrals.ConferralMove.as_view(), name="conferral-act"),
    path(f"{BATCH}papers/", conferrals.ConferralPapers.as_view(), name="conferral-papers"),
    path(f"{BATCH}papers/<int:paper>/", conferrals.ConferralPaper.as_view(), name="conferral-paper"),
    path("public-titles/<slug:programme>/", titles.PublicTitleList.as_view(), name="public-title-list"),
    path("public-plaques/<slug:key>/", titles.PublicPlaque.as_view(), name="public-plaque"),
]
