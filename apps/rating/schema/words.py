"""How are small things written? Text, codes, numbers, shares, roundings and conditions, as parts of the schema."""

from typing import Any

Schema = dict[str, Any]

NUMBER = r"[0-9]{1,15}(\.[0-9]{1,9})?"
RATIO = r"[0-9]{1,9}/[1-9][0-9]{0,8}"
SHARE_WORDS = rf"^({NUMBER} ?%|{RATIO})$"


def number(description: str, example: str, **more: Any) -> Schema:
    """A number."""
    return {"description": description, "type": "number", "examples": [example], **more}


def whole(description: str, example: str, least: int = 0, most: int = 1_000_000) -> Schema:
    """A whole number within bounds."""
    bounds = {"minimum": least, "maximum": most}
    return {"description": description, "type": "integer", "examples": [example], **bounds}


def words(description: str, pattern: str, *examples: str) -> Schema:
    """Words of one form; several examples are all that can be said."""
    return {"description": description, "type": "string", "pattern": pattern, "examples": [*examples]}


def one_of(description: str, *choices: str) -> Schema:
    """One of several words; yes and no may be read as truth by other tools."""
    truths = [choice == "yes" for choice in choices if choice in ("yes", "no")]
    return {"description": description, "enum": [*choices, *truths], "examples": [choices[0]]}


def listed(description: str, items: Schema, example: str, **more: Any) -> Schema:
    """A list of at least one item, none twice."""
    rules = {"type": "array", "minItems": 1, "uniqueItems": True, "items": items, "examples": [example]}
    return {"description": description, **rules, **more}


def one_or_list(description: str, example: str) -> Schema:
    """A word, or a list of words."""
    rules = {"type": ["string", "array"], "minLength": 1, "minItems": 1, "uniqueItems": True}
    return {"description": description, **rules, "items": {"$ref": "#/$defs/word"}, "examples": [example]}


def mapping(description: str, names: Schema, values: Schema, example: str) -> Schema:
    """Keys that the rulebook names itself, with values of one kind."""
    rules = {"type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": values}
    return {"description": description, **rules, "examples": [example]}


def keys(description: str, properties: Schema, required: list[str], example: str, kinds: Any = "object") -> Schema:
    """Known keys and no others."""
    rules = {"properties": properties, "required": required, "additionalProperties": False}
    return {"description": description, "type": kinds, **rules, "examples": [example]}


def ref(name: str, description: str = "") -> Schema:
    """What stands under `$defs`, with a description of its own."""
    return {"$ref": f"#/$defs/{name}"} | ({"description": description} if description else {})


TEXT: Schema = {
    "description": "Words shown to people: plain text for both languages, or one text for each.",
    "type": ["string", "object"],
    "minLength": 1,
    "properties": {
        "zh": {"type": "string", "minLength": 1, "examples": ["业务突出"]},
        "en": {"type": "string", "minLength": 1, "examples": ["Outstanding work"]},
    },
    "required": ["zh", "en"],
    "additionalProperties": False,
    "examples": ["{zh: 业务突出, en: Outstanding work}"],
}

LEVEL_TEXT: Schema = {
    "description": "A word in English; in Chinese it is the key.",
    "type": ["string", "object"],
    "minLength": 1,
    "properties": {
        "zh": {"type": "string", "minLength": 1, "examples": ["五星"]},
        "en": {"type": "string", "minLength": 1, "examples": ["Five-star"]},
    },
    "required": ["en"],
    "additionalProperties": False,
    "examples": ["{en: Five-star}"],
}

