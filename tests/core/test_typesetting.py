"""Papers are set from our own fonts alone, keep user text as text, and say what they are."""

import hashlib
import re
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_SECTION

from apps.core.typesetting import FONTS, set_pdf
from apps.core.typesetting.codes import code_for
from apps.core.typesetting.word import fill_word

pytestmark = pytest.mark.pure
DOCUMENT = {
    "title": "关于命名 2025 年度“五星”党支部的决定",
    "number": "许直工〔2025〕31 号",
    "issuer": "中共许昌市委市直机关工作委员会",
    "recipients": "市直各单位党组织",
    "text": ["现决定命名 2 个党支部。", '#import "x": * <b>&{{ 7 * 7 }}</b>'],
    "signatory": "市直机关工委",
    "date": "2025 年 12 月 12 日",
    "annex": "附件",
    "annexes": [
        {
            "title": "五星 2 个",
            "heading": "五星名单",
            "groups": [{"name": "第一协作区", "count": "2 个支部", "rows": ["䶮𬭎党支部", "乙"]}],
        }
    ],
    "digest": "结果摘要 5d0e",
}


def pages_of(pdf):
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_fonts_are_the_listed_ones():
    listed = dict(re.findall(r"`([^`]+\.ttf)` \|.*`([0-9a-f]{64})`", (FONTS / "VERSIONS.md").read_text()))

    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")} == listed


def test_naming_document_holds_its_words_and_lists_page_by_page():
    first, annex = pages_of(set_pdf("naming", DOCUMENT))

    for words in ("许直工〔2025〕31 号", "关于命名 2025 年度", "市直各单位党组织：", "2025 年 12 月 12 日", "— 1 —"):
        assert words in first
    assert "五星名单" in annex
    assert "第一协作区" in annex


def test_word_document_keeps_the_measures_of_official_papers():
    document = Document(BytesIO(fill_word("naming", DOCUMENT)))

    section = document.sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    assert round(section.footer_distance.mm) == 24
    assert [len(foot.paragraphs) for foot in (section.footer, section.even_page_footer)] == [1, 1]
    fonts = {
        part.text: (run.font.size.pt, run.font.name)
        for part in document.paragraphs
        for run in part.runs
        if run.font.size
    }
    assert fonts[DOCUMENT["title"]] == (22, "FZXiaoBiaoSong-B05S")
    assert fonts[DOCUMENT["issuer"]] == (26, "FZXiaoBiaoSong-B05S")
    assert [section.start_type for section in document.sections][-2:] == [WD_SECTION.CONTINUOUS] * 2


def test_text_of_users_stays_text():
    first, _annex = pages_of(set_pdf("naming", DOCUMENT))
    word = [part.text for part in Document(BytesIO(fill_word("naming", DOCUMENT))).paragraphs]

    assert '#import "x": * <b>&{{ 7 * 7 }}</b>' in first
    assert '#import "x": * <b>&{{ 7 * 7 }}</b>' in word


def test_pdf_is_made_to_last_with_its_fonts_inside():
    pdf = set_pdf("naming", DOCUMENT)

    assert b"/FontFile2" in pdf
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", pdf)


def test_template_of_a_committee_reaches_nothing_but_the_data():
    template = Document()
    template.add_paragraph("{{ title.__class__.__mro__ }}")
    kept = BytesIO()
    template.save(kept)

    with pytest.raises(Exception, match="unsafe"):
        fill_word("naming", DOCUMENT, own=kept.getvalue())


def test_code_of_an_address_is_drawn_and_of_none_left_out():
    assert code_for("https://stars.example/proof/abc/").count("<path") == 1
    assert code_for("") == ""
