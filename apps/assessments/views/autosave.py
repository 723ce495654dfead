"""The door through which a page saves what somebody types, mark by mark."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from apps.assessments.autosave import answer_of, entries_of, shut
from apps.assessments.choices import Party
from apps.assessments.lines import has_sheet
from apps.assessments.models import Assessment, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.serializers.autosave import EntriesSerializer
from apps.assessments.services.burden import count_burden
from apps.assessments.services.entries import save_what_fits
from apps.core.doors import seen
from apps.core.errors import DomainError, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of


class Autosave(View):
    """Marks and words of one sheet as JSON, in and out; refusals are JSON, too, so that nothing typed is lost."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse(shut(_("You are signed out. Sign in to send it."), "signed-out"), status=401)
        assessment, party = self.place(**kwargs)
        try:
            return JsonResponse(self.save(assessment, party))
        except DomainError as error:
            return JsonResponse(shut(error.message, error.code), status=error.status)

    def place(self, slug: str, pk: int, party: str) -> tuple[Assessment, str]:
        """Whose sheet it is, and of which party; 404 for unknown and invisible alike."""
        rows = Assessment.objects.visible_to(self.request.user).filter(campaign__slug=slug)
        assessment = seen(rows.select_related("campaign__committee", "round__rulebook_version"), pk=pk)
        if not has_sheet(rulebook_of(assessment.round.rulebook_version), party):
            raise Http404
        return assessment, party

    def save(self, assessment: Assessment, party: str) -> dict[str, Any]:
        person = self.request.user
        authorise(person, "assessments.save_sheet", Sheet(assessment=assessment, party=party))
        given = given_by(self.request)
        if given["person"] != person.pk:
            raise Refused(_("Somebody else is signed in here now."), code="other-person")
        rules = rules_for(assessment)
        entries, faults = entries_of(rules, given)
        kept = save_what_fits(person, assessment=assessment, party=party, entries=entries)
        if party == Party.SELF and "burden" in given:
            count_burden(person, assessment, **given["burden"])
        return answer_of(rules, assessment, party, given, kept, faults)


def given_by(request: HttpRequest) -> dict[str, Any]:
    """What was sent; `Invalid` where it cannot be read."""
    try:
        found = json.loads(request.body) if request.content_type == "application/json" else None
    except (ValueError, RecursionError):
        found = None
    serializer = EntriesSerializer(data=found)
    if not serializer.is_valid():
        raise Invalid(_("This request cannot be read."), code="malformed")
    return serializer.validated_data
