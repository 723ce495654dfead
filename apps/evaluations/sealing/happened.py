"""What did people decide, find and name? The part of a sealed file that tells it: never who voted, rang or objected."""

from datetime import datetime
from typing import Any

from apps.assessments.models import VetoCase
from apps.audit.chain import moment
from apps.campaigns.models import Campaign
from apps.evaluations.choices import NamingStatus, NoticeStatus, ObjectionStatus
from apps.evaluations.models import Award, Decision, DecisionItem, Naming, Notice, Objection, Run

Line = dict[str, Any]


def decisions_part(run: Run) -> Line:
    """Vetoes, meetings, notices, objections and namings of the run's campaign."""
    campaign = run.campaign
    held = campaign.decisions.order_by("number").select_related("run", "final_run")
    return {
        "vetoes": vetoes(campaign),
        "meetings": [meeting(each) for each in held],
        "notices": [notice(each) for each in issued(campaign)],
        "objections": [objection(each) for each in ended(campaign)],
        "namings": [naming(each) for each in named(campaign)],
    }


def issued(campaign: Campaign) -> Any:
    """Every notice that was ever public."""
    shown = (NoticeStatus.PUBLIC, NoticeStatus.ENDED, NoticeStatus.REPLACED, NoticeStatus.WITHDRAWN)
    rows = Notice.objects.filter(campaign=campaign, status__in=shown).exclude(digest="")
    return rows.order_by("number").select_related("run")


def ended(campaign: Campaign) -> Any:
    """Every objection that was handled."""
    done = (ObjectionStatus.ACCEPTED, ObjectionStatus.REFUSED, ObjectionStatus.ANSWERED)
    return Objection.objects.filter(campaign=campaign, status__in=done).order_by("number").select_related("run")


def named(campaign: Campaign) -> Any:
    return Naming.objects.filter(campaign=campaign, status=NamingStatus.NAMED).order_by("pk").select_related("run")


def at(when: datetime | None) -> str:
    """A moment in UTC; "" where there is none."""
    return "" if when is None else moment(when)


def vetoes(campaign: Campaign) -> list[Line]:
    """Every confirmed veto with the document that it rests on; those that were lifted since say so."""
    rows = VetoCase.objects.filter(assessment__campaign=campaign, decided_at__isnull=False).order_by("pk")
    found = rows.values_list("assessment_id", "code", "document", "status", "decided_at", "lifted_at")
    return [
        {"branch": branch, "code": code, "document": document, "state": state, "at": at(done), "lifted": at(lifted)}
        for branch, code, document, state, done, lifted in found
    ]


def meeting(decision: Decision) -> Line:
    """One meeting: its items with their votes, and who signed it and approved it."""
    return {
        "number": decision.number,
        "title": decision.title,
        "held": at(decision.held_at),
        "state": decision.status,
        "run": decision.run.number,
        "final_run": decision.final_run.number if decision.final_run else None,
        "due": decision.due,
        "present": decision.present,
        "signed": at(decision.signed_at),
        "digest": decision.digest,
        "items": [item(each) for each in decision.items.order_by("position")],
        "signatures": [
            {"function": function, "name": name, "at": at(signed)}
            for function, name, signed in decision.signatures.order_by("position").values_list(
                "function", "name", "signed_at"
            )
        ],
        "approvals": [
            {"level": title, "outcome": outcome, "reason": reason, "at": at(when)}
            for title, outcome, reason, when in decision.approvals.order_by("position").values_list(
                "title", "outcome", "reason", "at"
            )
        ],
    }


def item(row: DecisionItem) -> Line:
    return {
        "kind": row.kind,
        "title": row.title,
        "branch": row.assessment_id,
        "before": row.before,
        "after": row.after,
        "clause": row.clause,
        "reason": row.reason,
        "votes": [row.votes_for, row.votes_against, row.abstentions],
        "outcome": row.outcome,
    }


def notice(row: Notice) -> Line:
    return {
        "number": row.number,
        "title": row.title,
        "run": row.run.number,
        "from": row.opens_on.isoformat(),
        "to": row.closes_on.isoformat(),
        "digest": row.digest,
        "chain": row.chain,
    }


def objection(row: Objection) -> Line:
    """What was found, and the mark that it corrected, in hundredths; nothing of the person."""
    return {
        "number": row.number,
        "branch": row.assessment_id,
        "criterion": row.criterion,
        "finding": row.finding,
        "before": row.before,
        "after": row.after,
        "run": row.run.number if row.run else None,
    }


def naming(row: Naming) -> Line:
    awards = Award.objects.filter(naming=row).order_by("pk").values_list("assessment_id", "level", "number")
    return {
        "title": row.title,
        "number": row.number,
        "dated": row.dated_on.isoformat() if row.dated_on else "",
        "run": row.run.number,
        "levels": row.levels,
        "awards": [list(award) for award in awards],
    }
