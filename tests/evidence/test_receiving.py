"""Files told apart by content, made harmless, or refused in plain words."""

import hashlib
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from PIL import Image

from apps.core.errors import Invalid
from apps.evidence.choices import ContentType
from apps.evidence.receiving import plain_name, receive
from tests.evidence.files import archive, bomb, document, locked_paper, paper, photo, sent, workbook

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_receive_a_picture_under_any_name_as_jpeg(kind):
    content = photo(kind=kind)

    received = receive(sent(content, "会议.docx"))

    kept = picture(received.content)
    assert (received.content_type, kept.format, kept.size) == (ContentType.JPEG, "JPEG", (400, 300))
    assert received.upload_digest == hashlib.sha256(content).hexdigest()
    assert max(picture(received.thumbnail).size) == 240


def test_receive_a_picture_without_what_its_camera_wrote():
    content = photo()
    assert dict(picture(content).getexif().get_ifd(0x8825))

    received = receive(sent(content))

    assert dict(picture(received.content).getexif()) == {}
    assert b"Exif" not in received.content
    assert received.taken_at == datetime(2025, 6, 12, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "2999:01:01 00:00:00", "yesterday"])
def test_receive_a_picture_with_a_time_that_cannot_be(taken):
    assert receive(sent(photo(taken=taken))).taken_at is None


def test_receive_a_picture_on_its_side_upright():
    received = receive(sent(photo(turned=True)))

    upright = picture(received.content)
    assert upright.size == (300, 400)
    right, left = upright.getpixel((280, 200)), upright.getpixel((20, 200))
    assert right[0] > 200 > right[2] and left[2] > 200 > left[0]


def test_receive_a_large_picture_smaller():
    received = receive(sent(photo((4000, 3000))))

    assert picture(received.content).size == (2400, 1800)


def test_receive_what_is_transparent_on_white():
    clear = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(clear, "PNG")

    received = receive(sent(clear.getvalue(), "x.png"))

    assert picture(received.content).getpixel((10, 10)) == (255, 255, 255)


def test_receive_a_pdf_with_its_first_pages():
    content = paper(12)

    received = receive(sent(content, "台账.pdf"))

    assert (received.content_type, received.pages, received.content) == (ContentType.PDF, 12, content)
    assert [max(picture(page).size) for page in received.drawn] == [1600] * 10
    assert max(picture(received.thumbnail).size) == 240


@pytest.mark.parametrize(("content", "kind"), [(document(), ContentType.DOCX), (workbook(), ContentType.XLSX)])
def test_receive_an_office_document_as_it_is(content, kind):
    received = receive(sent(content, "photo.jpg"))

    assert (received.content_type, received.content, received.thumbnail) == (kind, content, b"")


HOSTILE = {
    "zip named jpg": (archive("photo.jpg"), "file-archive"),
    "svg": (SVG, "file-kind"),
    "html": (HTML, "file-kind"),
    "html after a jpeg's first bytes": (b"\xff\xd8\xff" + HTML, "file-broken"),
    "half a picture": (photo()[:2000], "file-broken"),
    "half a png": (photo(kind="PNG")[:200], "file-broken"),
    "half an archive": (document()[:60], "file-broken"),
    "no pdf inside": (b"%PDF-1.7\nnothing", "file-broken"),
    "pdf with a password": (locked_paper(), "file-password"),
    "a thousand million points": (bomb(), "file-pixels"),
    "one endless row": (bomb(10_000_000, 1), "file-pixels"),
    "macros": (workbook("xl/vbaProject.bin"), "file-macros"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-old-office"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "file-heic"),
    "empty": (b"", "file-empty"),
    "words": ("严禁".encode(), "file-kind"),
}


@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=list(HOSTILE))
def test_receive_refuses(content, code):
    with override("en"), pytest.raises(Invalid) as refused:
        receive(sent(content, "IMG_0001.jpg"))

    assert refused.value.code == code
    assert str(refused.value.message).startswith("“IMG_0001.jpg”")
    assert refused.value.details == {"file": [refused.value.message]}


def test_receive_refuses_more_than_the_limit(settings):
    settings.PROOF_MOST_BYTES = 2**20

    with override("en"), pytest.raises(Invalid) as refused:
        receive(sent(b"x" * (2**20 + 1), "film.mp4"))

    assert str(refused.value.message) == ("“film.mp4” is larger than 1 MB. Send a smaller photo, or the PDF in parts.")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\照片\\党课.jpg", "党课.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie: x.jpg"),
        ("gpj.\u202eexe.pdf", "gpj.exe.pdf"),
        ("长" * 200 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_plain_name(name, plain):
    assert plain_name(name) == plain


def slides() -> bytes:
    """A presentation of one slide."""
    text = "<p:sld><a:p><a:r><a:t>主题党日</a:t></a:r><a:r><a:t>方案 &amp; 分工</a:t></a:r></a:p></p:sld>"
    parts = {"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>", "ppt/slides/slide1.xml": text.encode()}
    return archive(**parts)


def words_of(body: str) -> list[list[str]]:
    parts = {"[Content_Types].xml": b"<x/>", "word/document.xml": body.encode()}
    return receive(sent(archive(**parts), "x.docx")).excerpt


def test_receive_a_presentation_with_its_words():
    received = receive(sent(slides(), "方案.pptx"))

    assert (received.content_type, received.excerpt) == (ContentType.PPTX, [["主题党日方案 & 分工"]])


def test_receive_a_document_with_its_paragraphs_and_table_rows():
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in ("序号", "内容"))

    found = words_of(f"<w:p><w:r><w:t>会议记录</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>")

    assert found == [["会议记录"], ["序号", "内容"]]


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


def test_receive_a_document_that_names_entities_resolves_none():
    assert words_of(f"{ENTITY}<w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p>") == [["&b;&f;"]]


def test_receive_a_document_that_unfolds_without_end_reads_its_beginning():
    endless = "<w:p><w:r><w:t>长</w:t></w:r></w:p>" * 2_000_000

    assert words_of(endless) == [["长"]] * 40
