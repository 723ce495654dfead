"""Fill a Word template with data: ours, or a committee's own."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from apps.core.typesetting import TEMPLATES


def fill_word(template: str, data: Mapping[str, Any], own: bytes | None = None) -> bytes:
    """The filled document of `templates/papers/{template}.docx`, or of the committee's `own` one.

    User text is escaped, and a template reaches nothing but the data: it runs in a sandbox. Raises jinja2's
    TemplateError for a template that cannot be filled.
    """
    document = DocxTemplate(BytesIO(own) if own is not None else str(TEMPLATES / f"{template}.docx"))
    document.render(dict(data), SandboxedEnvironment(), autoescape=True)
    filled = BytesIO()
    document.save(filled)
    return filled.getvalue()
