"""One shape of error for everything that REST refuses."""

from rest_framework.views import exception_handler


def error_response(error, context):
    return exception_handler(error, context)
