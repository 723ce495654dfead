"""Which keys may a rulebook hold, and what may stand there? The published JSON Schema, as plain data."""

from apps.rating.schema import comparing, parties
from apps.rating.schema.criteria import CRITERION
from apps.rating.schema.results import GRANT, LADDER, LEVEL, STAR, UNRATED, VETO
from apps.rating.schema.sections import REFINEMENT, SECTION, SIZES, TOTAL
from apps.rating.schema.words import DEFINITIONS, LEVEL_WORD, Schema, keys, mapping, number, one_of, ref, words

__all__ = ["SCHEMA"]

BLANK = keys(
    "What a criterion without a mark counts, and what it does when a stage closes.",
    {
        "counts": {"enum": [0], "examples": ["0"]},
        "at-closing": {"enum": ["blocker"], "examples": ["blocker"]},
    },
    ["counts", "at-closing"],
    "{counts: 0, at-closing: blocker}",
)

PROPERTIES: Schema = {
    "rulebook": words("The name of the rulebook in addresses and files.", "^[a-z0-9][a-z0-9-]{0,59}$", "xuchang-2025"),
    "title": ref("text"),
    "note": ref("text", "A few words on the whole."),
    "parties": parties.PARTS["parties"],
    "mix": parties.PARTS["mix"],
    "panels": parties.PARTS["panels"],
    "ballot": parties.PARTS["ballot"],
    "facts": parties.PARTS["facts"],
    "step": number("Marks are multiples of this; a hundredth without it.", "0.1"),
    "blank": BLANK,
    "ask-reason-when-gap": number(
        "A mark this far from the self-assessment needs a reason; without the key, none does.", "2"
    ),
    "ask-reason-when-rise": number(
        "A self-mark this far above last year's needs a sentence; without the key, none does.", "5"
    ),
    "sections": mapping(
        "The sections in order, by code.", ref("code"), ref("section"), "{A: {title: …, criteria: {…}}}"
    ),
    "count-once": parties.PARTS["count-once"],
    "figures": parties.PARTS["figures"],
    "total": ref("total"),
    "below-zero": one_of("Whether the total can be less than 0.", "yes", "no"),
    "stars": {
        "description": "The stars in order.",
        "type": "array",
        "minItems": 1,
        "items": ref("star"),
        "examples": ["- {for: A, title: …, lit-when: at least 80}"],
    },
    "vetoes": {
        "description": "What bars a branch from a level, by code.",
        "type": "object",
        "propertyNames": ref("code"),
        "additionalProperties": ref("veto"),
        "examples": ["{V1: {title: …, effect: no level}}"],
    },
    "grants": {
        "description": "Facts that give a level.",
        "type": "array",
        "minItems": 1,
        "items": ref("grant"),
        "examples": ["- {level: 五星, when: {fact.national-honour: yes}}"],
    },
    "without-rating": mapping(
        "Who takes part without being rated, by word.",
        LEVEL_WORD,
        ref("unrated"),
        "{新成立不参评: {when: {fact.new: yes}}}",
    ),
    "levels": {
        "description": "The levels, best first: each its word and what it asks.",
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": LEVEL_WORD,
            "additionalProperties": ref("level"),
            "examples": ["五星: {title: {en: Five-star}, lit: at least 5, stars: 5}"],
        },
        "examples": ["- 五星: {title: {en: Five-star}, lit: at least 5, stars: 5}"],
    },
    "ladder": ref("ladder"),
    "order": comparing.PARTS["order"],
    "compare-within": comparing.PARTS["compare-within"],
    "size-bands": SIZES,
    "ties": comparing.PARTS["ties"],
    "quotas": comparing.PARTS["quotas"],
    "grades": comparing.PARTS["grades"],
    "programmes": comparing.PARTS["programmes"],
    "honours": comparing.PARTS["honours"],
    "targets": comparing.PARTS["targets"],
    "refinement": mapping(
        "What units may add, by section.", ref("code"), ref("refinement"), "{X: {at-most: 10 points, by: unit}}"
    ),
}

SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A rulebook of starbranch",
    "description": "All rules of one rating, in named mechanisms.",
    "examples": ["rulebook: xuchang-2025"],
    "type": "object",
    "properties": PROPERTIES,
    "required": ["rulebook", "title", "parties", "sections", "levels", "order"],
    "additionalProperties": False,
    "$defs": DEFINITIONS
    | {
        "criterion": CRITERION,
        "section": SECTION,
        "total": TOTAL,
        "refinement": REFINEMENT,
        "party-role": parties.PARTY,
        "mix": parties.MIX,
        "panel": parties.PANEL,
        "ballot": parties.BALLOT,
        "fact": parties.FACT,
        "star": STAR,
        "veto": VETO,
        "level": LEVEL,
        "grant": GRANT,
        "unrated": UNRATED,
        "ladder": LADDER,
        "order-key": comparing.KEY,
        "quota": comparing.QUOTA,
    },
}
