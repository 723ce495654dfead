"""Whoever has acted on a page sees the own list counted anew on the next."""

from django.http import HttpRequest, HttpResponse

from apps.workflow.bell import forget

READING = {"GET", "HEAD", "OPTIONS"}


class FreshBell:
    """Forgets the figures beside the bell after each form that was sent.

    What scripts and programs send (answered in JSON) comes too often for that: a mark saved as it is typed must not
    make the next page count everything again. There the figures are at most a minute old.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_json = response.get("Content-Type", "").startswith("application/json")
        if request.method not in READING and not is_json and request.user.is_authenticated:
            forget(request.user)
        return response
