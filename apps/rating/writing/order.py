"""In which order do keys stand? As the language reads: the schema's order along a path."""

from collections.abc import Iterable
from typing import Any

from apps.rating.reading import Path
from apps.rating.schema import SCHEMA

Schema = dict[str, Any]
ANYTHING: Schema = {}


def schema_at(path: Path) -> Schema:
    """The part of the schema that holds for the value at `path`; empty where it has no say."""
    schema = SCHEMA
    for step in path:
        schema = below(schema, step)
    return schema


def below(schema: Schema, step: str | int) -> Schema:
    """The part of the schema for one key or item below."""
    if isinstance(step, int):
        return resolved(schema.get("items", ANYTHING))
    properties = schema.get("properties", ANYTHING)
    if step in properties:
        return resolved(properties[step])
    more = schema.get("additionalProperties", ANYTHING)
    return resolved(more) if isinstance(more, dict) else ANYTHING


def resolved(schema: Schema) -> Schema:
    """The schema itself where it only names a definition."""
    if "$ref" in schema:
        found: Schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
        return found
    return schema


def in_order(keys: Iterable[str], schema: Schema) -> list[str]:
    """Known keys in the order of the language, then all others in their own."""
    known, present = list(schema.get("properties", ANYTHING)), list(keys)
    return [key for key in known if key in present] + [key for key in present if key not in known]
