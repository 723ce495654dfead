"""The house's addresses and one door that fails."""

from django.urls import path
from rest_framework.request import Request
from rest_framework.views import APIView

from starbranch.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Broken(APIView):
    permission_classes: list = []

    def get(self, request: Request) -> None:
        raise ZeroDivisionError("out of paper")


urlpatterns = [path("api/v1/broken/", Broken.as_view()), *urlpatterns]
