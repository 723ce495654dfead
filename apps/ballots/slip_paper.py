"""What stands on a sheet of slips? Eight a page, each with its square and code; counts before each branch."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.ballots.codes import grouped
from apps.ballots.models import Poll, Roll
from apps.ballots.services.links import link_of
from apps.ballots.services.rolls import title_of
from apps.core.typesetting import set_pdf
from apps.core.typesetting.codes import code_for

A_PAGE = 8
MASK = 3
Minted = Sequence[tuple[Roll, Sequence[tuple[int, str]]]]


def set_slips(poll: Poll, minted: Minted, closes_at: datetime | None, address: str) -> bytes:
    """The PDF of just minted slips: by branch, layer by layer. `address` is the house's, where PUBLIC_URL is not set.

    A slip bears no number: nobody can tell by it who got which.
    """
    return set_pdf("slips", paper_of(poll, minted, closes_at, settings.PUBLIC_URL or address))


def paper_of(poll: Poll, minted: Minted, closes_at: datetime | None, address: str) -> dict[str, Any]:
    """The data of templates/papers/slips.typ."""
    ordered = sorted(minted, key=lambda pair: (pair[0].assessment.order_path, layer_place(poll, pair[0])))
    by_branch = groupby(ordered, key=lambda pair: pair[0].assessment.name)
    return {
        "title": _("Slips of the ballot"),
        "heading": _("%(committee)s: ballot of members and the public") % {"committee": poll.campaign.committee.name},
        "until": _("Vote until %(moment)s") % {"moment": moment(closes_at)} if closes_at else "",
        "address": (address + reverse("vote:vote")).removeprefix("https://").removeprefix("http://"),
        "promises": [
            _("No sign-in, no name; what you choose is joined to nothing."),
            _("Fewer than %(n)s votes are shown to nobody.") % {"n": poll.shown_from},
            _("One slip, one vote; cast is cast."),
        ],
        "words": {
            "layer": _("Your vote counts among:"),
            "cover": _("This sheet goes to whoever hands the slips out. Keep it apart from them."),
            "columns": [_("Layer"), _("May vote"), _("Have voted"), _("Slips here")],
            "how": _("How to hand out"),
        },
        "instructions": [
            _("Cut along the dashed lines, layer by layer."),
            _("Shuffle the slips of a layer face down, and let everyone draw one. Never note who gets which."),
            _("Whoever has no phone types the code at the address on the slip, on any computer, or votes on paper."),
            _("Slips that are left over are counted and torn up. Do not photograph or copy slips."),
            _("A lost slip is not printed again alone: ask for new ones for the branch; those not used yet die then."),
        ],
        "foot": _("Codes are kept nowhere: this file was given out once. Printing again makes new codes."),
        "branches": [branch_of(poll, name, list(pairs), address) for name, pairs in by_branch],
    }


def branch_of(poll: Poll, name: str, pairs: Minted, address: str) -> dict[str, Any]:
    """One branch: its counts by layer, and its slips."""
    counts = [
        [
            title_of(poll, roll.layer) or _("Voters"),
            f"{roll.entitled}",
            f"{roll.voted + roll.on_paper}",
            f"{len(slips)}",
        ]
        for roll, slips in pairs
    ]
    rolls = [
        {
            "layer": title_of(poll, roll.layer) if len(poll.layers) > 1 else "",
            "slips": [{"code": grouped(code), "square": square_of(code, address)} for _number, code in slips],
        }
        for roll, slips in pairs
    ]
    return {"name": name, "counts": counts, "rolls": rolls}


def square_of(code: str, address: str) -> str:
    """The link as a QR code."""
    return code_for(link_of(code) if settings.PUBLIC_URL else f"{address}{link_of(code)}", MASK)


def layer_place(poll: Poll, roll: Roll) -> int:
    codes = [layer["code"] for layer in poll.layers]
    return codes.index(roll.layer)


def pages_of(figures: Iterable[int]) -> int:
    """How many pages so many slips of each roll take, without the sheets before the branches."""
    return sum(-(-slips // A_PAGE) for slips in figures)


def moment(when: datetime) -> str:
    return date_format(timezone.localtime(when), _("j M H:i"))


def told(slips: int, pages: int) -> str:
    """How much there is to print."""
    words = {"slips": slips, "pages": pages}
    return ngettext("%(slips)s slip on %(pages)s pages", "%(slips)s slips on %(pages)s pages", slips) % words
