"""Workbooks for tests, brought in as a person would."""

from pathlib import Path
from typing import Any

from apps.assessments.imports import confirm_import, start_import
from apps.assessments.models import Import
from apps.campaigns.models import Campaign
from apps.jobs.services import run_waiting
from tests.factories.vetoes import confirm_all

DATA = Path(__file__).parents[1] / "data" / "xuchang-2025"


def try_workbook(actor: Any, campaign: Campaign, name: str, content: bytes | None = None) -> Import:
    """The dry run of a workbook of tests/data, or of `content` under that name."""
    imported = start_import(
        actor, content=(DATA / name).read_bytes() if content is None else content, file_name=name, campaign=campaign
    )
    run_waiting()
    imported.refresh_from_db()
    return imported


def write_workbook(actor: Any, campaign: Campaign, name: str, content: bytes | None = None) -> Import:
    """A workbook tried, confirmed, written, its vetoes confirmed, and the campaign evaluated."""
    imported = try_workbook(actor, campaign, name, content)
    confirm_import(actor, imported)
    run_waiting()
    confirm_all(campaign)
    run_waiting()
    imported.refresh_from_db()
    return imported
