"""Two people bring a template of one kind in the same second: both are kept, the later one is in use."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.typesetting import TEMPLATES
from apps.reports.choices import ReportKind
from apps.reports.models import ReportTemplate
from apps.reports.services.templates import bring_template
from tests.factories.houses import make_house
from tests.together import crossed

pytestmark = pytest.mark.django_db(transaction=True)
KIND = ReportKind.YEAR


def test_templates_brought_at_once_are_both_kept_and_one_is_in_use():
    house = make_house()
    content = (TEMPLATES / f"report-{KIND}.docx").read_bytes()

    def bring(name: str) -> None:
        bring_template(house.staff, house.committee, KIND, SimpleUploadedFile(name, content))

    at = ('INSERT INTO "reports_reporttemplate"', "FOR NO KEY UPDATE")
    crossed(partial(bring, "先.docx"), partial(bring, "后.docx"), at)

    rows = ReportTemplate.objects.order_by("pk")
    assert [(row.name, row.ended_at is None) for row in rows] == [("先.docx", False), ("后.docx", True)]