CODE = words("A letter, then letters, digits and dots.", "^[A-Za-z][A-Za-z0-9.]{0,19}$", "A1")
PART = words("A letter, then letters, digits and hyphens.", "^[A-Za-z][A-Za-z0-9-]{0,39}$", "late")
PARTY = words("Small letters and hyphens.", "^[a-z][a-z-]{0,19}$", "superior")
WORD: Schema = {"description": "A word.", "type": "string", "minLength": 1, "maxLength": 40, "examples": ["机关"]}
LEVEL_WORD: Schema = {"minLength": 1, "maxLength": 20, "examples": ["五星"]}
PICKED = ref("expression")
EXPRESSION: Schema = {
    "description": "A figure, or a sum of figures with blanks around + and -; or the highest, lowest or average of "
    "several.",
    "type": ["string", "object"],
    "minLength": 1,
    "maxLength": 500,
    "properties": {
        "highest-of": listed("The highest of these.", PICKED, "[A, B]", minItems=2),
        "lowest-of": listed("The lowest of these.", PICKED, "[A, B]", minItems=2),
        "average-of": listed("The average of these.", PICKED, "[A, B]", minItems=2),
    },
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "examples": ["F + H"],
}
COMPARISON: Schema = {
    "description": "What a figure must be: at least, above, at most, below, exactly; yes or no; a word or several; "
    "a share of another figure; blank or given; a level or better.",
    "type": ["string", "number", "boolean", "array"],
    "minLength": 1,
    "minItems": 1,
    "items": {"type": ["string", "number"], "examples": ["机关"]},
    "examples": ["at least 80"],
}
SOME_OF = "^at-least-[1-9][0-9]?-of$"
CONDITION_LIST = listed("So many of these hold.", ref("condition"), "[{A1: at least 15}, {type: 机关}]")
COUNT_OF: Schema = {
    "description": "So many of several figures are as asked.",
    "type": ["object", "array"],
    "properties": {
        "figures": listed("The figures.", ref("expression"), "[A, B, C]"),
        "are": ref("comparison"),
        "number": words("How many.", "^(at least|at most|exactly) [0-9]{1,3}$", "at least 3"),
    },
    "required": ["figures", "are", "number"],
    "additionalProperties": False,
    "minItems": 1,
    "items": {"$ref": "#/$defs/count-of"},
    "examples": ["{figures: [A, B, C], are: at least 80, number: at least 2}"],
}
CONDITION: Schema = {
    "description": "Figures with what each must be; all must hold.",
    "type": "object",
    "minProperties": 1,
    "properties": {
        "any-of": listed("One of these holds.", ref("condition"), "[{A1: at least 15}, {type: 机关}]"),
        "none-of": listed("None of these holds.", ref("condition"), "[{fact.new: yes}]"),
        "count-of": ref("count-of"),
    },
    "patternProperties": {SOME_OF: ref("condition-list")},
    "additionalProperties": ref("comparison"),
    "examples": ["{total: at least 90}"],
}
SHARE: Schema = {
    "description": "A share: percent or a fraction.",
    "type": ["string", "number"],
    "pattern": SHARE_WORDS,
    "examples": ["25%"],
}
ROUNDING: Schema = {
    "description": "To how many decimals; half up unless said otherwise.",
    "type": ["integer", "object"],
    "minimum": 0,
    "maximum": 6,
    "properties": {
        "places": whole("How many decimals.", "2", 0, 6),
        "to": number("To whole steps of this instead.", "0.5", exclusiveMinimum=0),
        "how": one_of("Which way.", "half up", "half even", "down", "up"),
    },
    "minProperties": 1,
    "additionalProperties": False,
    "examples": ["2"],
}
FACTOR: Schema = {
    "description": "A factor: a number, a share, a figure, or one of several by conditions.",
    "type": ["number", "string", "array"],
    "minLength": 1,
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "when": {"$ref": "#/$defs/condition"},
            "by": {"description": "The factor.", "type": ["number", "string"], "minLength": 1, "examples": ["1.2"]},
            "otherwise": {"description": "Else.", "type": ["number", "string"], "minLength": 1, "examples": ["1"]},
        },
        "additionalProperties": False,
        "minProperties": 1,
        "examples": ["{when: {members: at least 100}, by: 1.2}"],
    },
    "examples": ["1.6"],
}
TYPES = one_or_list("The types of branch.", "[机关, 学校]")
AT_MOST = {"type": ["string", "number"], "pattern": rf"^(at most )?{NUMBER}$", "examples": ["at most 100"]}

DEFINITIONS: Schema = {
    "text": TEXT,
    "level-text": LEVEL_TEXT,
    "code": CODE,
    "part": PART,
    "party": PARTY,
    "word": WORD,
    "expression": EXPRESSION,
    "comparison": COMPARISON,
    "condition": CONDITION,
    "condition-list": CONDITION_LIST,
    "count-of": COUNT_OF,
    "share": SHARE,
    "rounding": ROUNDING,
    "factor": FACTOR,
    "types": TYPES,
}
