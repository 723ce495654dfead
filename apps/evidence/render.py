"""The first pages of a PDF as pictures, and the words of documents. Run as a program of its own, with little memory
and time: PDFs are programs, and archives may unfold without end.

Reads the file from standard input and its kind (pdf, docx, xlsx, pptx) and how many pages to draw from the arguments.
Writes one line of JSON ({"pages", "sizes", "text"}, {"rows"} or {"error"}), then a PDF's JPEGs.
"""

import contextlib
import json
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

SECONDS, BYTES = 10, 1024**3
LONGEST, QUALITY, MOST_SCALE = 1600, 82, 4.0
MOST_LETTERS = 20_000


def limit() -> None:
    """No more than ten seconds and a gigabyte, where the system can hold a program to it."""
    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, BYTES)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def rendered(content: bytes, most: int) -> tuple[int, list[bytes], str]:
    """How many pages there are, the first `most` of them as JPEG, and their words."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        first = [document[number] for number in range(min(most, len(document)))]
        words = "\n".join(page.get_textpage().get_text_range() for page in first)
        return len(document), [drawing(page) for page in first], words[:MOST_LETTERS]


def drawing(page: Any) -> bytes:
    """One page, of at most 1,600 px."""
    longest = max(*page.get_size(), 1)
    picture = page.render(scale=min(LONGEST / longest, MOST_SCALE)).to_pil().convert("RGB")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


def answer(content: bytes, kind: str, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """The line to write, and the pictures behind it."""
    if kind == "pdf":
        pages, drawn, words = rendered(content, most)
        return {"pages": pages, "sizes": [len(picture) for picture in drawn], "text": words}, drawn
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from apps.evidence.office import rows_of

    return {"rows": rows_of(content, kind)}, []


def main() -> None:
    limit()
    content = sys.stdin.buffer.read()
    try:
        head, drawn = answer(content, sys.argv[1], int(sys.argv[2]))
    except Exception as error:  # whatever is wrong with a stranger's file, its sender is told
        head, drawn = {"error": "password" if "password" in str(error).lower() else "broken"}, []
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(drawn))


if __name__ == "__main__":
    main()
