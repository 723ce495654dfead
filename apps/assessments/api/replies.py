"""The right of reply over REST."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.replying import parts_of, replies_of
from apps.assessments.serializers.replies import NewReplySerializer, RepliesSerializer
from apps.assessments.services.replies import reply


class ReplyList(AssessmentRows):
    """The branch's own words beside its result."""

    @extend_schema(responses=RepliesSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What the branch said to deductions, vetoes and findings, and to which it can."""
        return self.said()

    @extend_schema(request=NewReplySerializer, responses=RepliesSerializer)
    def put(self, request: Request, pk: int) -> Response:
        """Write, change or take back the words beside one part; of the secretary alone."""
        given = self.given(NewReplySerializer)
        reply(request.user, self.assessment(), given["part"], given["text"])
        return self.said()

    def said(self) -> Response:
        row = self.assessment()
        return self.answer(RepliesSerializer, {"replies": replies_of(row), "parts": parts_of(row)})
