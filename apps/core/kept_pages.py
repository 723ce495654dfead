"""Which page need not be made again? One that this very session was shown a moment ago, while nothing that it depends
on has changed: kept as bytes, named by an ETag (docs/decisions/0011-pages-as-bytes.md).
"""

import re
import zlib
from hashlib import sha256
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.generic import View

CACHE = "pages"
# Whatever it depends on: nothing older than this is shown.
SECONDS = 60
QUICKLY = 1
READING = {"GET", "HEAD"}
# The form token is masked anew each time a page is made; the secret behind it is a part of the key.
TOKEN = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"')


class KeptPage(View):
    """Stands before a page's other bases. The key holds session, form secret, language and address, so bytes come back
    to the very session that they were made for; `depends_on` adds the person and what is shown."""

    def depends_on(self) -> tuple[Any, ...] | None:
        """Plain values that change whenever the page must be made anew; None: it is not to be kept at all."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = key_of(self, request)
        kept = caches[CACHE].get(key) if key else None
        if kept is None:
            response = super().dispatch(request, *args, **kwargs)
            return keep(request, key, response) if key else response
        etag, packed = kept
        is_held = request.headers.get("If-None-Match") == etag
        return named(request, HttpResponse(b"" if is_held else zlib.decompress(packed)), etag)


def key_of(page: KeptPage, request: HttpRequest) -> str:
    """What the bytes are kept by; empty where this answer is for once only."""
    secret = request.META.get("CSRF_COOKIE")
    if request.method not in READING or not request.user.is_authenticated or not secret or len(get_messages(request)):
        return ""
    found = page.depends_on()
    if found is None:
        return ""
    asked = (request.get_full_path(), request.headers.get("HX-Request"), request.headers.get("HX-Target"))
    session = (request.session.session_key, secret, get_language())
    return sha256(repr((asked, session, found)).encode()).hexdigest()


def keep(request: HttpRequest, key: str, response: HttpResponse) -> HttpResponse:
    """Make the page, keep its bytes, and answer; what is no whole page passes."""
    if hasattr(response, "render"):
        response.render()
    if response.status_code != 200 or response.streaming or response.has_header("Content-Disposition"):
        return response
    body = response.content
    etag = f'"{sha256(key.encode() + TOKEN.sub(b"", body)).hexdigest()[:32]}"'
    caches[CACHE].set(key, (etag, zlib.compress(body, QUICKLY)), SECONDS)
    return named(request, response, etag)


def named(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """The answer with its name: browsers keep it for themselves and ask each time; nothing is sent twice."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Cookie", "HX-Request"))
    return get_conditional_response(request, etag=etag, response=response)
