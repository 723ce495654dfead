"""What does a ballot ask, with which answers, in which layers? What a rulebook says of it, and whether it holds up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.errors import Invalid
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Ballot

WHOLE = 10_000
MOST_QUESTIONS, MOST_OPTIONS, MOST_LAYERS = 40, 10, 6
MOST_TITLE, MOST_GUIDE = 80, 300
CODE = re.compile(r"[\w-]{1,40}")


class Question(TypedDict):
    """One question; answers to those that count give points."""

    code: str
    title: str
    guide: str
    counts: bool


class Option(TypedDict):
    """One answer; points in hundredths, None for an abstention."""

    code: str
    title: str
    points: int | None


class Layer(TypedDict):
    """One layer of voters; share and wanted turnout in hundredths of a per cent. A single layer's code may be blank."""

    code: str
    title: str
    share: int
    wanted: int


@dataclass(frozen=True)
class Asked:
    """A whole ballot. `fixed_options`, `fixed_layers`: they are the rulebook's, and not changed here."""

    questions: list[Question] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    fixed_options: bool = False
    fixed_layers: bool = False


def ballot_of(campaign: Campaign) -> Ballot | None:
    """What the campaign's rulebook says of votes; None where it reads none."""
    return rulebook_of(campaign.rulebook_version).ballot


def first_asked(campaign: Campaign, language: str = "zh-hans") -> Asked:
    """What a new ballot begins with: the rulebook's options and layers where it has them, and a usual table."""
    ballot = ballot_of(campaign)
    options = rulebook_options(ballot, language) if ballot else []
    layers = rulebook_layers(ballot) if ballot else []
    return Asked(
        questions=usual_questions(only_one=bool(options)),
        options=options or usual_options(),
        layers=layers or usual_layers(),
        fixed_options=bool(options),
        fixed_layers=bool(layers),
    )


def rulebook_options(ballot: Ballot, language: str) -> list[Option]:
    """The rulebook's answers, abstentions last; points in hundredths, the nearest where they are finer."""
    options = [
        Option(
            code=option.code,
            title=usual_abstention() if option.points is None else option.title.get(language),
            points=None if option.points is None else round(option.points * 100),
        )
        for option in ballot.options
    ]
    return sorted(options, key=lambda option: option["points"] is None)


def rulebook_layers(ballot: Ballot) -> list[Layer]:
    """The rulebook's layers with their weights."""
    usual = {layer["code"]: layer for layer in usual_layers()}
    return [
        Layer(
            code=code,
            title=usual[code]["title"] if code in usual else code,
            share=round(share * WHOLE),
            wanted=usual[code]["wanted"] if code in usual else WHOLE // 2,
        )
        for code, share in ballot.layers.items()
    ]


def usual_questions(only_one: bool) -> list[Question]:
    """A general question that counts, after four others; where only one may count, the others do not."""
    asked = [
        (
            "meetings",
            _("Does the branch meet on time, and are its meetings of use?"),
            _("Think of the past year."),
        ),
        ("members", _("Do its members set an example?"), ""),
        ("committee", _("Does its committee lead, and does it listen?"), ""),
        ("service", _("Does it do something for the people around it?"), ""),
        ("overall", _("What do you think of the branch as a whole?"), ""),
    ]
    return [
        Question(code=code, title=title, guide=guide, counts=not only_one or code == "overall")
        for code, title, guide in asked
    ]


def usual_options() -> list[Option]:
    """Four answers with their points, and an abstention."""
    return [
        Option(code="very-good", title=_("Very satisfied"), points=10_000),
        Option(code="good", title=_("Satisfied"), points=8_000),
        Option(code="fair", title=_("Fairly satisfied"), points=6_000),
        Option(code="poor", title=_("Not satisfied"), points=0),
        Option(code="abstain", title=usual_abstention(), points=None),
    ]


def usual_abstention() -> str:
    return _("I cannot say, no answer")


def usual_layers() -> list[Layer]:
    """Members and the public."""
    return [
        Layer(code="members", title=_("Members"), share=6_000, wanted=8_000),
        Layer(code="public", title=_("The public"), share=4_000, wanted=5_000),
    ]


def check(asked: Asked) -> None:
    """Refuse (422, `details` by questions, options, layers) what cannot be voted on or counted."""
    faults = {
        "questions": [*_list_faults(asked.questions, 1, MOST_QUESTIONS), *_question_faults(asked)],
        "options": [*_list_faults(asked.options, 2, MOST_OPTIONS), *_option_faults(asked.options)],
        "layers": [*_list_faults(asked.layers, 1, MOST_LAYERS), *_layer_faults(asked.layers)],
    }
    faults = {name: found for name, found in faults.items() if found}
    if faults:
        first = next(iter(faults.values()))[0]
        raise Invalid(first, code="ballot-faulty", details=faults)


def _list_faults(rows: Sequence[Mapping[str, Any]], least: int, most: int) -> Iterable[str]:
    if not least <= len(rows) <= most:
        yield _("From %(least)s to %(most)s are needed.") % {"least": least, "most": most}
    codes = [row["code"] for row in rows]
    if len(set(codes)) < len(codes):
        yield _("Two have the same code.")
    for row in rows:
        if not CODE.fullmatch(row["code"]) and (row["code"] or len(rows) > 1):
            yield _("“%(code)s” is no code: letters, digits and hyphens, at most 40.") % {"code": row["code"]}
        if not row["title"].strip() or len(row["title"]) > MOST_TITLE:
            yield _("Each needs words of its own, at most %(most)s characters.") % {"most": MOST_TITLE}


def _question_faults(asked: Asked) -> Iterable[str]:
    counting = [question for question in asked.questions if question["counts"]]
    if asked.fixed_options and len(counting) != 1:
        yield _("The rulebook counts the votes of one question: exactly one must count.")
    elif not counting:
        yield _("At least one question must count.")
    if any(len(question["guide"]) > MOST_GUIDE for question in asked.questions):
        yield _("A guide has at most %(most)s characters.") % {"most": MOST_GUIDE}


def _option_faults(options: Sequence[Option]) -> Iterable[str]:
    points = [option["points"] for option in options]
    if any(each is not None and not 0 <= each <= WHOLE for each in points):
        yield _("Points lie between 0 and 100.")
    if len([each for each in points if each is not None]) < 2:
        yield _("At least two answers must give points.")
    if None in points[:-1]:
        yield _("Only the last answer may be an abstention.")


def _layer_faults(layers: Sequence[Layer]) -> Iterable[str]:
    shares = [layer["share"] for layer in layers]
    # A rulebook's thirds are rounded: half a unit each may be missing.
    if min(shares, default=0) < 0 or abs(sum(shares) - WHOLE) > len(shares) // 2:
        yield _("The shares of the layers add up to 100%.")
    if any(not 0 <= layer["wanted"] <= WHOLE for layer in layers):
        yield _("A wanted turnout lies between 0 and 100%.")
