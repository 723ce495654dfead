"""Branches over REST: the roster, one branch, its profile."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.branches.filters import BranchFilter
from apps.branches.models import Branch, BranchQuerySet
from apps.branches.serializers import (
    BranchDetailSerializer,
    BranchSerializer,
    NewBranchSerializer,
    ProfileSerializer,
)
from apps.branches.services import change_profile, create_branch
from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor


class BranchRows(Door):
    serializer_class = BranchSerializer

    def get_queryset(self) -> BranchQuerySet:
        return Branch.objects.visible_to(self.request.user).select_related("node__zone", "unit")


class BranchList(BranchRows, ListDoor):
    """Branches of one's own subtree, in the official order."""

    filterset_class = BranchFilter
    page_keys = ("node__order_path", "pk")

    @extend_schema(request=NewBranchSerializer, responses={201: BranchSerializer})
    def post(self, request: Request) -> Response:
        """Make a branch: its node in the tree and its profile."""
        branch = create_branch(request.user, **self.given(NewBranchSerializer))
        return self.made(BranchSerializer, branch, reverse("api:branch", args=[branch.pk]))


class BranchDetail(BranchRows):
    """One branch."""

    @extend_schema(responses=BranchDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One branch of one's own subtree, with its dated history."""
        return self.answer(BranchDetailSerializer, self.branch())

    @extend_schema(request=ProfileSerializer, responses=BranchDetailSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Change type or members; what was before is kept with its date."""
        branch = self.branch()
        profile = {"branch_type": branch.branch_type, "members": branch.members} | self.given(ProfileSerializer)
        change_profile(request.user, branch=branch, **profile)
        return self.answer(BranchDetailSerializer, branch)

    def branch(self) -> Branch:
        """The branch that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])
