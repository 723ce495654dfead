"""Addresses of the table of working days."""

from django.urls import path

from apps.campaigns import views

app_name = "days"
urlpatterns = [
    path("", views.WorkingDays.as_view(), name="list"),
    path("fill/", views.DaysFill.as_view(), name="fill"),
    path("import/", views.DaysImport.as_view(), name="import"),
    path("file/", views.DaysExport.as_view(), name="export"),
    path("<str:day>/remove/", views.DayRemove.as_view(), name="remove"),
]
