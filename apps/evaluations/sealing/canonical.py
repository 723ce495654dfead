"""How is a sealed file written? JSON in one way only, so that the same things always have the same digest."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "starbranch-seal 1"
PARTS = ("rulebook", "inputs", "decisions", "results")


def compact(value: Any) -> str:
    """Keys in order, nothing between, whole numbers and text only. Refuses a float with TypeError."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a sealed file holds no floats")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            _refuse_floats(each)


def digest(value: Any) -> str:
    """SHA-256 (hex) of a part as it is written."""
    return hashlib.sha256(compact(value).encode()).hexdigest()


def layout(contents: Mapping[str, Any]) -> bytes:
    """The whole file: one line a part, UTF-8, LF."""
    lines = [f"{compact(key)}:{compact(contents[key])}" for key in sorted(contents)]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
