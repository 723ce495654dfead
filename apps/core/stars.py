"""The star motif's geometry: which paths, lengths and fills draw a star, a glyph, a map? Numbers in, SVG data out."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import cos, pi, radians, sin, sqrt

BOX = 24
CENTRE = (12.0, 12.9)
OUTER = 10.6
INNER = 0.47
HOLE = (12.0, 13.0, 2.1)
FILLS = 19
GLYPH_INNER = 0.30
GOLDEN_ANGLE = 137.508
# Radii at a step of 5.1: the best level is a star, the rest are dots, the unrated ones hollow.
MAP_STEP = 5.1
STAR_DOT, FIRST_DOT, LAST_DOT, HOLLOW_DOT = 5.4, 2.75, 2.25, 1.8
# The most branches that have a dot each, and the most dots of a map that stand for more.
DOTS_LIMIT, MOST_DOTS = 1500, 3000
TEN = 10
# Ten stars: how far apart they stand, the squares beneath the base stars, and the round gate between the two halves.
TEN_PITCH, TEN_STAR = 54, 30
SQUARE, SQUARE_PITCH, SQUARE_TOP = 9, 12, 36
GATE_RADIUS, GATE_WIDTH = 13, 46
SQUARES_HEIGHT, LABELS_HEIGHT, LABEL_BASELINE = 68, 52, 61
TICK = "M-4.5 .2L-1.3 3.4L4.8 -3.2"
LOCK = "M-5 -.5h10v6.5h-10zM-3 -.5v-2.6a3 3 0 0 1 6 0v2.6"


def number(value: float) -> str:
    """A coordinate as short text: two decimals at most, no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def around(centre: tuple[float, float], degrees: float, radius: float) -> tuple[float, float]:
    """The point at a radius and an angle from a centre; 0 degrees is up, clockwise."""
    return centre[0] + radius * sin(radians(degrees)), centre[1] - radius * cos(radians(degrees))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def star_path(centre: tuple[float, float] = CENTRE, outer: float = OUTER, inner: float = INNER) -> str:
    """Path data of the five-pointed star; `inner` is a share of `outer`."""
    return _path([around(centre, 36 * i, outer * (inner if i % 2 else 1)) for i in range(10)])


def hole_path() -> str:
    """Path data of the round hole that marks a required star; drawn with the even-odd rule."""
    x, y, r = HOLE
    return f"M{number(x - r)} {number(y)}a{r} {r} 0 1 0 {number(2 * r)} 0a{r} {r} 0 1 0 {number(-2 * r)} 0Z"


def fill_top(step: int) -> float:
    """The y above which a star filled `step` × 5 % from its foot is cut off."""
    top = CENTRE[1] - OUTER
    foot = CENTRE[1] + OUTER * cos(radians(36))
    return foot - (foot - top) * step / (FILLS + 1)


