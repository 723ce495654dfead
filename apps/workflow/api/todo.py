"""To-do lists, notes, blockers and late work over REST."""

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.workflow.blockers import blockers, done
from apps.workflow.facts import gather, with_facts
from apps.workflow.filters import NoteFilter
from apps.workflow.late import late_work
from apps.workflow.models import Note, NoteQuerySet
from apps.workflow.serializers.todo import (
    BlockersSerializer,
    LateWorkSerializer,
    NewNoteSerializer,
    NoteSerializer,
    ReceiverSerializer,
    TodoSerializer,
)
from apps.workflow.services import add_note, finish_note, hand_over_item
from apps.workflow.todo import todo_of

KEY = OpenApiParameter("key", str, OpenApiParameter.PATH, description="The key of an item of one's own list.")


class TodoList(Door):
    """What one has to do."""

    queryset = Note.objects.none()

    @extend_schema(responses=TodoSerializer)
    def get(self, request: Request) -> Response:
        """One's own list, derived from facts as they stand now, and what others owe. Never anybody else's."""
        return self.answer(TodoSerializer, todo_of(request.user))


class ItemHandOver(Door):
    """An item to somebody else."""

    queryset = Note.objects.none()

    @extend_schema(request=ReceiverSerializer, responses=NoteSerializer, parameters=[KEY])
    def post(self, request: Request, key: str) -> Response:
        """Hand an item of one's list to somebody of one's reach.

        A note moves to that person's list. A derived item is asked for by a note; rights do not move with it. 409 where
        the item is not on the list any more.
        """
        person = self.given(ReceiverSerializer)["person"]
        return self.answer(NoteSerializer, hand_over_item(request.user, key, person))


class NoteRows(Door):
    serializer_class = NoteSerializer

    def get_queryset(self) -> NoteQuerySet:
        return Note.objects.visible_to(self.request.user).select_related("person")


class NoteList(NoteRows, ListDoor):
    """Notes on one's own list and those that one handed to others, newest first."""

    filterset_class = NoteFilter
    page_keys = ("-pk",)

    @extend_schema(request=NewNoteSerializer, responses={201: NoteSerializer})
    def post(self, request: Request) -> Response:
        """Note something on one's own list."""
        note = add_note(request.user, **self.given(NewNoteSerializer))
        return self.made(NoteSerializer, note, reverse("api:note-list"))


class NoteDone(NoteRows):
    """The end of a note."""

    @extend_schema(request=None, responses=NoteSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Tick off a note of one's own list; once more changes nothing."""
        return self.answer(NoteSerializer, finish_note(request.user, seen(self.get_queryset(), pk=pk)))


class CampaignRows(Door):
    queryset = Campaign.objects.none()

    def campaign(self, permission: str) -> Campaign:
        """The campaign of the address; 404 for unknown and invisible alike, 403 without the office."""
        rows = with_facts(Campaign.objects.visible_to(self.request.user))
        campaign = seen(rows, slug=self.kwargs["slug"])
        authorise(self.request.user, permission, campaign)
        return campaign


class Blockers(CampaignRows):
    """What is left before the next step."""

    @extend_schema(responses=BlockersSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """What stands in the way of the campaign's next step, and what is done. For who conducts it."""
        campaign = self.campaign("campaigns.change_campaign")
        facts = gather([campaign])[campaign.pk]
        return self.answer(BlockersSerializer, {"blockers": blockers(facts, has_effect=True), "done": done(facts)})


class LateWork(CampaignRows):
    """What is late."""

    @extend_schema(responses=LateWorkSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Late work by unit, with who answers for it today. For who compares branches."""
        campaign = self.campaign("campaigns.compare_branches")
        return self.answer(LateWorkSerializer, {"late": late_work(campaign)})
