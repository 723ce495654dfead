"""What does a file look or read like, in a few bytes that stay nearly the same when it is saved anew?

A picture's print says, on a grid, where it grows lighter to the right and downwards: 128 bits that hardly change with
size, quality or colour. A text's print keeps 64 smallest hashes of its runs of letters: the share of equal ones is
about the share of runs that two texts have in common.
"""

import re
import zlib
from hashlib import sha256
from io import BytesIO

import numpy as np
from PIL import Image

from apps.evidence.choices import PrintKind

GRID, NOISE, FEWEST_EDGES = 8, 6, 12
RUN, FEWEST_RUNS, HASHES, ROWS_A_BAND = 5, 60, 64, 4
# How much two files must be alike, in per cent, before a person is asked to look.
ENOUGH = {PrintKind.PICTURE: 94, PrintKind.TEXT: 80}
NOT_WORDS = re.compile(r"[\W_]+")


def numbers(word: bytes) -> np.ndarray:
    """Sixty-four fixed odd numbers below 2**31: the same on every machine and for all time."""
    return np.array(
        [int.from_bytes(sha256(word + bytes([at])).digest()[:4], "big") >> 1 | 1 for at in range(HASHES)], np.uint64
    )


FACTORS, SHIFTS = numbers(b"factor"), numbers(b"shift")


def picture_print(content: bytes) -> bytes:
    """The print of one of our own JPEGs, 16 bytes; empty for one as plain as a sheet of paper."""
    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        picture.draft("L", (GRID * 16, GRID * 16))
        small = picture.convert("L").resize((GRID + 1, GRID + 1), Image.Resampling.BOX)
    light = np.asarray(small, np.int16)
    across, down = np.diff(light, axis=1)[:GRID], np.diff(light, axis=0)[:, :GRID]
    steps = np.concatenate([across.ravel(), down.ravel()])
    if np.count_nonzero(np.abs(steps) > NOISE) < FEWEST_EDGES:
        return b""
    return np.packbits(steps > 0).tobytes()


def text_print(text: str) -> bytes:
    """The print of a text, 256 bytes; empty for one too short to tell."""
    letters = NOT_WORDS.sub("", text.lower())
    runs = {zlib.crc32(letters[at : at + RUN].encode()) for at in range(len(letters) - RUN + 1)}
    if len(runs) < FEWEST_RUNS:
        return b""
    hashed = np.fromiter(runs, np.uint64)[:, None] * FACTORS + SHIFTS
    return (hashed >> np.uint64(31)).astype(np.uint32).min(axis=0).astype(">u4").tobytes()


def bands(kind: str, bits: bytes) -> list[int]:
    """The print in parts, each with its place, as numbers to look up; what is alike shares at least one."""
    is_picture = kind == PrintKind.PICTURE
    width = 2 if is_picture else 4 * ROWS_A_BAND
    parts = [bits[at : at + width] for at in range(0, len(bits), width)]
    values = [int.from_bytes(part, "big") if is_picture else zlib.crc32(part) for part in parts]
    return [((not is_picture) << 40) | (place << 32) | value for place, value in enumerate(values)]


def alike(kind: str, one: bytes, other: bytes) -> int:
    """How much two prints of a kind agree, in whole per cent."""
    if kind == PrintKind.PICTURE:
        differ = (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()
        return 100 - -(-differ * 100 // (8 * len(one)))
    same = np.frombuffer(one, ">u4") == np.frombuffer(other, ">u4")
    return int(same.sum()) * 100 // HASHES
