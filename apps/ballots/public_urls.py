"""Addresses of voters: no account, no session, no code in any address."""

from django.urls import path

from apps.ballots.views import voting

app_name = "vote"
urlpatterns = [
    path("", voting.Vote.as_view(), name="vote"),
    path("receipt/", voting.Receipt.as_view(), name="receipt"),
]
