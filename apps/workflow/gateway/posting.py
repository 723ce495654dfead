"""One POST over the network, with a longest wait; the only place that opens a connection to a gateway."""

from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from apps.workflow.gateway.letters import HttpPost

MOST_BYTES = 64 * 1024


class NotReached(Exception):
    """Nothing was handed over; it may be tried again."""


class NoAnswer(Exception):
    """It was handed over, and nobody said whether it was taken."""


class NoRedirect(HTTPRedirectHandler):
    """A gateway that points elsewhere is refused: a message for one house is not carried to another."""

    def redirect_request(self, *_: object) -> None:
        return None


opener = build_opener(NoRedirect)


def post(request: HttpPost, seconds: float) -> tuple[int, bytes]:
    """Status and body of the answer; raises `NotReached` or `NoAnswer`. Addresses stay out of what they say."""
    if urlsplit(request.url).scheme not in {"http", "https"}:
        raise NotReached("http or https only")
    headers = {"Content-Type": "application/json; charset=utf-8"} | request.headers
    method = "POST" if request.body else "GET"
    asked = Request(request.url, data=request.body or None, headers=headers, method=method)  # noqa: S310
    try:
        with opener.open(asked, timeout=seconds) as answer:
            return answer.status, answer.read(MOST_BYTES)
    except HTTPError as answer:
        with answer:
            return answer.code, answer.read(MOST_BYTES)
    except URLError as fault:
        raise NotReached(named(fault.reason)) from None
    except OSError as fault:
        raise NoAnswer(named(fault)) from None


def named(fault: object) -> str:
    """A fault of the network in the system's words, without the address it came from."""
    return getattr(fault, "strerror", None) or type(fault).__name__
