"""What is wrong with a rulebook, where, and how is it mended? One sentence a fault, with what a translation needs."""

import dataclasses
from collections.abc import Iterable, Mapping


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the message catalogue; whoever shows it translates it."""
    return sentence


MESSAGES: Mapping[str, str] = {
    "alias": gettext_noop("Anchors, aliases and tags (&, *, !) are not used in rulebooks. Write the value out."),
    "bad-code": gettext_noop(
        "“%(value)s” cannot be a code. Begin with a letter, then letters, digits and dots: %(example)s."
    ),
    "bad-value": gettext_noop("“%(value)s” is not known here. Write one of: %(choices)s."),
    "bad-words": gettext_noop("“%(value)s” cannot be read. Write it like this: %(example)s."),
    "ballot-idle": gettext_noop(
        "Nothing counts or asks for the votes. Give the ballot a share, or ask for it in a level."
    ),
    "band-empty": gettext_noop(
        "Nothing falls into “%(band)s”: those above take it all, or the figure never runs there. "
        "Put the bands in order, or take it out."
    ),
    "band-otherwise": gettext_noop(
        "The last band takes whatever is left, so that there is no gap. Write there, and only there: %(example)s."
    ),
    "band-percent": gettext_noop("“%(band)s” is a share, and it is not said of what. Add out-of, or write a number."),
    "band-share": gettext_noop("The bands are shares of out-of, and “%(band)s” is a number. Write it with %%."),
    "best-all": gettext_noop("There are only %(count)s criteria. Let fewer of them count, or take the key out."),
    "cap-idle": gettext_noop(
        "The criteria of this section add up to %(sum)s and never reach %(cap)s. Lower it to %(sum)s or raise criteria."
    ),
    "circle": gettext_noop(
        "“%(figure)s” is itself made of this (%(way)s). Let one of them read something that is known before."
    ),
    "circular": gettext_noop("“%(figure)s” is what is made here. Name figures that are made before it."),
    "code-reserved": gettext_noop("“%(code)s” is the name of another column or party in a marks file. Choose another."),
    "code-twice": gettext_noop("The code %(code)s stands on line %(first)s already. Give each criterion its own code."),
    "criterion-unknown": gettext_noop("There is no criterion %(code)s. Name one of: %(known)s."),
    "deep": gettext_noop("The text is nested more than %(limit)s levels deep. A rulebook needs fewer."),
    "drawn-parties": gettext_noop("Several sheets hold this figure. Say who types it: %(example)s."),
    "empty": gettext_noop("Nothing stands here. Write it like this: %(example)s."),
    "fact-idle": gettext_noop("No rule reads the fact %(fact)s. Take it out, or use it."),
    "fact-mixed": gettext_noop(
        "“%(figure)s” is compared with yes or no here and with a number there. Declare under facts what it is."
    ),
    "fact-range": gettext_noop(
        "“%(figure)s” runs from %(low)s to %(high)s, so this never holds. If it may run further, say so: %(example)s."
    ),
    "fact-words": gettext_noop(
        "“%(figure)s” is compared with words (%(words)s). Declare it under facts: {%(name)s: {is: [%(words)s, …]}}."
    ),
    "factor-open": gettext_noop(
        "Full marks of “%(figure)s” depend on %(fact)s, and it is not said how high that runs. Say so: %(example)s."
    ),
    "facts-alike": gettext_noop(
        "“%(figure)s” and “%(other)s” are spelt almost alike. Write both the same if they are one."
    ),
    "figure-unknown": gettext_noop("There is no figure “%(figure)s”. Name one of: %(known)s."),
    "figure-unknown-close": gettext_noop("There is no figure “%(figure)s”. Perhaps “%(closest)s” is meant."),
    "fine-way": gettext_noop("A fine is taken once or for each. Write one of the two, like this: %(example)s."),
    "grant-idle": gettext_noop("Everybody has at least %(level)s. Grant a better level."),
    "item-twice": gettext_noop("“%(value)s” stands in this list already. Keep the first."),
    "key-idle": gettext_noop("“%(key)s” does nothing beside “%(kind)s”. Take it out."),
    "key-missing": gettext_noop("“%(key)s” is missing. Add it here: %(example)s."),
    "key-twice": gettext_noop("“%(key)s” stands on line %(first)s already. Keep one of the two."),
    "key-unknown": gettext_noop("“%(key)s” is not a key of a rulebook here. Known keys: %(known)s."),
    "key-unknown-close": gettext_noop("“%(key)s” is not a key here. Perhaps “%(closest)s” is meant."),
    "kind-missing": gettext_noop("It is not said how this counts. Write it like this: %(example)s."),
    "kind-twice": gettext_noop("“%(one)s” and “%(other)s” cannot stand together. Keep one of the two."),
    "ladder-none": gettext_noop("There is no ladder to pass. Take the key out, or write a ladder."),
    "ladder-open": gettext_noop(
        "%(level)s is the best level, so this holds nobody back. Take it out, or name a lower level."
    ),
    "level-lit-beyond": gettext_noop("There are only %(stars)s stars. Ask for %(stars)s or fewer."),
    "level-order": gettext_noop(
        "Whatever reaches this level reaches %(above)s first. Put the level that asks for more above, or ask for less."
    ),
    "level-star-unknown": gettext_noop("There is no star for section %(star)s. Name one of: %(known)s."),
    "level-stars-order": gettext_noop(
        "This level has %(stars)s stars, no fewer than %(above)s. Levels stand best first."
    ),
    "level-twice": gettext_noop("The level %(level)s stands on line %(first)s already. Give each level its own word."),
    "level-wordless": gettext_noop("No word is given for %(levels)s. Add it, if they should have one."),
    "line-order": gettext_noop("The points of a line rise. Write them in order, each once: %(example)s."),
    "long": gettext_noop("The text is longer than %(limit)s characters. Shorten it."),
    "maximum-step": gettext_noop("%(maximum)s is not a multiple of the step %(step)s. Change one of the two."),
    "medal-order": gettext_noop(
        "Whatever wins %(medal)s wins %(above)s first. Put the medal that asks for more above, or ask for less."
    ),
    "mix-idle": gettext_noop(
        "One party counts alone, so nothing is mixed. Give the parties shares, or take the key out."
    ),
    "mix-number": gettext_noop("%(party)s gives one number, so criteria cannot be mixed. Mix at the total."),
    "needs-rounding": gettext_noop(
        "This cannot be written as a decimal, and it is not said how it is rounded. Write it like this: %(example)s."
    ),
    "never-holds": gettext_noop(
        "“%(figure)s” runs from %(low)s to %(high)s, so this never holds. Ask for something that can be reached."
    ),
    "not-a-number": gettext_noop("“%(figure)s” is a word, not a number. Name a figure that can be added."),
    "not-finer": gettext_noop("%(value)s is finer than hundredths. Write at most two decimals."),
    "not-positive": gettext_noop("%(value)s cannot stand here. Write a number above 0."),
    "not-yes-or-no": gettext_noop("“%(figure)s” is a number. Compare it with one: %(example)s."),
    "not-yet": gettext_noop(
        "“%(figure)s” is made only later (line %(line)s). Name a figure that is known before this step."
    ),
    "otherwise-alone": gettext_noop("The last level asks for nothing and shows no stars. Take “%(key)s” out."),
    "otherwise-last": gettext_noop(
        "The last level takes whoever reaches no other. Write there, and only there: %(example)s."
    ),
    "panel-number": gettext_noop("%(party)s gives one number and has no sheets. Take the panel out."),
    "panel-small": gettext_noop(
        "%(markers)s markers leave nothing when the highest and lowest are left out. At least %(needed)s are needed."
    ),
    "parties-count": gettext_noop("%(count)s parties count. Let exactly one count; the others are shown."),
    "parties-sheet": gettext_noop("No party that counts marks the criteria. Add one, like this: %(example)s."),
    "party-unknown": gettext_noop("There is no party %(party)s. Name one of: %(known)s."),
    "place-gap": gettext_noop("Place %(place)s is missing here. Let the places follow one another from 1."),
    "quorum-idle": gettext_noop("Nothing asks for the quorum. Ask for it in a level: ballot.quorum: yes."),
    "quota-all": gettext_noop("These are all levels, so nobody could fall. Leave out the last."),
    "quota-amount": gettext_noop(
        "It is not said how many. Write one of at-most, exactly, at-least or seats, like this: %(example)s."
    ),
    "quota-contradicts": gettext_noop(
        "This allows more than the limit on %(levels)s. Lower the limit on the fewer levels, or raise the other."
    ),
    "quota-falls": gettext_noop("%(level)s is not below the levels that are limited. Name a lower one."),
    "quota-last": gettext_noop(
        "%(level)s takes whoever reaches no other and cannot be limited. Limit a better level, or write at-least."
    ),
    "quota-least": gettext_noop(
        "At least %(least)s of at most %(number)s seats cannot be given. Change one of the two."
    ),
    "quota-levels": gettext_noop(
        "Between these levels stands another. Name levels that follow one another, like this: %(example)s."
    ),
    "quota-none": gettext_noop("Nobody could hold this level. Give a seat or more."),
    "quota-seats": gettext_noop("Seats of groups need groups. Add it: %(example)s."),
    "quota-share": gettext_noop("%(share)s limits nobody, or everybody. Write a share above 0%% and below 100%%."),
    "quota-twice": gettext_noop("Another quota limits the same levels in the same groups. Keep one of the two."),
    "range-empty": gettext_noop("The range from %(low)s to %(high)s holds nothing. Change one of the two."),
    "refinement-large": gettext_noop("%(points)s points are more than the %(maximum)s of the section. Lower them."),
    "refinement-line": gettext_noop(
        "Units divide one line of points, and this section has none or several. Give it one line with its own code: "
        "criteria: {%(section)s: 10}."
    ),
    "rounding-one": gettext_noop("Decimals and steps are two ways to round. Write one of them: %(example)s."),
    "scale-nothing": gettext_noop(
        "Nothing in this section can be scaled. Add criteria with points, or take the key out."
    ),
    "section-unknown": gettext_noop("There is no section %(section)s. Name one of: %(known)s."),
    "share-of-what": gettext_noop("It is not said of what this is a share. Write it like this: %(example)s."),
    "size-bands": gettext_noop("It is not said which sizes belong together. Add it: %(example)s."),
    "size-order": gettext_noop("Sizes rise. Write them in order: %(example)s."),
    "some-of": gettext_noop("There are only %(count)s of them. Ask for fewer."),
    "star-line": gettext_noop(
        "The line %(line)s lies above the %(maximum)s points of section %(section)s. Lower the line."
    ),
    "star-section": gettext_noop("There is no section %(section)s to light this star. Name one of: %(known)s."),
    "star-twice": gettext_noop("Section %(section)s has a star on line %(first)s already. Keep one of the two."),
    "stars-beyond": gettext_noop(
        "Star %(stars)s would need %(points)s points, but there are only %(maximum)s. "
        "Ask for fewer stars, or fewer points for each."
    ),
    "sum-long": gettext_noop(
        "Written out, this sum has more than %(limit)s parts, or sums within sums more than %(depth)s deep. "
        "Name fewer figures in it."
    ),
    "sum-only": gettext_noop(
        "“%(value)s” cannot be worked out here: only + and - stand between figures. Multiply with times: %(example)s."
    ),
    "texts-none": gettext_noop("No criterion has texts of its own by type. Add texts, or take the key out."),
    "too-large": gettext_noop(
        "All points together exceed what can be counted exactly (%(limit)s). Use smaller maxima."
    ),
    "type-alone": gettext_noop("No other place names the type %(type)s. Look whether it is spelt right."),
    "types-none": gettext_noop("No type of branch is left that has this criterion. Change for or not-for."),
    "veto-idle": gettext_noop("No branch stands above %(level)s, so this changes nothing. Choose another effect."),
    "veto-look-back": gettext_noop("The rules look at this year only. Take look-back out, or let the veto be typed."),
    "veto-plain": gettext_noop("That is the last level (%(level)s). Write it plainly: %(example)s."),
    "veto-star": gettext_noop("There is no star %(star)s. Name one of: %(known)s."),
    "wants-array": gettext_noop("A list belongs here. Write it like this: %(example)s."),
    "wants-integer": gettext_noop("A whole number belongs here. Write it like this: %(example)s."),
    "wants-number": gettext_noop("A number belongs here. Write it like this: %(example)s."),
    "wants-object": gettext_noop("Keys with values belong here. Write it like this: %(example)s."),
    "wants-string": gettext_noop("Words belong here. Write it like this: %(example)s."),
    "wants-words": gettext_noop("“%(figure)s” is a word. Compare it with words, like this: %(example)s."),
    "weights-sum": gettext_noop("The weights make %(sum)s. Let them make 100%%."),
    "word-unknown": gettext_noop("“%(word)s” is none of its words. Write one of: %(known)s."),
    "wrong-count": gettext_noop("Each item here holds one word with what it asks. Write it like this: %(example)s."),
    "yaml": gettext_noop("The text cannot be read here (%(problem)s). Look at the indentation, colons and quotes."),
}


@dataclasses.dataclass(frozen=True)
class RulebookFault:
    """One fault of a rulebook's text: its line (from 1), the field by its keys, and what to do, as code and params."""

    line: int
    field: str
    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The message before `params` are filled in: what a translation looks up."""
        return MESSAGES[self.code]

    @property
    def message(self) -> str:
        """What is wrong and how to mend it, in English."""
        return self.sentence % self.params

    def __str__(self) -> str:
        return ": ".join(part for part in (f"line {self.line}", self.field, self.message) if part)


@dataclasses.dataclass(frozen=True)
class Reminder(RulebookFault):
    """What is allowed but worth a second look: the same shape as a fault, and no hindrance."""


class RulebookError(Exception):
    """A text is no rulebook: every fault found, in the order of its lines."""

    def __init__(self, faults: Iterable[RulebookFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(str(fault) for fault in self.faults))
