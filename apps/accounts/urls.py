from django.urls import path

from apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.Me.as_view(), name="me"),
    path("sessions/", views.Sessions.as_view(), name="sessions"),
    path("sessions/end/", views.SessionsEnd.as_view(), name="sessions-end"),
    path("sessions/<int:pk>/end/", views.SessionEnd.as_view(), name="session-end"),
    path("preferences/", views.Preferences.as_view(), name="preferences"),
]
