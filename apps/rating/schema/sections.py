"""What may a section say, and how is the total made of sections?"""

from apps.rating.schema.criteria import BLANKS
from apps.rating.schema.words import AT_MOST, NUMBER, Schema, keys, mapping, one_of, ref, whole, words

WITH_BONUS = rf"^at most {NUMBER}( with bonus)?$"

SECTION: Schema = keys(
    "A group of criteria that are added up.",
    {
        "title": ref("text"),
        "short": ref("text", "The title in a word, for narrow places."),
        "letter": ref("text", "The title in one character, under small stars."),
        "sum": words("The sum counts up to this; without it, all points count.", WITH_BONUS, "at most 100"),
        "bonus": words("Counts on top of everybody's maximum, up to this.", WITH_BONUS, "at most 10"),
        "scale-to": {"description": "Its full sum counts this much.", "type": "number", "examples": ["20"]},
        "mean": one_of("A mean of its criteria instead of their sum.", "weighted"),
        "take": words(
            "Only so many of the best criteria count, or the median of all.",
            "^(best [1-9][0-9]?|median)$",
            *("best 3", "median"),
        ),
        "against": one_of("Whether it is taken off the total.", "yes", "no"),
        "below-zero": one_of("Whether it can count less than 0.", "yes", "no"),
        "times": ref("factor"),
        "round": ref("rounding"),
        "items": one_of("All criteria are passed or failed and count no points.", "pass-or-fail"),
        "blank": one_of("What a blank means for its criteria.", *BLANKS),
        "for": ref("types", "Only for these types of branch."),
        "not-for": ref("types", "Not for these types of branch."),
        "when": ref("condition", "Asked only where this holds."),
        "texts-per": one_of("By what the texts differ.", "branch-type"),
        "criteria": {
            "description": "The criteria in order, by code.",
            "type": ["object", "array"],
            "minProperties": 1,
            "minItems": 1,
            "uniqueItems": True,
            "items": ref("code"),
            "propertyNames": ref("code"),
            "additionalProperties": ref("criterion"),
            "examples": ["{A1: {title: {zh: 中心工作, en: Core work}, points: 20}}"],
        },
    },
    [],
    "{title: …, criteria: {…}}",
)

TOTAL: Schema = keys(
    "How the total is made; without it, of all sections.",
    {
        "of": ref("expression", "The sections that are added."),
        "weights": mapping("The weight of each section.", ref("code"), ref("share"), "{A: 40%, B: 60%}"),
        "cases": {
            "description": "Which sections are added, by conditions; the first that holds.",
            "type": "array",
            "minItems": 1,
            "items": keys(
                "A condition with what is added, or what is added otherwise.",
                {
                    "when": ref("condition"),
                    "of": ref("expression"),
                    "otherwise": ref("expression"),
                },
                [],
                "{when: {N: at least 11}, of: N - F}",
            ),
            "examples": ["[{when: {N: at least 11}, of: N - F}, {otherwise: N - P}]"],
        },
        "times": ref("factor"),
        "at-most": {"description": "Counts at most this.", **AT_MOST},
        "below-zero": one_of("Whether it can be less than 0.", "yes", "no"),
        "round": ref("rounding"),
    },
    [],
    "{of: A + B, round: 2}",
)

REFINEMENT: Schema = keys(
    "What units may add to a section.",
    {
        "at-most": words("Their points together.", rf"^{NUMBER} points$", "10 points"),
        "criteria": words("How many criteria.", "^at most [1-9][0-9]{0,2}$", "at most 5"),
        "by": one_of("Who adds them.", "unit", "county"),
    },
    ["at-most"],
    "{at-most: 10 points, criteria: at most 5, by: unit}",
)

SIZES: Schema = {
    "description": "Where groups by size begin: [5, 20] parts below 5, 5 to 19, and 20 or more.",
    "type": "array",
    "minItems": 1,
    "uniqueItems": True,
    "items": whole("Members.", "20", 1),
    "examples": ["[5, 20, 50]"],
}
