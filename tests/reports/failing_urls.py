"""Addresses as they are, and two whose pages cannot be made: one by a mistake, one while the database is away."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from starbranch.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def mistaken(_request: HttpRequest) -> HttpResponse:
    raise ValueError


def away(_request: HttpRequest) -> HttpResponse:
    raise OperationalError


urlpatterns = [*urlpatterns, path("mistaken/", mistaken), path("away/", away)]
