"""Does a text hold the right keys and kinds of value? The schema's verdict, said plainly."""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]

from apps.rating.faults import RulebookFault
from apps.rating.meant import meant
from apps.rating.reading import Document, Path
from apps.rating.schema import SCHEMA

VALIDATOR = Draft202012Validator(SCHEMA)
SIMILAR = 0.75


def schema_faults(document: Document) -> list[RulebookFault]:
    """Every fault that the schema finds, each with its line, field and remedy; none when the shape is right."""
    faults: list[RulebookFault] = []
    for error in VALIDATOR.iter_errors(document.value):
        faults += [fault for fault in _translate(document, error) if fault not in faults]
    return faults


def _translate(document: Document, error: ValidationError) -> Iterator[RulebookFault]:
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield document.fault((*path, error.instance), "bad-code", value=error.instance, example=_example(error.schema))
    else:
        yield from TRANSLATIONS[str(error.validator)](document, path, error)


def _unknown_keys(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known:
            closest = "".join(get_close_matches(str(key), known, n=1, cutoff=SIMILAR))
            code = "key-unknown-close" if closest else "key-unknown"
            yield document.fault((*path, key), code, key=key, closest=closest, known=", ".join(known))


def _missing_keys(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    for key in error.validator_value:
        if key not in error.instance:
            example = f"{key}: {_example(error.schema['properties'][key])}"
            yield document.fault((*path, key), "key-missing", key=key, example=example)


def _wrong_type(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    kinds = error.validator_value
    wanted = f"wants-{kinds if isinstance(kinds, str) else kinds[0]}"
    yield document.fault(path, "empty" if error.instance is None else wanted, example=_example(error.schema))


def _not_a_choice(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    choices = ", ".join(str(choice) for choice in error.validator_value)
    yield document.fault(path, "bad-value", value=_brief(error.instance), choices=choices)


def _bad_words(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    example = _example(error.schema)
    if error.instance in ("", [], {}):
        yield document.fault(path, "empty", example=example)
    elif len(error.schema.get("examples", ())) > 1:
        choices = ", ".join(error.schema["examples"])
        yield document.fault(path, "bad-value", value=_brief(error.instance), choices=choices)
    else:
        said = meant(str(error.instance))
        fits = said and re.search(error.schema.get("pattern", ""), said)
        yield document.fault(path, "bad-words", value=_brief(error.instance), example=said if fits else example)


def _not_positive(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    yield document.fault(path, "not-positive", value=error.instance)


def _wrong_count(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    yield document.fault(path, "wrong-count", example=_example(error.schema))


def _item_twice(document: Document, path: Path, error: ValidationError) -> Iterator[RulebookFault]:
    for number, item in enumerate(error.instance):
        if item in error.instance[:number]:
            yield document.fault((*path, number), "item-twice", value=item)


TRANSLATIONS: Mapping[str, Callable[[Document, Path, ValidationError], Iterator[RulebookFault]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_type,
    "enum": _not_a_choice,
    "pattern": _bad_words,
    "minLength": _bad_words,
    "maxLength": _bad_words,
    "minimum": _bad_words,
    "exclusiveMinimum": _not_positive,
    "maximum": _bad_words,
    "minItems": _bad_words,
    "minProperties": _bad_words,
    "maxProperties": _wrong_count,
    "uniqueItems": _item_twice,
}


def _example(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return _example(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    return str(schema["examples"][0])


def _brief(value: Any) -> str:
    shown = str(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
