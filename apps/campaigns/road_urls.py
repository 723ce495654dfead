"""Addresses of roads and of issued documents."""

from django.urls import path

from apps.campaigns import views

app_name = "roads"
urlpatterns = [
    path("new/", views.RoadCreate.as_view(), name="create"),
    path("<int:pk>/edit/", views.RoadChange.as_view(), name="change"),
    path("<int:pk>/documents/", views.RoadDocuments.as_view(), name="documents"),
    path("documents/<int:pk>/", views.DocumentFile.as_view(), name="document"),
    path("documents/<int:pk>/remove/", views.DocumentRemove.as_view(), name="document-remove"),
]
