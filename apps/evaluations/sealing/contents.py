"""What does a sealed file hold? Rules, everybody's inputs, what people decided, results: read from one numbered run."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.assessments.models import Assessment
from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll
from apps.ballots.tally import whole_count
from apps.campaigns.models import Campaign
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import Inputs, read_inputs
from apps.evaluations.models import Result, Run
from apps.evaluations.sealing.canonical import FORMAT, PARTS, digest
from apps.evaluations.sealing.happened import decisions_part
from apps.rating.dumping import dump
from apps.rating.points import show_figure
from apps.rating.rulebook import Rulebook

Part = dict[str, Any]
BALLOTS = "ballots"
COLUMNS = (
    *("assessment_id", "name", "total", "sections", "stars", "lit", "medals", "level", "grade", "programme"),
    *("rank", "rank_zone", "rank_unit", "rank_type"),
)


def parts_of(run: Run) -> dict[str, Any]:
    """The four parts of a run's campaign, as the database has them now."""
    rules = rulebook_of(run.rulebook_version)
    inputs = read_inputs(run.pk)
    rows = {row["assessment_id"]: row for row in Result.objects.filter(run=run).values(*COLUMNS)}
    return {
        "rulebook": rulebook_part(run.rulebook_version, rules),
        "inputs": inputs_part(run, rules, inputs, rows),
        "decisions": decisions_part(run),
        "results": [result_line(rules, rows[pk]) for pk in inputs.assessments if pk in rows],
    }


def contents_of(run: Run, sealed: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that stands in the file. sealed: by whom, when, and the head of the audit chain then.

    A campaign with a counted ballot states its counts' digest under `ballots`; others have no such line.
    """
    parts = parts_of(run)
    campaign = run.campaign
    ballots = ballots_line(campaign)
    return (
        parts
        | ({BALLOTS: ballots} if ballots else {})
        | {
            "format": FORMAT,
            "campaign": {
                "slug": campaign.slug,
                "name": campaign.name,
                "year": campaign.year,
                "run": run.number,
                "run_digest": run.digest,
            },
            "sealed": dict(sealed),
            "digests": digests_of(parts),
        }
    )


def ballots_line(campaign: Campaign) -> list[Part]:
    """Each counted ballot: the day, its votes by code and on paper, and the digest that the record of acts holds."""
    polls = Poll.objects.filter(campaign=campaign, status=PollStatus.COUNTED).order_by("pk")
    return [{"counted": poll.counted_on.isoformat(), "digest": poll.digest, **whole_count(poll)} for poll in polls]


def digests_of(parts: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each part."""
    return {name: digest(parts[name]) for name in PARTS}


def rulebook_part(version: RulebookVersion, rules: Rulebook) -> Part:
    """The rules as people wrote them, and as a program without YAML reads them."""
    return {
        "slug": rules.slug,
        "title": rules.title.zh,
        "version": version.number,
        "text": version.text,
        "digest": version.digest,
        "rules": dump(rules),
    }


def inputs_part(run: Run, rules: Rulebook, inputs: Inputs, rows: Mapping[int, Part]) -> Part:
    """Names, groups and marks in hundredths (None: blank) of every branch, in the official order.

    What is drawn from everybody's rows is not given: it follows from them.
    """
    members = dict(Assessment.objects.filter(campaign=run.campaign_id).values_list("pk", "members"))
    drawn = [read.kind == "drawn" for read in rules.inputs]
    codes = [veto.code for veto in rules.vetoes]
    levels = [level.name for level in rules.levels]
    branches = []
    for row, pk in enumerate(inputs.assessments):
        cells = zip(inputs.marks[row].tolist(), inputs.marked[row].tolist(), drawn, strict=True)
        decided = inputs.decided[row]
        branches.append(
            {
                "id": pk,
                "name": rows[pk]["name"] if pk in rows else "",
                "unit": inputs.unit[row],
                "zone": inputs.zone[row],
                "type": inputs.type[row],
                "members": members.get(pk),
                "marks": [mark if marked and not is_drawn else None for mark, marked, is_drawn in cells],
                "vetoes": standing(codes, inputs.vetoes[row].tolist()),
                "decided": levels[decided] if decided >= 0 else None,
            }
        )
    return {
        "columns": [read.key for read in rules.inputs],
        "units": {str(pk): name for pk, name in inputs.unit_names.items()},
        "zones": {str(pk): name or "" for pk, name in inputs.zone_names.items()},
        "branches": branches,
    }


def standing(codes: Sequence[str], flags: Sequence[bool]) -> list[str]:
    """The codes of the vetoes that stand."""
    return [code for code, stands in zip(codes, flags, strict=True) if stands]


def result_line(rules: Rulebook, row: Mapping[str, Any]) -> Part:
    """One stored result in words and plain decimals, as `rating.dumping.dump_results` writes it, with its branch."""
    lit = [star for number, star in enumerate(rules.stars) if row["lit"] >> number & 1]
    return {
        "id": row["assessment_id"],
        "total": show_figure(row["total"], rules.decimals),
        "sections": [show_figure(section, rules.decimals) for section in row["sections"]],
        "stars": row["stars"],
        "lit": [star.code + row["medals"].get(star.code, "") for star in lit],
        "level": rules.outcomes[row["level"]].name,
        "grade": "" if row["grade"] is None else rules.grades[row["grade"]].name,
        "programme": "" if row["programme"] is None else rules.programmes[row["programme"]].name,
        "places": [row["rank"], row["rank_zone"], row["rank_unit"], row["rank_type"]],
    }
