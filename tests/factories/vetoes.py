"""Vetoes for tests, proposed and confirmed by the system."""

from apps.assessments.models import Assessment, VetoCase
from apps.assessments.services import confirm_vetoes, propose_vetoes
from apps.campaigns.models import Campaign

DOCUMENT = "市纪委〔2025〕31 号"


def veto(assessment: Assessment, *codes: str) -> list[VetoCase]:
    """These vetoes stand on a branch."""
    made = propose_vetoes(None, assessment=assessment, vetoes=codes, reason="市纪委通报", document=DOCUMENT)
    cases = confirm_vetoes(None, made)
    assessment.refresh_from_db()
    return cases


def confirm_all(campaign: Campaign) -> None:
    """Whatever is proposed in a campaign stands."""
    confirm_vetoes(None, VetoCase.objects.filter(assessment__campaign=campaign, status="proposed"))
