"""What the page of a seal shows: its digest, the four parts, corrections, checks; and what waits to be sealed."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import NamingStatus
from apps.evaluations.models import Decision, Erratum, Naming, Paper, Run, Seal, SealCheck, SealProposal
from apps.evaluations.sealing.contents import ballots_line
from apps.evaluations.sealing.correcting import LEVEL, MARK, MEMBERS, NAME, VETO
from apps.evaluations.sealing.differences import part_titles
from apps.rating.points import show_points

CHECKER = settings.BASE_DIR / "static/check/check.py"
SHOWN_CHECKS, SHOWN_DIFFERENCES, SHOWN_MOVED = 6, 20, 12


def seal_of(campaign: Campaign) -> Seal | None:
    """The campaign's seal with its run, rules and file."""
    rows = Seal.objects.filter(campaign=campaign).select_related("run__rulebook_version", "paper")
    found = rows.first()
    if found is not None:
        found.campaign = found.run.campaign = campaign
    return found


def seal_page(seal: Seal) -> dict[str, Any]:
    """Everything that anybody may see of a seal."""
    checks = list(seal.checks.all()[:SHOWN_CHECKS])
    errata = errata_rows(seal.errata.filter(confirmed_at__isnull=False))
    return {
        "seal": seal,
        "sentence": sentence(checks),
        "sub": sub(seal, checks),
        "groups": [seal.digest[at : at + 4] for at in range(0, 64, 4)],
        "parts": part_rows(seal),
        "chain": f"{seal.chain[:4]} {seal.chain[4:8]} … {seal.chain[-4:]}" if seal.chain else "",
        "naming": named(seal.campaign),
        "ballots": ballots_line(seal.campaign),
        "errata": errata,
        "errata_title": count_title(len(errata)),
        "checks": [check_row(check) for check in checks],
        "checks_count": seal.checks.count(),
        "differences": checks[0].differences[:SHOWN_DIFFERENCES] if checks and not checks[0].is_same else [],
        "size": filesizeformat(seal.paper.size),
        "checker_size": filesizeformat(CHECKER.stat().st_size),
        "known": known_files(seal),
        "file_name": seal.paper.name,
        "branches": seal.run.branches,
    }


def named(campaign: Campaign) -> Naming | None:
    """The document that named, with the run whose digest stands at its foot."""
    rows = Naming.objects.filter(campaign=campaign, status=NamingStatus.NAMED)
    return rows.select_related("run").order_by("-pk").first()


def count_title(n: int) -> str:
    """How many corrections there are."""
    return ngettext("%(n)s correction", "%(n)s corrections", n) % {"n": n} if n else _("Corrections")


def sentence(checks: list[SealCheck]) -> str:
    """The state in a sentence."""
    if not checks:
        return _("Sealed")
    if not checks[0].is_same:
        return _("Sealed, and no longer the same")
    if timezone.localdate(checks[0].at) == timezone.localdate():
        return _("Sealed; recomputed today, the same to the letter")
    return _("Sealed; recomputed on %(day)s, the same to the letter") % {"day": day(checks[0].at)}


