from django.urls import path

from apps.demonstrations.views import conferrals, reviews, titles

app_name = "titles"
urlpatterns = [
    path("", titles.TitleList.as_view(), name="list"),
    path("titles.xlsx", titles.TitleWorkbook.as_view(), name="workbook"),
    path("reviews/ask/", reviews.ReviewsAsk.as_view(), name="reviews-ask"),
    path("naming/<int:batch>/", conferrals.ConferralPage.as_view(), name="naming"),
    path("naming/<int:batch>/acts/<slug:act>/", conferrals.ConferralMove.as_view(), name="naming-act"),
    path("naming/<int:batch>/papers/<int:paper>/", conferrals.ConferralPaper.as_view(), name="naming-paper"),
    path("<int:pk>/", titles.TitlePage.as_view(), name="page"),
    path("<int:pk>/steps/<int:step>/acts/<slug:act>/", titles.StepMove.as_view(), name="step-act"),
    path("<int:pk>/reviews/<int:review>/", reviews.ReviewPage.as_view(), name="review"),
    path("<int:pk>/reviews/<int:review>/acts/<slug:act>/", reviews.ReviewMove.as_view(), name="review-act"),
]
