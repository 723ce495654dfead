"""Who marks, who votes, and which facts are known?"""

from apps.rating.schema.criteria import AWARD
from apps.rating.schema.words import SHARE_WORDS, Schema, keys, listed, mapping, number, one_of, ref, whole, words

MISSING = one_of("What a missing part means.", "counts 0", "left out", "not rated")

PARTY: Schema = {
    "description": "It counts, is shown beside, or has a share.",
    "type": ["string", "object"],
    "pattern": rf"^(counts|shown)$|{SHARE_WORDS}",
    "properties": {
        "share": ref("share"),
        "marks": one_of("It gives one number instead of a sheet.", "total"),
        "from": number("The lowest number.", "0"),
        "to": number("The highest number.", "100"),
    },
    "additionalProperties": False,
    "required": ["share"],
    "examples": ["counts", "shown", "30%"],
}

MIX: Schema = keys(
    "How the parties become one.",
    {
        "at": one_of("Whether totals or criteria are mixed.", "total", "criteria"),
        "missing": mapping("What a missing party means.", ref("party"), MISSING, "{ballot: counts 0}"),
        "round": ref("rounding"),
    },
    [],
    "{at: total, missing: {ballot: counts 0}, round: 2}",
)

PANEL: Schema = keys(
    "Several markers that become one mark.",
    {
        "markers": whole("How many markers.", "9", 2, 50),
        "take": words(
            "What becomes of their marks.",
            "^((mean|sum)( without the (highest and lowest|highest|lowest))?|median|(sum of )?best [1-9][0-9]?)$",
            *("mean", "median", "sum", "mean without the highest and lowest", "mean without the lowest"),
            *("mean without the highest", "sum without the highest and lowest", "best 3", "sum of best 3"),
        ),
        "drop": whole("How many of the highest, and of the lowest, are left out.", "1", 1, 20),
        "at-least": whole("With fewer marks there is none.", "3", 1, 50),
        "round": ref("rounding"),
    },
    ["markers"],
    "{markers: 9, take: mean without the highest and lowest, drop: 1, round: 2}",
)

BALLOT: Schema = keys(
    "How votes become points; without options the mean itself is given.",
    {
        "options": mapping(
            "The answers with their points.",
            ref("part"),
            AWARD | {"examples": ["{title: 好, points: 80}"]},
            "{very-good: 100, good: 80, fair: 60, poor: 0}",
        ),
        "abstain": one_of("Abstentions are counted apart.", "aside"),
        "layers": mapping(
            "The weight of each layer of voters.", ref("part"), ref("share"), "{members: 60%, public: 40%}"
        ),
        "quorum": words("How many must vote.", "^at least .{1,200}$", "at least 50% of members"),
        "round": ref("rounding"),
        "missing": MISSING,
    },
    [],
    "{options: {good: 100, poor: 0}, quorum: at least 50% of members}",
)

FACT: Schema = keys(
    "A fact that rules read.",
    {
        "title": ref("text"),
        "is": {
            "description": "number, yes-or-no, or the list of its words.",
            "type": ["string", "array"],
            "pattern": "^(number|yes-or-no)$",
            "minItems": 1,
            "uniqueItems": True,
            "items": ref("word"),
            "examples": ["yes-or-no"],
        },
        "from": number("The lowest.", "0"),
        "to": number("The highest.", "100"),
        "step": number("Its step.", "0.1"),
        "ledger": words("The ledger that gives it.", "^[a-z][a-z-]{0,39}$", "duties"),
    },
    [],
    "{title: 市级以上表彰, is: yes-or-no}",
)

PARTS: Schema = {
    "parties": mapping(
        "Who marks: the party whose marks count, and those that are shown beside.",
        {"pattern": "^[a-z][a-z-]{0,19}$", "examples": ["superior"]},
        ref("party-role"),
        "{superior: counts, self: shown}",
    ),
    "mix": ref("mix"),
    "panels": mapping("The parties that are several markers.", ref("party"), ref("panel"), "{judge: {markers: 9}}"),
    "ballot": ref("ballot"),
    "facts": mapping("What is known of a branch, by name.", ref("part"), ref("fact"), "{honour: {is: yes-or-no}}"),
    "count-once": listed(
        "Of these criteria only the one that counts most counts.",
        listed("Criteria that may hold the same fact.", ref("code"), "[A5, H1]", minItems=2),
        "[[A5, H1]]",
    ),
    "figures": mapping("Sums and picks with names of their own.", ref("part"), ref("expression"), "{points: F + H}"),
}
