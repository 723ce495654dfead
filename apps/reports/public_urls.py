from django.urls import path

from apps.reports.views import public

app_name = "branches-public"
urlpatterns = [
    path("", public.Campaigns.as_view(), name="campaigns"),
    path("<slug:slug>/", public.Branches.as_view(), name="list"),
    path("<slug:slug>/<int:pk>/", public.Branch.as_view(), name="branch"),
]
