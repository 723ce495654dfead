"""How does a derivation read as plain text? Chapters under their headings, sentences set in, figures at the end."""

from collections.abc import Iterator

from apps.reports.telling.chapters import Chapter, Line

TICKS = {True: "✓ ", False: "✗ ", None: ""}


def plain_text(title: str, chapters: tuple[Chapter, ...]) -> Iterator[str]:
    """The lines of one branch's derivation; empty ones part the chapters."""
    yield title
    for chapter in chapters:
        yield ""
        yield chapter.title
        yield from map(plain_line, chapter.lines)


def plain_line(line: Line) -> str:
    """One sentence; its figure stands after it unless it ends in it already."""
    told = "  " * (line.depth + 1) + TICKS[line.holds] + line.text
    return told if not line.figure or told.endswith(f" {line.figure}") else f"{told}  {line.figure}"
