"""Which screen of a ballot is shown next, and with which answers? The welcome is 0, the last one looks it all over."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.ballots.asking import Option, Question
from apps.ballots.codes import tidy
from apps.ballots.services.casting import Paper, offered
from apps.core.asked import whole

SECONDS_A_QUESTION = 10
FIELD = "a-"


def answers_in(posted: Mapping[str, str], paper: Paper) -> dict[str, str]:
    """Question code → option code, of what was chosen so far; what the ballot does not ask is left."""
    options = {option["code"] for option in paper.options}
    given = {question["code"]: posted.get(FIELD + question["code"], "") for question in paper.questions}
    return {code: option for code, option in given.items() if option in options}


def screens_of(paper: Paper, code: str, posted: Mapping[str, str]) -> dict[str, Any]:
    """The context of the whole ballot with one screen open: as asked, but never past the first open question."""
    answers, last = answers_in(posted, paper), len(paper.questions) + 1
    wanted = min(whole(posted.get("to")) or 0, last)
    is_seen = "seen" in posted
    screen = min(wanted, first_open(paper.questions, answers))
    return {
        "paper": paper,
        "code": code,
        "receipt": offered(posted.get("receipt", "")),
        "key": key_of(code),
        "until": int(paper.closes_at.timestamp()) if paper.closes_at else 0,
        "ends": moment(paper.closes_at) if paper.closes_at else "",
        "minutes": max(1, round(len(paper.questions) * SECONDS_A_QUESTION / 60)),
        "layer": paper.layer if len(paper.poll.layers) > 1 else "",
        "shown_from": paper.poll.shown_from,
        "committee": paper.poll.campaign.committee.name,
        "questions": [
            shown(paper, number, question, answers.get(question["code"], ""))
            | {"is_missing": number == screen < wanted, "next": last if is_seen else number + 1}
            for number, question in enumerate(paper.questions, start=1)
        ],
        "given": len(answers),
        "screen": screen,
        "next": min(screen + 1, last),
        "last": last,
        "seen": is_seen or screen == last,
    }


def first_open(questions: Sequence[Question], answers: Mapping[str, str]) -> int:
    """The screen of the first question without an answer; the last screen where every one has."""
    codes = [question["code"] for question in questions]
    return next((number for number, code in enumerate(codes, start=1) if code not in answers), len(codes) + 1)


def shown(paper: Paper, number: int, question: Question, chosen: str) -> dict[str, Any]:
    """One question as its screen shows it."""
    return dict(question) | {
        "steps": [step <= number for step in range(1, len(paper.questions) + 1)],
        "options": [option_shown(option, chosen) for option in paper.options],
        "chosen": next((option["title"] for option in paper.options if option["code"] == chosen), ""),
        "back": number - 1,
    }


def option_shown(option: Option, chosen: str) -> dict[str, Any]:
    return dict(option) | {"is_abstention": option["points"] is None, "is_chosen": option["code"] == chosen}


def key_of(code: str) -> str:
    """Under which name a phone keeps unfinished answers: nobody gets from it to the code or to the voters' table."""
    return hashlib.sha256(f"phone {tidy(code)}".encode()).hexdigest()[:24]


def moment(when: Any) -> str:
    return date_format(timezone.localtime(when), _("j M H:i"))
