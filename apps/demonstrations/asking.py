"""What does an application ask, and what does it still lack? Texts as they were typed, by the programme's own form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from apps.core.errors import Invalid
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Candidate, Programme

ANSWER = "answers."
MOST_STRENGTHS, LONGEST_HEAD, LONGEST_STRENGTH = 5, 40, 200
# The fields of an application besides answers and strengths, with their most characters.
LIMITS = {"title": 120, "person_name": 80, "brand": 60, "exception": 500}
# What each kind of programme asks for, and what of it an application cannot do without.
ASKED: dict[str, tuple[str, ...]] = {
    ProgrammeKind.SITE: ("brand", "strengths"),
    ProgrammeKind.PROJECT: ("title", "person_name"),
    ProgrammeKind.HONOUR: ("title", "person_name"),
    ProgrammeKind.TEAM: ("title", "person_name"),
}
NEEDED: dict[str, tuple[str, ...]] = {
    ProgrammeKind.SITE: ("brand", "strengths"),
    ProgrammeKind.PROJECT: ("title", "person_name"),
    ProgrammeKind.HONOUR: (),
    ProgrammeKind.TEAM: ("title",),
}


def asked_of(programme: Programme) -> list[str]:
    """Keys of everything that the form asks, in its order; answers with "answers." before the question's key."""
    questions = [ANSWER + question["key"] for question in programme.questions]
    own = [name for name in ASKED[programme.kind] if name != "strengths"]
    return [*own, *questions, *(["strengths"] if "strengths" in ASKED[programme.kind] else [])]


def said_in(candidate: Candidate) -> dict[str, Any]:
    """What stands in an application, by key."""
    found: dict[str, Any] = {name: getattr(candidate, name) for name in LIMITS}
    found |= {ANSWER + key: text for key, text in candidate.answers.items()}
    return found | {"strengths": candidate.strengths}


def read_given(programme: Programme, given: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values as they are kept. Refuses keys that are not asked, and texts that are too long, each by its key."""
    known, limits = {*asked_of(programme), "exception"}, limits_of(programme)
    read, faults = {}, {}
    for key, value in given.items():
        if key not in known:
            faults[key] = [_("This is not asked.")]
        elif key == "strengths":
            read[key] = read_strengths(value)
        else:
            read[key] = plain(value)
            if len(read[key]) > limits[key]:
                faults[key] = [_("At most %(n)s characters.") % {"n": limits[key]}]
    if faults:
        raise Invalid(_("Some values cannot be taken."), details=faults)
    return read


def limits_of(programme: Programme) -> dict[str, int]:
    """The most characters of every text."""
    return LIMITS | {ANSWER + question["key"]: question["limit"] for question in programme.questions}


def read_strengths(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Strengths with a heading and a sentence each; empty ones fall away."""
    kept = [{name: plain(row.get(name)) for name in ("title", "text")} for row in rows or ()]
    kept = [row for row in kept if row["title"] or row["text"]]
    if len(kept) > MOST_STRENGTHS:
        message = _("At most %(n)s strengths.") % {"n": MOST_STRENGTHS}
        raise Invalid(message, details={"strengths": [message]})
    if any(len(row["title"]) > LONGEST_HEAD or len(row["text"]) > LONGEST_STRENGTH for row in kept):
        sizes = {"head": LONGEST_HEAD, "text": LONGEST_STRENGTH}
        message = _("A strength has at most %(head)s characters in its heading and %(text)s below.") % sizes
        raise Invalid(message, details={"strengths": [message]})
    return kept


def plain(value: Any) -> str:
    """A text as it is kept, whichever way its lines end."""
    return str(value or "").replace("\r\n", "\n").strip()


def lacking(candidate: Candidate, *, needs_exception: bool) -> dict[str, list[str]]:
    """What must still be filled in before it can be handed in, by key."""
    programme, said = candidate.batch.programme, said_in(candidate)
    needed = [*NEEDED[programme.kind], *(["exception"] if needs_exception else [])]
    needed += [ANSWER + question["key"] for question in programme.questions if question["is_required"]]
    found = {key: [_("Fill this in.")] for key in needed if not said.get(key)}
    if any(not row["title"] for row in candidate.strengths):
        found["strengths"] = [_("Every strength needs a heading.")]
    return found
