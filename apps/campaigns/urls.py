from django.urls import path

from apps.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.CampaignList.as_view(), name="list"),
    path("new/", views.CampaignCreate.as_view(), name="create"),
    path("<slug:slug>/edit/", views.CampaignChange.as_view(), name="change"),
    path("<slug:slug>/<slug:act>/", views.CampaignMove.as_view(), name="move"),
]
