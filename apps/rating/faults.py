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
    "cap-idle": gettext_noop(
        "The criteria of this section add up to %(sum)s and never reach %(cap)s. Lower it to %(sum)s or raise criteria."
    ),
    "code-reserved": gettext_noop("“%(code)s” is the name of another column or party in a marks file. Choose another."),
    "code-twice": gettext_noop("The code %(code)s stands on line %(first)s already. Give each criterion its own code."),
    "deep": gettext_noop("The text is nested more than %(limit)s levels deep. A rulebook needs fewer."),
    "empty": gettext_noop("Nothing stands here. Write it like this: %(example)s."),
    "item-twice": gettext_noop("“%(value)s” stands in this list already. Keep the first."),
    "key-missing": gettext_noop("“%(key)s” is missing. Add it here: %(example)s."),
    "key-twice": gettext_noop("“%(key)s” stands on line %(first)s already. Keep one of the two."),
    "key-unknown": gettext_noop("“%(key)s” is not a key of a rulebook here. Known keys: %(known)s."),
    "level-lit-beyond": gettext_noop("There are only %(stars)s stars. Ask for %(stars)s or fewer."),
    "level-order": gettext_noop(
        "Whatever reaches this level reaches %(above)s first. Put the level that asks for more above, or ask for less."
    ),
    "level-star-unknown": gettext_noop("There is no star for section %(star)s. Name one of: %(known)s."),
    "level-stars-order": gettext_noop(
        "This level has %(stars)s stars, no fewer than %(above)s. Levels stand best first."
    ),
    "level-twice": gettext_noop("The level %(level)s stands on line %(first)s already. Give each level its own word."),
    "long": gettext_noop("The text is longer than %(limit)s characters. Shorten it."),
    "maximum-step": gettext_noop("%(maximum)s is not a multiple of the step %(step)s. Change one of the two."),
    "not-finer": gettext_noop("%(value)s is finer than hundredths. Write at most two decimals."),
    "not-positive": gettext_noop("%(value)s cannot stand here. Write a number above 0."),
    "order-unknown": gettext_noop("“%(key)s” cannot decide the order. Use: %(known)s."),
    "otherwise-last": gettext_noop(
        "The last level takes whoever reaches no other. Write there, and only there: %(example)s."
    ),
    "otherwise-alone": gettext_noop("The last level asks for nothing and shows no stars. Take “%(key)s” out."),
    "parties-count": gettext_noop("%(count)s parties count. Let exactly one count; the others are shown."),
    "star-section": gettext_noop("There is no section %(section)s to light this star. Name one of: %(known)s."),
    "star-line": gettext_noop(
        "The line %(line)s lies above the %(maximum)s points of section %(section)s. Lower the line."
    ),
    "star-twice": gettext_noop("Section %(section)s has a star on line %(first)s already. Keep one of the two."),
    "too-large": gettext_noop(
        "All points together exceed what can be counted exactly (%(limit)s). Use smaller maxima."
    ),
    "wrong-count": gettext_noop("Each item here holds one word with what it asks. Write it like this: %(example)s."),
    "wants-array": gettext_noop("A list belongs here. Write it like this: %(example)s."),
    "wants-integer": gettext_noop("A whole number belongs here. Write it like this: %(example)s."),
    "wants-number": gettext_noop("A number belongs here. Write it like this: %(example)s."),
    "wants-object": gettext_noop("Keys with values belong here. Write it like this: %(example)s."),
    "wants-string": gettext_noop("Words belong here. Write it like this: %(example)s."),
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


class RulebookError(Exception):
    """A text is no rulebook: every fault found, in the order of its lines."""

    def __init__(self, faults: Iterable[RulebookFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(str(fault) for fault in self.faults))
