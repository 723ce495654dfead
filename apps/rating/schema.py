"""Which keys may a rulebook hold, and what may stand there? The published JSON Schema, as plain data."""

from typing import Any

Schema = dict[str, Any]

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

CODE: Schema = {
    "description": "A letter, then letters, digits and dots.",
    "type": "string",
    "pattern": "^[A-Za-z][A-Za-z0-9.]{0,19}$",
    "examples": ["A1"],
}

AT_LEAST_POINTS: Schema = {
    "type": "string",
    "pattern": r"^at least [0-9]{1,15}(\.[0-9]{1,2})?$",
    "examples": ["at least 80"],
}

CRITERION: Schema = {
    "description": "One line that is marked.",
    "type": "object",
    "properties": {
        "title": {"$ref": "#/$defs/text"},
        "points": {"description": "Marked with points from 0 to this many.", "type": "number", "examples": ["20"]},
        "guide": {"$ref": "#/$defs/text", "description": "What to look at, in a few words."},
    },
    "required": ["title", "points"],
    "additionalProperties": False,
    "examples": ["{title: {zh: 中心工作, en: Core work}, points: 20}"],
}

SECTION: Schema = {
    "description": "A group of criteria that are added up.",
    "type": "object",
    "properties": {
        "title": {"$ref": "#/$defs/text"},
        "short": {"$ref": "#/$defs/text", "description": "The title in a word, for narrow places."},
        "letter": {"$ref": "#/$defs/text", "description": "The title in one character, under small stars."},
        "sum": {
            "description": "The sum counts up to this; without it, all points count.",
            "type": "string",
            "pattern": r"^at most [0-9]{1,15}(\.[0-9]{1,2})?$",
            "examples": ["at most 100"],
        },
        "criteria": {
            "description": "The criteria in order, by code.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"$ref": "#/$defs/code"},
            "additionalProperties": {"$ref": "#/$defs/criterion"},
            "examples": ["{A1: {title: {zh: 中心工作, en: Core work}, points: 20}}"],
        },
    },
    "required": ["title", "short", "letter", "criteria"],
    "additionalProperties": False,
    "examples": ["{title: …, short: …, letter: …, criteria: {…}}"],
}

STAR: Schema = {
    "description": "A star and what lights it.",
    "type": "object",
    "properties": {
        "for": {"$ref": "#/$defs/code", "description": "The section that lights it; its code is the star's code."},
        "title": {"$ref": "#/$defs/text"},
        "lit-when": {"$ref": "#/$defs/at-least-points", "description": "Lit when the section counts this much."},
    },
    "required": ["for", "title", "lit-when"],
    "additionalProperties": False,
    "examples": ["{for: A, title: {zh: 业务突出星, en: Outstanding work}, lit-when: at least 80}"],
}

VETO: Schema = {
    "description": "An event that limits the outcome.",
    "type": "object",
    "properties": {
        "title": {"$ref": "#/$defs/text"},
        "effect": {
            "description": "no level: the last level, with its stars.",
            "enum": ["no level"],
            "examples": ["no level"],
        },
    },
    "required": ["title", "effect"],
    "additionalProperties": False,
    "examples": ["{title: {zh: 严重违纪违法, en: Serious breach}, effect: no level}"],
}

LEVEL: Schema = {
    "description": "What a level asks. The first that holds is the branch's; the last takes everybody else.",
    "type": "object",
    "properties": {
        "title": {
            "description": "The level's word in English; in Chinese it is the key.",
            "type": "object",
            "properties": {"en": {"type": "string", "minLength": 1, "examples": ["Five-star"]}},
            "required": ["en"],
            "additionalProperties": False,
            "examples": ["{en: Five-star}"],
        },
        "stars": {
            "description": "How many stars the level shows.",
            "type": "integer",
            "minimum": 0,
            "maximum": 100,
            "examples": ["5"],
        },
        "lit": {
            "description": "This many stars are lit.",
            "type": "string",
            "pattern": "^at least [1-9][0-9]{0,3}$",
            "examples": ["at least 5"],
        },
        "with": {
            "description": "These stars are among the lit ones.",
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"$ref": "#/$defs/code"},
            "examples": ["[E]"],
        },
        "otherwise": {"description": "Only the last level: whoever reaches no other.", "enum": ["not rated"]},
    },
    "required": ["title"],
    "additionalProperties": False,
    "examples": ["{title: {en: Five-star}, lit: at least 5, with: [E], stars: 5}"],
}

SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A rulebook of starbranch",
    "description": "All rules of one rating, in named mechanisms. Points have at most two decimals.",
    "examples": ["rulebook: xuchang-2025"],
    "type": "object",
    "properties": {
        "rulebook": {
            "description": "The name of the rulebook in addresses and files.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]{0,59}$",
            "examples": ["xuchang-2025"],
        },
        "title": {"$ref": "#/$defs/text"},
        "parties": {
            "description": "Who marks: the party whose marks count, and those that are shown beside.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z][a-z-]{0,19}$", "examples": ["superior"]},
            "additionalProperties": {"enum": ["counts", "shown"]},
            "examples": ["{superior: counts, self: shown}"],
        },
        "step": {"description": "Marks are multiples of this.", "type": "number", "examples": ["0.1"]},
        "blank": {
            "description": "What a criterion without a mark counts, and what it does when a stage closes.",
            "type": "object",
            "properties": {
                "counts": {"enum": [0], "examples": ["0"]},
                "at-closing": {"enum": ["blocker"], "examples": ["blocker"]},
            },
            "required": ["counts", "at-closing"],
            "additionalProperties": False,
            "examples": ["{counts: 0, at-closing: blocker}"],
        },
        "ask-reason-when-gap": {
            "description": "A mark this far from the self-assessment needs a reason; without the key, none does.",
            "type": "number",
            "examples": ["2"],
        },
        "sections": {
            "description": "The sections in order, by code.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"$ref": "#/$defs/code"},
            "additionalProperties": {"$ref": "#/$defs/section"},
            "examples": ["{A: {title: …, short: …, letter: …, criteria: {…}}}"],
        },
        "stars": {
            "description": "The stars in order.",
            "type": "array",
            "minItems": 1,
            "items": {"$ref": "#/$defs/star"},
            "examples": ["- {for: A, title: …, lit-when: at least 80}"],
        },
        "vetoes": {
            "description": "What bars a branch from a level, by code.",
            "type": "object",
            "propertyNames": {"$ref": "#/$defs/code"},
            "additionalProperties": {"$ref": "#/$defs/veto"},
            "examples": ["{V1: {title: …, effect: no level}}"],
        },
        "levels": {
            "description": "The levels, best first: each its word and what it asks.",
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "propertyNames": {"minLength": 1, "maxLength": 20, "examples": ["五星"]},
                "additionalProperties": {"$ref": "#/$defs/level"},
                "examples": ["五星: {title: {en: Five-star}, lit: at least 5, stars: 5}"],
            },
            "examples": ["- 五星: {title: {en: Five-star}, lit: at least 5, stars: 5}"],
        },
        "order": {
            "description": "What decides places, first things first: stars, total, or a section's code.",
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"$ref": "#/$defs/code"},
            "examples": ["[stars, total, E]"],
        },
    },
    "required": ["rulebook", "title", "parties", "step", "blank", "sections", "stars", "levels", "order"],
    "additionalProperties": False,
    "$defs": {
        "text": TEXT,
        "code": CODE,
        "at-least-points": AT_LEAST_POINTS,
        "criterion": CRITERION,
        "section": SECTION,
        "star": STAR,
        "veto": VETO,
        "level": LEVEL,
    },
}
