"""Lists over REST: what they are made of, their entries, sums, pairs alike and workbook."""

from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor
from apps.core.tables import write_xlsx
from apps.ledgers import services
from apps.ledgers.choices import Why
from apps.ledgers.defining import Ledger
from apps.ledgers.entry_list import Asked, workbook_of
from apps.ledgers.models import Entry, EntryQuerySet
from apps.ledgers.reading import ledgers
from apps.ledgers.selectors import alike_pairs, counts_for, drawing_slugs, entries_for, taken_up, used_of
from apps.ledgers.serializers import (
    EntrySerializer,
    FilledSerializer,
    LedgerListSerializer,
    LedgerSerializer,
    NamesakesListSerializer,
    SumsSerializer,
)
from apps.ledgers.sums import sums_of

INT, STR = OpenApiTypes.INT, OpenApiTypes.STR
ASKED = [
    OpenApiParameter("q", STR, description="Part of name or organisation, their pinyin or initials."),
    OpenApiParameter("unit", INT, description="At or below this organisation."),
    OpenApiParameter("zone", INT),
    OpenApiParameter("year", INT),
    OpenApiParameter("choice", STR, description="A choice of the list's main column."),
    OpenApiParameter("state", STR),
    OpenApiParameter("about", INT, description="About this entry of another list."),
    OpenApiParameter("ended", STR, enum=["1"], description="Those that were taken out instead of those that stand."),
]


def figures_of(rows: list[Entry]) -> dict[str, Any]:
    """What a serializer needs besides the rows: what was used of them, who took them up."""
    draws = bool(rows) and bool(drawing_slugs(rows[0].ledger))
    return {"used": used_of(rows) if draws else None, "times": taken_up(rows)}


class LedgerDoors(Door):
    queryset = Entry.objects.none()

    @cached_property
    def ledger(self) -> Ledger:
        """The list that the address names; 404 for unknown ones."""
        found = ledgers().get(self.kwargs["ledger"])
        if found is None:
            raise Http404
        return found

    @property
    def entries(self) -> EntryQuerySet:
        return entries_for(self.request.user, self.ledger)

    @property
    def narrowed(self) -> EntryQuerySet:
        """The entries that the address asks for."""
        return Asked.of(self.ledger, self.request.query_params, self.request.user).narrowed(self.entries)


class LedgerList(Door):
    """All lists."""

    queryset = Entry.objects.none()

    @extend_schema(responses=LedgerListSerializer, operation_id="ledgers_list")
    def get(self, request: Request) -> Response:
        """Every list with its columns and how many standing entries one sees."""
        context = {"counts": counts_for(request.user)}
        return Response(LedgerListSerializer({"results": list(ledgers().values())}, context=context).data)


class LedgerDetail(LedgerDoors):
    """One list."""

    @extend_schema(responses=LedgerSerializer)
    def get(self, request: Request, ledger: str) -> Response:
        """What the list is made of."""
        return Response(LedgerSerializer(self.ledger, context={"counts": counts_for(request.user)}).data)


class EntryList(LedgerDoors, ListDoor):
    """Entries of one list, newest first."""

    serializer_class = EntrySerializer
    page_keys = ("-pk",)

    @extend_schema(parameters=ASKED)
    def get(self, request: Request, ledger: str) -> Response:
        """Entries that one sees; `left` is told of grants, `times` of published cases."""
        rows = self.paginate_queryset(self.narrowed)
        context = self.get_serializer_context() | figures_of(rows)
        return self.get_paginated_response(EntrySerializer(rows, many=True, context=context).data)

    @extend_schema(request=FilledSerializer, responses={201: EntrySerializer})
    def post(self, request: Request, ledger: str) -> Response:
        """A new entry. 422 tells faults by column key; 409 what the list's rule does not permit, such as over-grant."""
        body = FilledSerializer(data=request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        entry = services.add_entry(request.user, self.ledger, body.raw(self.ledger))
        return self.made(EntrySerializer, entry, reverse("api:entry", args=[entry.pk]))


class LedgerSums(LedgerDoors):
    """What a list adds up to."""

    @extend_schema(responses=SumsSerializer, parameters=ASKED)
    def get(self, request: Request, ledger: str) -> Response:
        """Sums by year and by unit, for each choice of the list's main column."""
        sums = sums_of(self.ledger, self.narrowed, self.ledger.column(self.ledger.tally))
        return Response(SumsSerializer(sums).data)


class LedgerPairs(LedgerDoors):
    """Names alike."""

    @extend_schema(responses=NamesakesListSerializer)
    def get(self, request: Request, ledger: str) -> Response:
        """Pairs of entries whose names are alike and that nobody has judged; 404 where a list looks for none."""
        if not self.ledger.finds_alike:
            raise Http404
        authorise(request.user, "ledgers.decide_entry")
        rows = {row.pk: row for row in self.entries.standing().order_by("pk")}
        pairs = [
            {"first": first, "second": second, "why": Why(why).value}
            for first, second, why in alike_pairs(self.ledger, rows)
        ]
        return Response(NamesakesListSerializer({"results": pairs}).data)


class LedgerWorkbook(LedgerDoors, FileDoor):
    """The workbook of a list."""

    @extend_schema(responses=WORKBOOK_RESPONSE, parameters=ASKED)
    def get(self, request: Request, ledger: str) -> FileResponse:
        """Entries as .xlsx, which an import reads again."""
        headings, cells = workbook_of(self.ledger, self.narrowed.order_by("committee", "number"), request.user)
        return self.file(write_xlsx(headings, cells, name=str(self.ledger.title)), f"{self.ledger.slug}.xlsx")
