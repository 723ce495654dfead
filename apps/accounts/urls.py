from django.urls import path

from apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.Me.as_view(), name="me"),
    path("preferences/", views.Preferences.as_view(), name="preferences"),
]
