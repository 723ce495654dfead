"""How are marks kept that were written onto many sheets at once, so that the record can tell each of them later?"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from apps.assessments.models import Batch, Sheet
from apps.campaigns.models import Campaign

COMPRESSION = 1
Marks = Mapping[str, int]


def held(sheet: Sheet) -> dict[str, int]:
    """Everything that a sheet holds: marks of its lines and of the unit's own indicators, by code."""
    return {**sheet.marks, **sheet.indicators}


def keep_batch(campaign: Campaign, written: Iterable[tuple[Sheet, Marks]]) -> dict[str, Any]:
    """Keep what saved sheets held before and hold now; gives what the act of the record says of it.

    Call it in the transaction that writes them, and put what it gives into the act's `after`.
    """
    lines = [[sheet.pk, dict(before), held(sheet)] for sheet, before in written]
    content = json.dumps(lines, sort_keys=True, separators=(",", ":")).encode()
    kept = Batch.objects.create(campaign=campaign, content=zlib.compress(content, COMPRESSION))
    return {"batch": kept.pk, "marks": hashlib.sha256(content).hexdigest()}


def read_batch(content: bytes) -> tuple[str, dict[int, tuple[dict[str, int], dict[str, int]]]]:
    """The digest of a batch, and by sheet the marks before and after; no sheets where it cannot be read."""
    try:
        plain = zlib.decompress(bytes(content))
        lines = {pk: (before, after) for pk, before, after in json.loads(plain)}
    except (zlib.error, ValueError):
        plain, lines = bytes(content), {}
    return hashlib.sha256(plain).hexdigest(), lines
