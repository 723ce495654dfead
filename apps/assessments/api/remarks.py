"""The words beside marks over REST, changed only by who names what they saw."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.sheets import HEADER, PARTY, SheetRows, VersionNeeded
from apps.assessments.hiding import Names
from apps.assessments.models import Assessment, Remark, Sheet
from apps.assessments.serializers.remarks import RemarkChangesSerializer, RemarksSerializer
from apps.assessments.services.remarks import RemarkChange, both_texts, remarks_of, save_remarks
from apps.core.errors import Conflict

ETAG = OpenApiParameter("ETag", str, HEADER, response=[200], description='What stands there, such as "5d0e1c".')
IF_MATCH = OpenApiParameter("If-Match", str, HEADER, required=True, description="The ETag of the remarks as you saw.")
IF_NONE_MATCH = OpenApiParameter("If-None-Match", str, HEADER, description="304 while the remarks have this ETag.")


class RemarkList(SheetRows):
    """The words of one party beside its marks of one branch."""

    errors = {"PATCH": {428}}

    @extend_schema(
        parameters=[PARTY, IF_NONE_MATCH, ETAG],
        responses={200: RemarksSerializer, 304: None},
        operation_id="assessments_sheets_remarks_retrieve",
    )
    def get(self, request: Request, pk: int, party: str) -> Response:
        """The words beside one party's marks, by criterion: the branch's own, or the scorer's notes."""
        standing = self.standing(self.rated)
        if tag_of(standing) in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": tag_of(standing)})
        return self.remarks(standing)

    @extend_schema(
        parameters=[PARTY, IF_MATCH, ETAG],
        request=RemarkChangesSerializer,
        responses=RemarksSerializer,
        operation_id="assessments_sheets_remarks_partial_update",
    )
    def patch(self, request: Request, pk: int, party: str) -> Response:
        """Write words, all of them or none.

        Needs `If-Match` with the ETag that was read: 428 without it. Where somebody changed the same words since,
        nothing is written and the answer is 409 `conflict`, with `details.remarks`: by criterion `theirs`, `mine`,
        `by` and `at`. Choose, read again, and send with the new ETag.
        """
        assessment, party, seen = self.rated, self.party(), request.headers.get("If-Match", "").strip()
        if seen in {"", "*"}:
            raise VersionNeeded(_("Send the ETag of the remarks as If-Match, so that nobody's words are written over."))
        texts = self.given(RemarkChangesSerializer)["remarks"]
        standing = self.standing(assessment)
        if seen.removeprefix("W/") != tag_of(standing):
            refuse_conflict(standing, texts)
        changes = {
            code: RemarkChange(text, standing[code].text if code in standing else "") for code, text in texts.items()
        }
        return self.remarks(save_remarks(request.user, assessment, party, changes))

    def standing(self, assessment: Assessment) -> dict[str, Remark]:
        """What stands there now."""
        sheet = Sheet.objects.filter(assessment=assessment, party=self.party()).first()
        return remarks_of(sheet) if sheet else {}

    def remarks(self, standing: Mapping[str, Remark]) -> Response:
        """All words of the sheet, with their ETag."""
        party, names = self.party(), Names(self.request.user, self.rated.campaign)
        told = {
            code: {"text": row.text, "by_name": names.of(row.by, row.by_name, party), "changed_at": row.changed_at}
            for code, row in sorted(standing.items())
        }
        body = {"assessment": self.kwargs["pk"], "party": party, "remarks": told}
        return self.answer(RemarksSerializer, body, headers={"ETag": tag_of(standing)})


def refuse_conflict(standing: Mapping[str, Remark], texts: Mapping[str, str]) -> None:
    """Refuse words that differ from what stands there: their writer saw something older."""
    unseen = "\0"  # no text holds it, so whatever stands there was not seen
    both = both_texts(standing, {code: RemarkChange(text, unseen) for code, text in texts.items()})
    if both:
        raise Conflict(
            _("Somebody changed this sheet meanwhile. Compare both values and choose."), details={"remarks": both}
        )


def tag_of(standing: Mapping[str, Remark]) -> str:
    """What stands there as an ETag."""
    said = "\0".join(f"{code}\0{remark.text}" for code, remark in sorted(standing.items()))
    return f'"{sha256(said.encode()).hexdigest()[:16]}"'
