"""Reports and Word templates for tests: finished, on their way, brought by staff."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.typesetting import TEMPLATES
from apps.evidence import shelf
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report
from apps.reports.services.reports import Asked, request_report
from apps.reports.services.templates import bring_template
from tests.factories.houses import House


def asked_for(house: House) -> Report:
    """A yearly report that waits for a worker, asked for by staff on a numbered run."""
    number(house)
    return request_report(house.staff, house.campaign, Asked(ReportKind.YEAR, Scope.WHOLE, Format.PDF))


def number(house: House) -> None:
    """The last run of the house stays."""
    run = house.campaign.runs.order_by("-pk").first()
    run.number = run.number or 1 + house.campaign.runs.filter(number__isnull=False).count()
    run.save(update_fields=["number"])


def waiting(house: House) -> dict[str, Any]:
    """The address of a report that waits."""
    return {"slug": house.campaign.slug, "pk": asked_for(house).pk}


def finished(house: House) -> dict[str, Any]:
    """The address of a finished report."""
    report, content = asked_for(house), b"%PDF-1.7"
    [report.path] = shelf.keep([content])
    report.name, report.content_type, report.size = "年度报告.pdf", "application/pdf", len(content)
    report.digest = hashlib.sha256(content).hexdigest()
    report.save()
    return {"slug": house.campaign.slug, "pk": report.pk}


def wanted(house: House) -> dict[str, Any]:
    """A yearly report, as a body."""
    number(house)
    return {"kind": "year", "scope": "whole", "format": "pdf", "language": "en"}


def upload() -> SimpleUploadedFile:
    """The template that ships, as a committee would send it back."""
    return SimpleUploadedFile("年报.docx", (TEMPLATES / "report-year.docx").read_bytes())


def template(house: House) -> dict[str, Any]:
    """The address of a kind that the committee has its own template for."""
    bring_template(house.staff, house.campaign.committee, ReportKind.YEAR, upload())
    return kind(house)


def kind(house: House) -> dict[str, Any]:
    """The address of the yearly report's template."""
    return {"slug": house.campaign.slug, "kind": "year"}


def shipped(house: House) -> dict[str, Any]:
    """The address of the template that ships."""
    return kind(house) | {"which": "default"}


def brought(house: House) -> dict[str, Any]:
    """A template, as a body."""
    return {"file": upload()}
