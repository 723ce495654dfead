"""What may be earned and lost? Stars, levels, vetoes, grants and the ladder."""

from apps.rating.schema.words import NUMBER, RATIO, SOME_OF, Schema, keys, listed, number, one_of, ref, whole, words

LIT_WHEN = (
    rf"^((at least|above|at most|below|exactly) ({NUMBER}( ?%)?|{RATIO})( of .+)?|every (criterion|item) passes)$"
)

STAR: Schema = keys(
    "A star and what lights it.",
    {
        "for": {
            "description": "The section that lights it, or several with a star each.",
            "type": ["string", "array"],
            "pattern": "^[A-Za-z][A-Za-z0-9.]{0,19}$",
            "minItems": 1,
            "uniqueItems": True,
            "items": ref("code"),
            "examples": ["A"],
        },
        "code": ref("code", "Its own code; without it, the section's."),
        "title": ref("text"),
        "lit-when": {
            "description": "Lit when the section counts this much, when every criterion passes, or on a condition.",
            "type": ["string", "object"],
            "minProperties": 1,
            "pattern": LIT_WHEN,
            "examples": ["at least 80"],
        },
        "one-for-each": number("One star for each so many points.", "20", exclusiveMinimum=0),
        "of": ref("expression", "The points that are counted out."),
        "at-most": whole("How many stars at most.", "5", 1, 100),
        "once-lit": listed("Only once these stars are lit.", ref("code"), "[B1, B2]"),
        "medals": {
            "description": "The medals, best first.",
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {
                    "type": ["string", "object"],
                    "minLength": 1,
                    "minProperties": 1,
                    "examples": ["at least 90"],
                },
                "examples": ["{金: at least 90}"],
            },
            "examples": ["[{金: at least 90}, {银: at least 80}]"],
        },
    },
    ["for"],
    "{for: A, title: {zh: 业务突出星, en: Outstanding work}, lit-when: at least 80}",
)

VETO: Schema = keys(
    "An event that limits the outcome.",
    {
        "title": ref("text"),
        "effect": words(
            "no level, no stars, one level down, no promotion, not rated, no level above a level, or a star out.",
            "^(no level|no stars|one level down|no promotion|not rated|no level above .+|star .+ out)$",
            *("no level", "no stars", "one level down", "no promotion", "not rated"),
            *("no level above 三星", "star A out"),
        ),
        "look-back": words("How long it stands.", "^[0-9]{1,2} years?$", "1 year"),
        "when": ref("condition", "The rules find it themselves."),
    },
    ["effect"],
    "{title: {zh: 严重违纪违法, en: Serious breach}, effect: no level}",
)

LEVEL: Schema = {
    "description": "What a level asks. The first that holds is the branch's; the last takes everybody else.",
    "type": ["object", "string"],
    "pattern": "^(otherwise|everybody)$",
    "properties": {
        "title": ref("level-text"),
        "lit": {
            "description": "So many stars are lit; a plain number is exactly so many.",
            "type": ["string", "integer"],
            "minimum": 1,
            "maximum": 9999,
            "pattern": "^(at least|at most|exactly) [1-9][0-9]{0,3}$",
            "examples": ["at least 5"],
        },
        "with": listed("These stars are among the lit ones.", ref("code"), "[E]"),
        "stars": {
            "description": "How many stars the level shows; or how many it asks, as a comparison.",
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": 100,
            "pattern": "^at least [1-9][0-9]{0,3}$",
            "examples": ["5"],
        },
        "otherwise": one_of("Only the last level: whoever reaches no other.", "rated", "not rated"),
        "any-of": listed("One of these holds.", ref("condition"), "[{A1: at least 15}, {type: 机关}]"),
        "none-of": listed("None of these holds.", ref("condition"), "[{fact.new: yes}]"),
        "count-of": ref("count-of"),
    },
    "patternProperties": {SOME_OF: ref("condition-list")},
    "additionalProperties": ref("comparison"),
    "examples": ["{title: {en: Five-star}, lit: at least 5, with: [E], stars: 5}"],
}

GRANT: Schema = keys(
    "A fact that gives a level whatever the points say.",
    {
        "level": ref("word", "The level."),
        "when": ref("condition"),
        "title": ref("text"),
        "past-ladder": one_of("Whether the ladder does not hold it back.", "yes", "no"),
    },
    ["level", "when"],
    "{level: 五星, when: {fact.national-honour: yes}}",
)

UNRATED: Schema = keys(
    "Who takes part without being rated.",
    {"title": ref("level-text"), "when": ref("condition")},
    ["when"],
    "{when: {fact.new: yes}}",
)

LADDER: Schema = keys(
    "How far a level may move in a year.",
    {
        "up-at-most": whole("Steps up.", "1", 0, 20),
        "down-at-most": whole("Steps down.", "1", 0, 20),
        "no-record": words("The best level without a record.", "^(at most )?.{1,40}$", "at most 三星"),
        "except-when": ref("condition"),
    },
    [],
    "{up-at-most: 1, no-record: at most 三星}",
)