def sub(seal: Seal, checks: list[SealCheck]) -> str:
    """By whom and when; and how long the last recomputation took."""
    people = _(", ").join(name for name in (seal.by_name, seal.second_name) if name) or _("the system")
    parts = [seal.campaign.name, _("sealed %(when)s by %(people)s") % {"when": minute(seal.at), "people": people}]
    if checks and checks[0].milliseconds is not None:
        words = {"when": minute(checks[0].at), "seconds": show_points(checks[0].milliseconds // 100 * 10)}
        parts.append(_("last recomputed %(when)s in %(seconds)s s") % words)
    return " · ".join(parts)


def day(when: Any) -> str:
    return date_format(timezone.localtime(when), _("j M"))


def minute(when: Any) -> str:
    return date_format(timezone.localtime(when), _("j M H:i"))


def part_rows(seal: Seal) -> list[dict[str, str]]:
    """The four parts: what each is, and its digest in short."""
    run, titles = seal.run, part_titles()
    rules = rulebook_of(run.rulebook_version)
    last = Decision.objects.filter(campaign=seal.campaign).order_by("-number").first()
    texts = {
        "rulebook": _("%(slug)s, version %(number)s") % {"slug": rules.slug, "number": run.rulebook_version.number},
        "inputs": f"{run.branches} × {len(rules.inputs)}",
        "decisions": day(last.held_at) if last else _("no meeting"),
        "results": levels_line(run),
    }
    return [
        {"title": titles[name], "text": texts[name], "digest": short(seal.parts.get(name, ""))}
        for name in ("rulebook", "inputs", "decisions", "results")
    ]


def levels_line(run: Run) -> str:
    """How many branches hold each of the first three levels."""
    return " / ".join(str(count) for count in run.counts.get("levels", [])[:3])


def short(digest: str) -> str:
    """The two ends of a digest."""
    return f"{digest[:4]}…{digest[-4:]}" if digest else ""


def known_files(seal: Seal) -> list[dict[str, str]]:
    """Every kept file of the campaign with its digest: what a file that somebody holds is compared with."""
    papers = Paper.objects.filter(campaign=seal.campaign).order_by("pk")
    return [{"name": paper.name, "digest": paper.digest} for paper in papers]


def errata_rows(errata: "QuerySet[Erratum]") -> list[dict[str, Any]]:
    """Corrections as their table shows them."""
    return [
        {
            "erratum": erratum,
            "changes": [change_row(change) for change in erratum.changes],
            "people": [name for name in (erratum.by_name, erratum.second_name) if name],
            "moved": moved_text(erratum.moved),
            "moves": [move_row(move) for move in erratum.moved[:SHOWN_MOVED]],
            "more": max(0, len(erratum.moved) - SHOWN_MOVED),
            "digest": short(erratum.digest),
        }
        for erratum in errata
    ]


def change_row(change: Mapping[str, Any]) -> dict[str, str]:
    """One change in words."""
    return {
        "branch": change["name"],
        "what": what_title(change["what"]),
        "before": value_text(change["what"], change["before"]),
        "after": value_text(change["what"], change["after"]),
    }


def what_title(what: str) -> str:
    """What is corrected, in words."""
    kind, _sign, code = what.partition(":")
    titles = {NAME: _("name of the branch"), MEMBERS: _("members"), LEVEL: _("level decided")}
    if kind == MARK:
        return _("mark %(code)s") % {"code": code}
    return _("veto %(code)s") % {"code": code} if kind == VETO else titles[kind]


def value_text(what: str, value: Any) -> str:
    """A value as people write it."""
    if value is None or value == "":
        return _("nothing")
    if what.startswith(f"{MARK}:"):
        return show_points(value)
    if what.startswith(f"{VETO}:"):
        return _("yes") if value == "yes" else _("no")
    return str(value)


def moved_text(moved: list[Mapping[str, Any]]) -> str:
    """What a correction moves, in a line."""
    if not moved:
        return _("no level and no place moves")
    levels = sum(move["level"] != move["level_after"] for move in moved)
    words = {"n": len(moved), "levels": levels}
    return (
        ngettext("%(n)s branch moves, %(levels)s by level", "%(n)s branches move, %(levels)s by level", len(moved))
        % words
    )


def move_row(move: Mapping[str, Any]) -> dict[str, str]:
    """One branch before and after: level and place."""
    return {
        "name": move["name"],
        "before": place_text(move["level"], move["place"]),
        "after": place_text(move["level_after"], move["place_after"]),
    }


def place_text(level: str, place: int | None) -> str:
    """A level, with its place where it has one."""
    return level + " · " + _("place %(n)s") % {"n": place} if place else level


def check_row(check: SealCheck) -> dict[str, Any]:
    """Who recomputed it, when, and whether it was the same."""
    how = {"nightly": _("the system, each night"), "command": _("the server's administrator, by command")}
    count = len(check.differences)
    said = _("the same") if check.is_same else ngettext("%(n)s difference", "%(n)s differences", count) % {"n": count}
    return {"who": how.get(check.how, check.by_name), "when": minute(check.at), "said": said, "is_same": check.is_same}


def proposal_rows(proposal: SealProposal) -> list[dict[str, str]]:
    """The digests that the second person confirms."""
    titles = part_titles()
    return [{"title": titles[name], "digest": short(digest)} for name, digest in proposal.parts.items()]
