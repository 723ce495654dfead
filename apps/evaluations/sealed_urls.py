"""Addresses of seals that anybody may open."""

from django.urls import path

from apps.evaluations.views import sealed

app_name = "sealed"
urlpatterns = [
    path("check.py", sealed.Checker.as_view(), name="checker"),
    path("<slug:slug>/", sealed.SealedPage.as_view(), name="page"),
    path("<slug:slug>/file/", sealed.SealedFile.as_view(), name="file"),
]
