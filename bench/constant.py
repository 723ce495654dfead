"""The addresses of starbranch and one more: a page that is always the same, behind the same middleware and sign-in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from apps.core.doors import SignedInView
from starbranch.urls import urlpatterns as pages

ADDRESS = "/constant/"
BODY = "<!doctype html>\n" + "<p>" + "星" * 20_000 + "</p>\n"


class Constant(SignedInView):
    """Some sixty thousand bytes, as a league page has, that nobody makes."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(BODY)


urlpatterns = [path(ADDRESS[1:], Constant.as_view(), name="constant"), *pages]
