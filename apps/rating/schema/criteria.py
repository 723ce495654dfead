"""What may a criterion say? One line that is marked, counted or read."""

from apps.rating.schema.words import Schema, keys, listed, mapping, number, one_of, ref, whole, words

BLANKS = ("error", "zero", "full", "left out", "not rated", "fail")
SCOPES = ("campaign", "zone", "unit", "type", "branch-type", "size")

FINE = keys(
    "What is taken off full marks.",
    {
        "title": ref("text"),
        "guide": ref("text"),
        "once": number("Taken off once, by yes or no.", "2", exclusiveMinimum=0),
        "each": number("Taken off for each.", "0.5", exclusiveMinimum=0),
        "per": number("For each so many.", "5", exclusiveMinimum=0),
        "units": one_of("Whether begun units count.", "full", "begun", "exact"),
        "below": number("The shortfall below this counts.", "95"),
        "above": number("What lies above this counts.", "5"),
        "at-most": number("Never more than this.", "5", exclusiveMinimum=0),
        "when": ref("condition", "Only where this holds."),
        "reads": ref("expression", "The figure that counts; then nothing is typed."),
    },
    [],
    "{title: 迟报, each: 0.5}",
)

AWARD: Schema = {
    "description": "One kind of award.",
    "type": ["object", "number"],
    "properties": {"title": ref("text"), "guide": ref("text"), "points": number("What it is worth.", "5")},
    "required": ["points"],
    "additionalProperties": False,
    "examples": ["{title: 国家级, points: 5}"],
}

CHOICE: Schema = AWARD | {"description": "A choice with its points.", "examples": ["{title: 好, points: 10}"]}


def banded(description: str, example: str, last: str = "otherwise: 0") -> Schema:
    """A list of single keys, each with its points."""
    item: Schema = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": number("The points.", "10"),
        "examples": [example],
    }
    return listed(description, item, f"[{{{example}}}, {{{last}}}]")


PROPERTIES: Schema = {
    "title": ref("text"),
    "points": number("Marked with points from 0 to this many.", "20"),
    "from": number("The lowest that is typed.", "-5"),
    "to": number("The highest that is typed.", "100"),
    "step": number("Its own step.", "0.5"),
    "pass-or-fail": number("Passed is worth this much.", "1", minimum=0),
    "choices": mapping(
        "Fixed points by choice.",
        {"minLength": 1, "maxLength": 20, "examples": ["A"]},
        CHOICE,
        "{A: 10, B: 8, C: 5, D: 0}",
    ),
    "each": number("So much for each.", "2"),
    "per": number("For each so many.", "10", exclusiveMinimum=0),
    "units": one_of("Whether begun units count.", "full", "begun", "exact"),
    "at-most": number("Counts at most this.", "10"),
    "deduct-from": number("Full marks, from which fines are taken.", "10", exclusiveMinimum=0),
    "fines": mapping("The fines by code.", ref("part"), FINE, "{late: {title: 迟报, each: 0.5}}"),
    "awards": mapping("The awards by code.", ref("part"), AWARD, "{national: {title: 国家级, points: 5}}"),
    "take": words("Which awards count.", "^(sum|best|best [1-9][0-9]?)$", "best"),
    "bands": banded("Points by the first band that holds.", "at least 95: 10"),
    "line": banded("Points on a straight line between these.", "at 60: 0", "at 100: 10") | {"minItems": 2},
    "reads": ref("expression", "The figure that is read."),
    "out-of": ref("expression", "The lines of bands, and the points of a line, are shares of this."),
    "share": keys(
        "Full points × of ÷ out-of.",
        {
            "of": ref("expression"),
            "out-of": ref("expression"),
            "full-at": {**ref("share"), "description": "Full points from here."},
        },
        ["of", "out-of"],
        "{of: fact.attended, out-of: members}",
    ),
    "place": keys(
        "Points by the place of a figure.",
        {
            "of": ref("expression"),
            "within": one_of("Among whom.", *SCOPES),
            "smallest-first": one_of("Whether the smallest is best.", "yes", "no"),
            "points": banded("Points by place.", '"1": 10'),
        },
        ["points"],
        '{of: fact.gdp, within: zone, points: [{"1": 10}, {otherwise: 5}]}',
    ),
    "best": keys(
        "Full points in proportion to the best.",
        {
            "of": ref("expression"),
            "within": one_of("Among whom.", *SCOPES),
            "smallest-first": one_of("Whether the smallest is best.", "yes", "no"),
        },
        [],
        "{of: fact.members-new, within: zone}",
    ),
    "bonus": number("Points outside the section's maximum, on top.", "10"),
    "penalty": number("Marked from 0 to this many, and taken off.", "20"),
    "guide": ref("text", "What to look at, in a few words."),
    "proof": whole("How many proof files the self-assessment needs; without the key, none.", "1", 1, 20),
    "how": one_of("How it is looked at.", "papers", "on-site", "ballot", "system"),
    "marked-by": ref("party", "Only this party marks it."),
    "for": ref("types", "Only for these types of branch."),
    "not-for": ref("types", "Not for these types of branch."),
    "when": ref("condition", "Asked only where this holds."),
    "texts": mapping(
        "Own words for a type of branch.",
        {"minLength": 1, "maxLength": 40, "examples": ["机关"]},
        keys("Own words.", {"title": ref("text"), "guide": ref("text")}, [], "{guide: 一线职工优先}"),
        "{学校: {guide: 教师优先}}",
    ),
    "times": ref("factor"),
    "round": ref("rounding"),
    "blank": one_of("What a blank means.", *BLANKS),
    "weight": {**ref("share"), "description": "Its weight in a weighted mean."},
    "zh": {"type": "string", "minLength": 1, "examples": ["业务突出"]},
    "en": {"type": "string", "minLength": 1, "examples": ["Outstanding work"]},
}

CRITERION: Schema = {
    "description": "One line that is marked; a number is its points, words are the title of an item.",
    "type": ["object", "number", "string"],
    "minLength": 1,
    "properties": PROPERTIES,
    "additionalProperties": False,
    "examples": ["{title: {zh: 中心工作, en: Core work}, points: 20}"],
}
