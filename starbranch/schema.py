"""The OpenAPI description: an app is a tag, and every operation tells the errors that it may answer with."""

import re
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from uritemplate import variables

BODIES = {"POST", "PUT", "PATCH"}
REFUSALS = {
    400: "The body cannot be read.",
    401: "Nobody has signed in, or the token serves no more.",
    403: "Seen, but not permitted; or a one-time password that must be changed first.",
    404: "Unknown, or not seen by this person.",
    406: "Answers are JSON.",
    409: "The state of things does not permit it now, or somebody else changed the same thing.",
    413: "The body is too large.",
    415: "A body of this kind is not read here.",
    422: "Some values cannot be taken; `details` names them.",
    428: "If-Match is missing.",
    429: "Too many attempts.",
    500: "Something unexpected; `details.number` finds it in the log.",
}


class ErrorDetailSerializer(serializers.Serializer):
    """Why an act was refused, and what to do next."""

    code = serializers.CharField(help_text="For machines, such as “stage-not-open”, in every language the same.")
    message = serializers.CharField(help_text="For readers, in their language.")
    details = serializers.DictField(help_text="By field: texts; after a conflict both values.")


class ErrorSerializer(serializers.Serializer):
    """Everything that is refused has this shape."""

    error = ErrorDetailSerializer()


class Schema(AutoSchema):
    """An operation's description. A view may add statuses of its own in `errors`, by method."""

    def get_tags(self) -> list[str]:
        return [type(self.view).__module__.split(".")[1]]

    def get_summary(self) -> str:
        """The first clause of the description."""
        return re.split(r"[.:;]", self.get_description(), maxsplit=1)[0].replace("`", "")

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for status in sorted(self.errors()):
            refusal = OpenApiResponse(ErrorSerializer, REFUSALS[status])
            bodies.setdefault(str(status), self._get_response_for_code(refusal, str(status), ["application/json"]))
        return bodies

    def errors(self) -> set[int]:
        """Which refusals this operation knows."""
        found = {401, 403, 406, 500} | getattr(self.view, "errors", {}).get(self.method, set())
        if self.method in BODIES and self.get_request_serializer() is not None:
            found |= {400, 413, 415, 422}
        if variables(self.path):
            found.add(404)
        if self.method not in {"GET", "HEAD"}:
            found.add(409)
        elif self._is_list_view() or getattr(self.view, "filterset_class", None):
            found.add(422)
        return found


class SessionScheme(OpenApiAuthenticationExtension):
    """The browser's session for the description."""

    target_class = "starbranch.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
