"""Set a page as PDF with typst: a template of ours, data as JSON, our own fonts, and nothing else from the machine.

User text reaches the template as data and stays text. The PDF is PDF/A-2b with its fonts inside.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "papers"


def set_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of `templates/papers/{template}.typ`, which reads `data` as `json(bytes(sys.inputs.data))`."""
    told = {"data": json.dumps(data, ensure_ascii=False)}
    return compiler_of(template).compile(format="pdf", sys_inputs=told, pdf_standards=["a-2b"])


@cache
def compiler_of(template: str) -> typst.Compiler:
    """A compiler that has read the fonts already: a page then takes milliseconds."""
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