def fill_step(score: int, line: int) -> int:
    """Steps of 5 % for a complete section below its line: the second half of the way, at most 95 %.

    (score ÷ line − ½) × 2, rounded down; both in hundredths.
    """
    return _bounded((40 * score - 20 * line) // line) if line > 0 else 0


def fill_so_far(score: int, line: int) -> int:
    """Steps of 5 % while marks are still missing: the sum so far ÷ the line, at most 95 %. Both in hundredths."""
    return _bounded(20 * score // line) if line > 0 else 0


def _bounded(step: int) -> int:
    return max(0, min(FILLS, step))


def kite(index: int, arms: int, thousandths: int, radius: float) -> str:
    """Path data of one arm of the glyph around (0, 0): its length is its share of the radius, its waist fixed."""
    turn, half = 360 / arms * index, 180 / arms
    waist = radius * GLYPH_INNER
    points = ((0, 0), (turn - half, waist), (turn, radius * thousandths / 1000), (turn + half, waist))
    return _path([around((0, 0), degrees, length) for degrees, length in points])


def line_path(shares: Sequence[int], radius: float) -> str:
    """Path data of the dashed outline through every arm's lit line, in thousandths of the radius."""
    arms = len(shares)
    return _path([around((0, 0), 360 / arms * i, radius * share / 1000) for i, share in enumerate(shares)])


def sunflower(index: int, step: float) -> tuple[float, float]:
    """Where the index-th best branch of a zone stands around (0, 0)."""
    return around((0, 0), index * GOLDEN_ANGLE, step * sqrt(index + 0.4))


def map_radius(dots: int, step: float) -> float:
    """Half the width of the square that holds so many dots, with the outermost dot's own size."""
    return step * sqrt(dots + 0.4) + STAR_DOT * step / MAP_STEP


def dot_radius(tone: int, tones: int, step: float) -> float:
    """Radius of a level's dots: the second-best level is large, the last rated one smaller; the best is a star."""
    span = max(1, tones - 2)
    return (FIRST_DOT - (FIRST_DOT - LAST_DOT) * max(0, tone - 1) / span) * step / MAP_STEP


def map_paths(levels: Sequence[int], rated: Sequence[bool], step: float) -> dict[int, str]:
    """Path data by level for one zone's dots.

    `levels`: level index of each branch, best first; `rated[level]` is False where the level is drawn hollow. Dots are
    zero-length strokes (their radius is the stroke's, see `dot_radius`); stars and hollow dots are outlines.
    """
    paths: dict[int, list[str]] = {}
    star, hollow = _relative_star(STAR_DOT * step / MAP_STEP), _relative_ring(HOLLOW_DOT * step / MAP_STEP)
    for index, level in enumerate(levels):
        x, y = sunflower(index, step)
        shape = hollow if not rated[level] else star if level == 0 else "h0"
        paths.setdefault(level, []).append(f"M{number(x)} {number(y)}{shape}")
    return {level: "".join(parts) for level, parts in sorted(paths.items())}


def _relative_star(radius: float) -> str:
    points = [around((0, 0), 36 * i, radius * (INNER if i % 2 else 1)) for i in range(10)]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip([(0.0, 0.0), *points], points, strict=False)]
    first, *rest = [f"{number(x)} {number(y)}" for x, y in steps]
    return f"m{first}l{' '.join(rest)}z"


def _relative_ring(radius: float) -> str:
    r = number(radius)
    return f"m-{r} 0a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0"


def dot_worth(branches: int) -> int:
    """How many branches a dot of a map stands for: one, ten, a hundred…, so that no map has too many dots."""
    worth = 1 if branches <= DOTS_LIMIT else TEN
    while branches > MOST_DOTS * worth:
        worth *= TEN
    return worth


def thin(levels: Sequence[int], branches: int) -> list[int]:
    """The dots of a zone: every branch, or the middle one of those that a dot stands for."""
    worth = dot_worth(branches)
    if worth == 1:
        return list(levels)
    parts = (levels[start : start + worth] for start in range(0, len(levels), worth))
    return [part[len(part) // 2] for part in parts]


def spread_out(counts: Sequence[int], branches: int) -> list[int]:
    """The same from how many branches of a zone hold each level, best first, without a step a branch."""
    worth, ends, whole = dot_worth(branches), list(accumulate(counts)), sum(counts)
    middles = (start + min(worth, whole - start) // 2 for start in range(0, whole, worth))
    return [bisect_right(ends, middle) for middle in middles]


def tone(level: int, rated: Sequence[bool]) -> int:
    """The colour of a level as a step of the five-step palette, 1 darkest; 0 is hollow. More levels share steps."""
    if not rated[level]:
        return 0
    last = sum(rated) - 1
    return 1 if last <= 0 else 1 + round(4 * sum(rated[:level]) / last)


def label_offset(degrees: float) -> float:
    """How far below a tip's label point its first baseline stands: above the top arm, under the lower ones."""
    return 4 - 13 * cos(degrees * pi / 180)


def ten_place(index: int) -> float:
    """The left edge of the index-th star of a half of a ten-star row."""
    return TEN_PITCH * index + (TEN_PITCH - TEN_STAR) / 2


def squares(count: int, index: int) -> list[float]:
    """The left edges of the small squares centred beneath the index-th star, one for each demand."""
    first = TEN_PITCH * (index + 0.5) - (SQUARE_PITCH * (count - 1) + SQUARE) / 2
    return [first + SQUARE_PITCH * i for i in range(count)]
