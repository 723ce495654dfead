"""Grade dictionaries over REST: read by everybody whom they concern, written by staff."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor
from apps.criteria.dictionaries import levels_of
from apps.criteria.dictionary_serializers import DictionarySerializer, NewDictionarySerializer
from apps.criteria.models import Dictionary, DictionaryQuerySet
from apps.criteria.services import delete_dictionary, write_dictionary
from apps.rating.dictionary import propose


class DictionaryRows(Door):
    serializer_class = DictionarySerializer

    def get_queryset(self) -> DictionaryQuerySet:
        return Dictionary.objects.visible_to(self.request.user).select_related("committee", "source", "target")


class DictionaryList(DictionaryRows, ListDoor):
    """Dictionaries of the committees below and above one's offices."""

    page_keys = ("pk",)

    @extend_schema(request=NewDictionarySerializer, responses={201: DictionarySerializer})
    def post(self, request: Request) -> Response:
        """Write a dictionary, over what the committee said before; without `words` as the order of levels proposes."""
        given = self.given(NewDictionarySerializer)
        source, target = given["source"], given["target"]
        given.setdefault("words", propose(list(levels_of(source).values()), list(levels_of(target).values())))
        row = write_dictionary(request.user, **given)
        return self.made(DictionarySerializer, row, reverse("api:dictionary", args=[row.pk]))


class DictionaryDetail(DictionaryRows):
    """One dictionary."""

    @extend_schema(responses=DictionarySerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One dictionary with its words."""
        return self.answer(DictionarySerializer, seen(self.get_queryset(), pk=pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take a dictionary away; the record keeps its words."""
        delete_dictionary(request.user, seen(self.get_queryset(), pk=pk))
        return Response(status=204)
