"""One candidate's page, and its papers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from apps.core.doors import SignedInPage
from apps.core.media_types import PDF
from apps.demonstrations.candidate_page import page_of
from apps.demonstrations.dossier import application_pdf, dossier_pdf
from apps.demonstrations.views.candidate_doors import OfCandidate

SHOWN_PHOTOS = 4
PAPERS = {"application": application_pdf, "dossier": dossier_pdf}


class CandidatePage(OfCandidate, SignedInPage):
    """Its way through the gates, how the panel's marks were reckoned, why it should pass, what a survey found."""

    template_name = "demonstrations/candidate.html"

    def page(self) -> dict[str, Any]:
        found = page_of(self.request.user, self.candidate)
        photos = found["photos"]
        return found | {"first_photos": photos[:SHOWN_PHOTOS], "more_photos": photos[SHOWN_PHOTOS:]}


class CandidatePaper(OfCandidate):
    """The application or the whole dossier as a PDF, set when asked for."""

    def get(self, request: HttpRequest, programme: str, pk: int, paper: str) -> HttpResponse:
        if paper not in PAPERS:
            raise Http404
        name, content = PAPERS[paper](request.user, self.candidate)
        answer = HttpResponse(content, content_type=PDF)
        answer.headers["Content-Disposition"] = content_disposition_header(True, name)
        return answer
