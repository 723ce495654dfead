from django.urls import path

from apps.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.CampaignList.as_view(), name="list"),
    path("new/", views.CampaignCreate.as_view(), name="create"),
    path("<slug:slug>/edit/", views.CampaignChange.as_view(), name="change"),
    path("<slug:slug>/extensions/", views.Extensions.as_view(), name="extensions"),
    path("<slug:slug>/extensions/<int:pk>/end/", views.ExtensionEnd.as_view(), name="extension-end"),
    path("<slug:slug>/documents/", views.Documents.as_view(), name="documents"),
    path("<slug:slug>/targets/", views.Targets.as_view(), name="targets"),
    path("<slug:slug>/publicity/", views.Publicity.as_view(), name="publicity"),
    path("<slug:slug>/<slug:act>/", views.CampaignMove.as_view(), name="move"),
]
