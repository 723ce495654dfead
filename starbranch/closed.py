"""Doors of the sign-in package that stay shut: nobody here signs in or resets a password by e-mail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path


def no_such_page(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    re_path(r"^(?:email|confirm-email|login/code|password/set|password/reset)/", no_such_page, name="closed-door")
]
