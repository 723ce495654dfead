"""One entry over REST: what it says and said, changes, files, names alike."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.rest.doors import Door
from apps.ledgers import services
from apps.ledgers.api.lists import figures_of
from apps.ledgers.entry_page import visible_files
from apps.ledgers.models import Entry, EntryQuerySet
from apps.ledgers.reading import ledgers
from apps.ledgers.selectors import alike_of
from apps.ledgers.serializers import (
    AlikeListSerializer,
    ChangedSerializer,
    EntryDetailSerializer,
    EntryMoveSerializer,
    FilesSerializer,
    FileUseSerializer,
    WhySerializer,
)
from apps.ledgers.services.proof import files_of


class EntryRows(Door):
    serializer_class = EntryDetailSerializer

    def get_queryset(self) -> EntryQuerySet:
        rows = Entry.objects.visible_to(self.request.user)
        return rows.select_related("node__zone", "committee", "version", "about__node")

    def entry(self, key: str = "pk") -> Entry:
        """The entry that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs[key])

    def shown(self, entry: Entry) -> Response:
        """The entry with its history and files."""
        files = list(visible_files(self.request.user, entry))
        context = self.get_serializer_context() | figures_of([entry]) | {"files": files}
        return Response(EntryDetailSerializer(entry, context=context).data)


class EntryDetail(EntryRows):
    """One entry."""

    def get(self, request: Request, pk: int) -> Response:
        """One entry with everything that it ever said."""
        return self.shown(self.entry())

    @extend_schema(request=ChangedSerializer, responses=EntryDetailSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Other values with a reason; what is not given stays. 409 `changed` where `revision` is not the latest."""
        entry = self.entry()
        body = ChangedSerializer(data=request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        raw, given = body.raw(ledgers()[entry.ledger]), body.validated_data
        seen_revision = given.get("revision")
        changed = services.change_entry(request.user, entry, raw, reason=given["reason"], seen=seen_revision)
        return self.shown(changed)


class EntryEnd(EntryRows):
    """An entry's end."""

    @extend_schema(request=WhySerializer, responses=EntryDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Take it out of its list with a reason; it stays readable."""
        given = self.given(WhySerializer)
        return self.shown(services.end_entry(request.user, self.entry(), reason=given["reason"]))


class EntryMove(EntryRows):
    """An entry's state."""

    @extend_schema(request=EntryMoveSerializer, responses=EntryDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Move it to another state by an act that its state knows, such as review or publish."""
        entry = self.entry()
        return self.shown(services.move_entry(request.user, entry, **self.given(EntryMoveSerializer)))


class EntryFiles(EntryRows):
    """Proof files of an entry."""

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    @extend_schema(request={"multipart/form-data": FilesSerializer}, responses={201: FileUseSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Add a file."""
        entry = self.entry()
        use = services.add_files(request.user, entry, [self.given(FilesSerializer)["file"]])[0]
        return self.made(FileUseSerializer, use, reverse("api:entry", args=[entry.pk]))


class EntryFile(EntryRows):
    """One proof file of an entry."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, use: int) -> Response:
        """Take a file out."""
        entry = self.entry()
        services.remove_file(request.user, entry, seen(files_of(entry), pk=use))
        return Response(status=204)


class EntryAlike(EntryRows):
    """Names like an entry's."""

    @extend_schema(responses=AlikeListSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Entries of the same list whose names are like this one's; people say whether they are duplicates."""
        entry = self.entry()
        if not ledgers()[entry.ledger].finds_alike:
            raise Http404
        return Response(AlikeListSerializer({"results": alike_of(request.user, entry)}).data)


class EntryApart(EntryRows):
    """Two entries that are no duplicates."""

    @extend_schema(request=WhySerializer, responses=AlikeListSerializer)
    def post(self, request: Request, pk: int, other: int) -> Response:
        """Say that two entries with names alike are no duplicates, and why."""
        entry, second = self.entry(), self.entry("other")
        services.set_apart(request.user, entry, second, reason=self.given(WhySerializer)["reason"])
        return Response(AlikeListSerializer({"results": alike_of(request.user, entry)}).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, other: int) -> Response:
        """Take that back."""
        services.compare_again(request.user, self.entry(), self.entry("other"))
        return Response(status=204)
