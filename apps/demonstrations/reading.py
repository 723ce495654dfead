"""What scorers and guests of a gate read beside the marks: the application with its proof."""

from typing import Any

from django.urls import reverse

from apps.assessments.models import Assessment
from apps.demonstrations.candidate_page import FACTS, answers_of
from apps.demonstrations.models import Candidate
from apps.demonstrations.proving import files_of

SUBJECT = "candidate-"


def application_beside(person: Any, assessment: Assessment) -> dict[str, Any] | None:
    """The application that the assessment judges. Whoever comes to a sheet may read it: the sheet's door has asked;
    who sees the candidate gets the way to its page, too."""
    key = assessment.subject.removeprefix(SUBJECT)
    if not assessment.subject.startswith(SUBJECT) or not key.isdecimal():
        return None
    candidate = Candidate.objects.filter(pk=int(key)).select_related(*FACTS).first()
    if candidate is None:
        return None
    sees = Candidate.objects.visible_to(person).filter(pk=candidate.pk).exists()
    args = [candidate.batch.programme.slug, candidate.pk]
    return {
        "template": "demonstrations/candidate_beside.html",
        "candidate": candidate,
        "answers": answers_of(candidate),
        "files": list(files_of(candidate)),
        "url": reverse("candidates:candidate", args=args) if sees else "",
    }
