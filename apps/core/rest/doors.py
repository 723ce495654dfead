"""What every REST door does: read a body through its serializer, and answer with one."""

from typing import Any

from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

NO_STORE = {"Cache-Control": "no-store"}


class Door(GenericAPIView):
    """A door for people who have signed in or hold a token; rows begin at `visible_to`."""

    def given(self, kind: type[BaseSerializer], **options: Any) -> dict[str, Any]:
        """The request's body as `kind` reads it; refuses with 422, by field."""
        serializer = kind(data=self.request.data, context=self.get_serializer_context(), **options)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, kind: type[BaseSerializer], row: Any, code: int = status.HTTP_200_OK, **options: Any) -> Response:
        """`row` as `kind` writes it."""
        return Response(kind(row, context=self.get_serializer_context()).data, status=code, **options)

    def made(self, kind: type[BaseSerializer], row: Any, url: str, **headers: str) -> Response:
        """A new row and its address."""
        place = self.request.build_absolute_uri(url)
        return self.answer(kind, row, status.HTTP_201_CREATED, headers={"Location": place, **headers})

    def accepted(self, kind: type[BaseSerializer], row: Any, url: str) -> Response:
        """Work that goes on in the background, and where to look for its end."""
        place = self.request.build_absolute_uri(url)
        return self.answer(kind, row, status.HTTP_202_ACCEPTED, headers={"Location": place})


class ListDoor(ListModelMixin, Door):
    """A list, a page at a time; give `page_keys`, the columns that the list is ordered by, unique together."""

    page_keys: tuple[str, ...] = ("pk",)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)
