"""What may decide places, how many may hold a level, and which other words follow from it?"""

from apps.rating.schema.criteria import SCOPES
from apps.rating.schema.words import LEVEL_WORD, SHARE_WORDS, Schema, keys, listed, mapping, one_of, ref, whole

AMOUNT: Schema = {
    "description": "A share or a number.",
    "type": ["string", "integer"],
    "pattern": SHARE_WORDS,
    "minimum": 0,
    "maximum": 10_000_000,
    "examples": ["25%"],
}

KEY: Schema = {
    "description": "A figure, the larger first; “fewest” before it turns that round.",
    "type": "string",
    "minLength": 1,
    "maxLength": 500,
    "examples": ["total"],
}

QUOTA: Schema = keys(
    "A limit on how many hold a level.",
    {
        "for": {
            "description": "A level, a level or better, or several levels.",
            "type": ["string", "array"],
            "minLength": 1,
            "minItems": 1,
            "items": ref("word"),
            "examples": ["四星 or better"],
        },
        "at-most": AMOUNT,
        "exactly": AMOUNT,
        "at-least": AMOUNT,
        "seats": mapping("Seats by group.", LEVEL_WORD, whole("Seats.", "3", 0), "{单位甲: 3, otherwise: 1}"),
        "of": one_of("Of whom the share is taken.", "everybody", "rated", "qualified"),
        "within": one_of("Within which group.", *SCOPES),
        "rounding": one_of("How a share becomes seats.", "down", "up", "half up", "largest remainder"),
        "least": whole("At least so many seats.", "1", 0),
        "by": listed("Who comes first.", ref("order-key"), "[total, superior]"),
        "ties": one_of("What becomes of a tie over the line.", "left out", "taken in", "meeting"),
        "falls-to": ref("word", "The level of whoever is pushed out."),
        "when": ref("condition", "Who is counted at all."),
    },
    ["for"],
    "{for: 四星 or better, at-most: 25%}",
)

WORDS: Schema = mapping(
    "Words of another vocabulary, each with the levels or the condition it asks; the first that holds.",
    LEVEL_WORD,
    {
        "type": ["array", "string", "object"],
        "minLength": 1,
        "minItems": 1,
        "minProperties": 1,
        "examples": ["[五星, 四星]"],
    },
    "{先进: [五星, 四星], 良好: [三星]}",
)

PARTS: Schema = {
    "order": listed(
        "What decides places, first things first: stars, total, a section's code or any other figure.",
        ref("order-key"),
        "[stars, total, E]",
    ),
    "compare-within": one_of("The table that people compare.", *SCOPES),
    "ties": {
        "description": "Ties share a place, or are broken by a figure.",
        "type": ["string", "object"],
        "pattern": "^share$",
        "properties": {"broken-by": ref("order-key")},
        "required": ["broken-by"],
        "additionalProperties": False,
        "examples": ["share"],
    },
    "quotas": {
        "description": "The limits, in the order in which they work.",
        "type": "array",
        "minItems": 1,
        "items": ref("quota"),
        "examples": ["- {for: 四星 or better, at-most: 25%}"],
    },
    "grades": WORDS,
    "programmes": WORDS,
    "honours": {
        "description": "Honours that a branch may be put forward for, and the levels that they are given from.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
            "type": ["string", "array"],
            "minLength": 1,
            "minItems": 1,
            "items": {"type": "string"},
            "examples": ["四星 or better"],
        },
        "examples": ["{先进基层党组织: 四星 or better}"],
    },
    "targets": {
        "description": "Shares and numbers to watch, by level or number of stars.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
            "type": ["string", "integer", "object"],
            "pattern": SHARE_WORDS,
            "minimum": 0,
            "minProperties": 1,
            "examples": ["25%"],
        },
        "examples": ["{三星 or better: 60%, at least 8 stars: 10%}"],
    },
}
