"""Can a Word template be filled? Its placeholders are known, nothing in it acts, and a trial comes out well."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TypeAlias

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from apps.core.errors import Invalid
from apps.core.typesetting.word import fill_word
from apps.evidence.choices import ContentType
from apps.evidence.sniffing import broken, content_type_of, refused
from apps.reports.writing.placeholders import TEXT, Shape, sample_of, shapes_of

MOST_BYTES, MOST_UNPACKED = 5 * 2**20, 60 * 2**20
MOST_FAULTS = 20
# What a template may do: put a value in, repeat, and ask whether there is something. Nothing is called or reckoned.
ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Filter, nodes.Test),
)
FILTERS = {"length", "count", "upper", "lower", "trim", "default", "d", "join", "first", "last", "e", "escape"}
LOOP: dict[str, Shape] = dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), TEXT)
OUTSIDE = re.compile(rb'TargetMode\s*=\s*["\']External["\']')
LINK = re.compile(rb"/hyperlink[\"']")

Scope: TypeAlias = Mapping[str, Shape]


def require_template(content: bytes, name: str, kind: str) -> None:
    """Refuse (422) a file that is no plain .docx, names what there is not, or cannot be filled."""
    require_document(content, name)
    try:
        document = DocxTemplate(BytesIO(content))
        source = source_of(document)
    except (KeyError, ValueError, zipfile.BadZipFile, TypeError) as error:
        raise broken(name) from error
    faults = list(faults_of(document, source, kind))[:MOST_FAULTS]
    if faults:
        raise Invalid(faults[0], code="template", details={"file": faults})
    try:
        fill_word("", sample_of(kind), content)
    except (TemplateError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        message = _("A trial with made-up figures did not come out well: %(fault)s.") % {"fault": error}
        raise Invalid(message, code="template", details={"file": [message]}) from error


def require_document(content: bytes, name: str) -> None:
    """Refuse what is too large, no .docx, holds macros or objects, or fetches anything from elsewhere."""
    if len(content) > MOST_BYTES:
        raise refused(name, "size", _("“%(name)s” is larger than %(size)s MB."), size=MOST_BYTES // 2**20)
    if content_type_of(content, name) != ContentType.DOCX:
        raise refused(name, "kind", _("“%(name)s” is no Word document (.docx)."))
    with zipfile.ZipFile(BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise refused(name, "size", _("“%(name)s” is too large unpacked."))
        for part in package.namelist():
            require_part(package, part, name)


def require_part(package: zipfile.ZipFile, part: str, name: str) -> None:
    """Refuse a part of the package that could act or reach out."""
    if part.startswith(("word/embeddings/", "word/activeX/")):
        raise refused(name, "objects", _("“%(name)s” holds embedded objects. Take them out."))
    if not part.endswith((".xml", ".rels")):
        return
    try:
        body = package.read(part)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise broken(name) from error
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise broken(name)
    if part == "[Content_Types].xml" and b"macroEnabled" in body:
        raise refused(name, "macros", _("“%(name)s” holds macros. Save it without macros, or as PDF, and send that."))
    if part.endswith(".rels") and any(not LINK.search(each) for each in outside(body)):
        raise refused(name, "outside", _("“%(name)s” fetches something from elsewhere. Put it into the file itself."))


def outside(body: bytes) -> Iterator[bytes]:
    """The relationships of a part that lead out of the file."""
    return (each for each in re.findall(rb"<Relationship\b[^>]*>", body) if OUTSIDE.search(each))


def source_of(document: DocxTemplate) -> str:
    """Text and markup of the body, heads and feet, as the filling reads them."""
    document.init_docx()
    parts = [document.get_xml()]
    for place in (document.HEADER_URI, document.FOOTER_URI):
        parts += [document.get_part_xml(part) for _key, part in document.get_headers_footers(place)]
    return "\n".join(document.patch_xml(part) for part in parts)


def faults_of(document: DocxTemplate, source: str, kind: str) -> Iterator[str]:
    """What is wrong with a template's placeholders, each with where it stands."""
    try:
        tree = SandboxedEnvironment().parse(source)
    except TemplateSyntaxError as error:
        yield _("A placeholder is not closed or not understood: %(fault)s.") % {"fault": error.message}
        return
    for found in unknown(tree, shapes_of(kind)):
        yield _("%(where)s: there is no “%(name)s”. The list below says what there is.") % {
            "where": where(document, found),
            "name": found,
        }


def unknown(node: nodes.Node, scope: Scope) -> Iterator[str]:
    """Every expression that names what there is not, or does more than a template may."""
    if not isinstance(node, ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
        yield getattr(node, "name", "") or type(node).__name__.lower()
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        if shape_of(node, scope) is None:
            yield spelt(node)
        return
    if isinstance(node, nodes.For):
        yield from unknown_in_loop(node, scope)
        return
    for child in node.iter_child_nodes():
        yield from unknown(child, scope)


def unknown_in_loop(node: nodes.For, scope: Scope) -> Iterator[str]:
    """The same inside a repetition, whose word stands for one row."""
    rows = shape_of(node.iter, scope)
    if not isinstance(node.target, nodes.Name) or not isinstance(rows, list):
        yield spelt(node.iter)
        return
    inner = {**scope, node.target.name: rows[0], "loop": LOOP}
    for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
        yield from unknown(child, inner)


def shape_of(node: nodes.Node, scope: Scope) -> Shape | None:
    """What an expression stands for; None where there is no such thing."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = shape_of(node.node, scope)
        return owner.get(node.attr) if isinstance(owner, dict) else None
    return None


def spelt(node: nodes.Node) -> str:
    """An expression as it was typed."""
    if isinstance(node, nodes.Getattr):
        return f"{spelt(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__.lower()


def where(document: DocxTemplate, expression: str) -> str:
    """The first place that names an expression: a paragraph, a row of a table, else a head or foot of the page."""
    name = re.compile(rf"\{{[{{%][^}}]*(?<![\w.]){re.escape(expression)}(?!\w)")
    for number, paragraph in enumerate(document.docx.paragraphs, start=1):
        if name.search(paragraph.text):
            return _("Paragraph %(n)s") % {"n": number}
    for number, table in enumerate(document.docx.tables, start=1):
        for row, cells in enumerate(table.rows, start=1):
            if any(name.search(cell.text) for cell in cells.cells):
                return _("Table %(n)s, row %(row)s") % {"n": number, "row": row}
    return _("Head or foot of the page")
