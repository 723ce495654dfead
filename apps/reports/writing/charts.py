"""Charts of reports as SVG that stands alone: the bar of levels, the heat table. Figures in, drawing out."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

WIDTH = 640
BAR, KEY = 26, 20
FONT = "Noto Sans SC"
# From the best level to those without one: dark gold to light grey, apart from each other in black print too.
GOLD, GREY = (0x8A, 0x64, 0x14), (0xEC, 0xEE, 0xEF)
# Six steps of the heat table, weak to strong, and no mark.
STEPS = ("#FFFFFF", "#E9A17C", "#F2C7AE", "#F8E7DC", "#EFE6CC", "#DDC98F", "#C9AA52")
CELL, NAME, HEAD = 22, 96, 20
WIDE, NARROW = 2, 1


def shade(index: int, levels: int) -> str:
    """The colour of a level by its position, best first."""
    step = index / max(1, levels - 1)
    red, green, blue = (round(dark + (light - dark) * step) for dark, light in zip(GOLD, GREY, strict=True))
    return f"#{red:02X}{green:02X}{blue:02X}"


def text_width(words: str, size: float) -> float:
    """About how wide words are; Chinese takes two characters' room."""
    return sum(WIDE if ord(letter) > 0x2E7F else NARROW for letter in words) * size / WIDE


def label(x: float, y: float, words: str, size: float = 10, anchor: str = "start", fill: str = "#1B2328") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}>{escape(words)}</text>"


def picture(height: float, parts: Sequence[str]) -> str:
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}">{body}</svg>'


def levels_bar(names: Sequence[str], counts: Sequence[int]) -> str:
    """One bar, a part a level, with a key of names and counts beneath; empty where nobody is counted."""
    whole, x, parts = sum(counts), 0.0, []
    if not whole:
        return ""
    for index, count in enumerate(counts):
        width = WIDTH * count / whole
        if count:
            box = f'x="{x:.2f}" y="0" width="{width:.2f}" height="{BAR}" stroke="#FFFFFF" stroke-width="1"'
            parts.append(f'<rect {box} fill="{shade(index, len(counts))}"/>')
        x += width
    return picture(*with_key(parts, names, counts))


def with_key(parts: list[str], names: Sequence[str], counts: Sequence[int]) -> tuple[float, list[str]]:
    """The parts with a key in as many lines as it takes, and the height of all."""
    x, y = 0.0, BAR + 18.0
    for index, (name, count) in enumerate(zip(names, counts, strict=True)):
        words = f"{name} {count:,}"
        width = text_width(words, 11) + 34
        if x + width > WIDTH:
            x, y = 0.0, y + KEY
        colour = shade(index, len(counts))
        parts.append(
            f'<rect x="{x:.1f}" y="{y - 9:.1f}" width="10" height="10" fill="{colour}" stroke="#8B969C" '
            'stroke-width=".5"/>'
        )
        parts.append(label(x + 14, y, words, 11))
        x += width
    return y + 8, parts


def heat_table(heads: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Means by group and criterion. heads: short names; rows: name, cells (text, step 0 to 6)."""
    if not heads or not rows:
        return ""
    width = (WIDTH - NAME) / len(heads)
    size = min(9.0, width / 2.6)
    parts = [label(NAME + (n + 0.5) * width, HEAD - 6, head, size, "middle") for n, head in enumerate(heads)]
    for number, row in enumerate(rows):
        y = HEAD + number * CELL
        parts.append(label(0, y + CELL / 2 + 3.5, shortened(row["name"]), 10))
        for at, cell in enumerate(row["cells"]):
            box = f'x="{NAME + at * width:.2f}" y="{y}" width="{width:.2f}" height="{CELL}"'
            parts.append(f'<rect {box} fill="{STEPS[cell["step"]]}" stroke="#FFFFFF" stroke-width="1"/>')
            parts.append(label(NAME + (at + 0.5) * width, y + CELL / 2 + size / 3, cell["text"], size, "middle"))
    return picture(HEAD + len(rows) * CELL, parts)


def shortened(name: str) -> str:
    """A group's name as far as it fits beside its row."""
    if text_width(name, 10) <= NAME - 6:
        return name
    kept = name
    while kept and text_width(kept + "…", 10) > NAME - 6:
        kept = kept[:-1]
    return kept + "…"
