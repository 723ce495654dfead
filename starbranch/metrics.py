"""Metrics for the machines of the house: only with the token that the environment names."""

import os

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.crypto import constant_time_compare
from django_prometheus.exports import ExportToDjangoView


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text; everybody else sees no such page."""
    token = os.environ.get("STARBRANCH_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(given, token):
        raise Http404
    return ExportToDjangoView(request)


urlpatterns = [path("", metrics, name="metrics")]
