"""Where is it done? Addresses of pages that stand in other apps."""

from django.urls import reverse


def handovers(slug: str) -> str:
    """The committee's list of units that have handed over, and those that have not."""
    return reverse("assessments:handovers", args=[slug])


def unit_check(slug: str, unit: int) -> str:
    """A unit's check of its branches."""
    return reverse("assessments:unit", args=[slug, unit])


def shelf_piece(branch: int, evidence: int) -> str:
    """One piece of a branch's proof."""
    return reverse("shelf:piece", args=[branch, evidence])


def keeping() -> str:
    """What proof was kept long enough."""
    return reverse("keeping:home")


def own_sheet(slug: str, assessment: int) -> str:
    """A branch's self-assessment, where it was left."""
    return reverse("assessments:self", args=[slug, assessment])


def own_check(slug: str, assessment: int) -> str:
    """What is missing, and the way to submit."""
    return reverse("assessments:self-check", args=[slug, assessment])


def stop(slug: str, pk: int) -> str:
    """Where a team writes what it sees of one branch."""
    return reverse("visits:stop", args=[slug, pk])


def stop_signing(slug: str, pk: int) -> str:
    """Where both sides read what was seen, and sign."""
    return reverse("visits:sign", args=[slug, pk])


def ballot_set_up(slug: str) -> str:
    """What a ballot asks, with which answers, in which layers."""
    return reverse("ballots:set-up", args=[slug])


def ballot_voters(slug: str) -> str:
    """How many may vote about which branch."""
    return reverse("ballots:voters", args=[slug])


def turnout(slug: str) -> str:
    """How many have voted."""
    return reverse("ballots:turnout", args=[slug])


def pile(slug: str, pk: int) -> str:
    """One pile of paper ballots."""
    return reverse("ballots:paper", args=[slug, pk])


def paper_ballots(slug: str) -> str:
    """Piles of paper ballots, and what each waits for."""
    return reverse("ballots:papers", args=[slug])
