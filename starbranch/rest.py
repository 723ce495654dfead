"""One shape of error for everything that REST refuses: {"error": {"code", "message", "details"}}."""

from typing import Any

from django.core.exceptions import ValidationError as FieldError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError, Throttled, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler, set_rollback

from apps.core.errors import DomainError

PREFIX = "/api/"


def is_rest(request: HttpRequest) -> bool:
    """Whether an answer of this request is read by a program."""
    return request.path.startswith(PREFIX)


def body(code: str, message: Any, details: Any = None) -> dict[str, Any]:
    """The shape: a code for machines, a sentence for readers, details by field."""
    if details is not None and not isinstance(details, dict):
        details = {"body": details}
    return {"error": {"code": code.replace("_", "-"), "message": str(message), "details": details or {}}}


def plain_answer(status: int, code: str, message: Any, details: Any = None) -> JsonResponse:
    """The same shape for what fails outside every view."""
    return JsonResponse(body(code, message, details), status=status, json_dumps_params={"ensure_ascii": False})


def error_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to whatever a door refuses, in JSON whatever was asked for.

    None leaves a failure to the server's own handler, which numbers it.
    """
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    if isinstance(error, DomainError):
        set_rollback()
        return Response(body(error.code, error.message, error.details), status=error.status)
    if isinstance(error, FieldError):
        error = ValidationError(as_serializer_error(error))
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        response.status_code = 422
        response.data = body("invalid", _("Some values cannot be taken."), error.detail)
    elif isinstance(error, ParseError):
        response.data = body("malformed", error.detail)
    else:
        response.data = body(code_of(error), response.data["detail"], details_of(error))
    return response


def code_of(error: Exception) -> str:
    """DRF's code of an error; Django's own are not found and not permitted."""
    if isinstance(error, APIException):
        return str(error.get_codes())
    return "permission_denied" if "Permission" in type(error).__name__ else "not_found"


def details_of(error: Exception) -> dict[str, Any]:
    """How many seconds to wait, where that is why."""
    return {"wait": round(error.wait)} if isinstance(error, Throttled) and error.wait else {}
