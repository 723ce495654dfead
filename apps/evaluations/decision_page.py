"""How does a meeting look to one person? Its head, what may be done now, matters, both sides of a line, vetoes."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import VetoCase
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.evaluations.branch_words import words_of
from apps.evaluations.choices import DecisionStatus, ItemKind
from apps.evaluations.deciding import Table
from apps.evaluations.models import Decision, DecisionItem
from apps.evaluations.vetoed import veto_rows, would_counts

MOST_VETOES = 8


def sentence_of(decision: Decision, items: int, left: int) -> str:
    """The state of a meeting in one sentence."""
    if decision.status == DecisionStatus.OPEN:
        first = ngettext("%(n)s matter", "%(n)s matters", items) % {"n": items}
        return _("%(matters)s, %(done)s decided") % {"matters": first, "done": items - left}
    waiting = next((each for each in decision.approvals.all() if not each.outcome), None)
    if decision.status == DecisionStatus.SIGNED and waiting is not None:
        return _("Signed, waits for %(level)s to approve") % {"level": waiting.title}
    return {
        DecisionStatus.RUNNING: _("Signed; the run that carries it is being made"),
        DecisionStatus.APPROVED: _("Decided and approved"),
        DecisionStatus.RETURNED: _("Returned; its changes have been taken back"),
    }.get(DecisionStatus(decision.status), _("Signed"))


def page_of(decision: Decision, person: Any, asked_item: int | None, asked_line: int | None) -> dict[str, Any]:
    """Everything on the page."""
    table, campaign = Table.of(decision), decision.campaign
    numbers = table.lines()
    chosen = next((n for n, _name in numbers if n == asked_line), numbers[0][0] if numbers else -1)
    return {
        "campaign": campaign,
        "decision": decision,
        "table": table,
        "sentence": sentence_of(decision, len(table.items), table.left),
        "counts": table.counts(),
        "items": [item_row(table, item) for item in table.items],
        "in_hand": in_hand(table, asked_item, person),
        "lines": [{"number": n, "name": name, "current": n == chosen} for n, name in numbers],
        "line": table.line(chosen),
        "signatures": list(decision.signatures.all()),
        "approvals": list(decision.approvals.all()),
        **vetoes_of(table),
        **rights(decision, person, table.left),
    }


def rights(decision: Decision, person: Any, left: int) -> dict[str, Any]:
    """What this person may do now."""
    is_open = decision.status == DecisionStatus.OPEN and permits(decision.campaign, Act.DECIDE)
    signatures = list(decision.signatures.all())
    is_free = is_open and not any(each.signed_at for each in signatures)
    own = next((each for each in signatures if each.person_id == person.pk), None)
    waiting = next((each for each in decision.approvals.all() if not each.outcome), None)
    return {
        "left": left if is_open else 0,
        "holds": is_free and person.has_perm("evaluations.hold_decision", decision.campaign),
        "seconds": is_free and person.has_perm("evaluations.second_act", decision.campaign),
        "signs": bool(is_open and not left and own and own.signed_at is None),
        "approves": bool(
            waiting and decision.status == "signed" and person.has_perm("evaluations.approve_decision", waiting)
        ),
    }


def item_row(table: Table, item: DecisionItem) -> dict[str, Any]:
    """One line of the agenda."""
    told = _("; ").join(filter(None, [item.clause, item.reason]))
    if item.kind == ItemKind.LEVEL:
        words = {"first": item.by_name, "second": item.second_name or "–"}
        told = _("; ").join([told, _("Proposed by %(first)s, seconded by %(second)s") % words])
    tone = {"agreed": "ok", "refused": "warn"}.get(item.outcome, "info")
    return {"item": item, "told": told, "tone": tone, "title": title_of(table, item)}


def title_of(table: Table, item: DecisionItem) -> str:
    """The matter; a change of level with the branch's name and both levels in the reader's language."""
    if item.kind != ItemKind.LEVEL or item.assessment is None:
        return item.title
    words = {"name": item.assessment.name, "before": table.level(item.before), "after": table.level(item.after)}
    return _("Change of level: %(name)s, %(before)s to %(after)s") % words


def in_hand(table: Table, asked: int | None, person: Any) -> dict[str, Any] | None:
    """The matter that is open on the page: the one asked for, else the first that is not decided."""
    item = next((each for each in table.items if each.pk == asked), None) or table.in_hand
    if item is None:
        return None
    return item_row(table, item) | {
        "needs_second": item.kind == ItemKind.LEVEL and not item.second,
        "is_own": item.by == person.pk,
        "words": words_of(item),
        "typed": votes_of(item),
    }


def votes_of(item: DecisionItem) -> dict[str, Any]:
    """The votes as their fields hold them."""
    is_counted = item.votes_for is not None
    return {
        "votes_for": item.votes_for if is_counted else "",
        "against": item.votes_against if is_counted else 0,
        "abstentions": item.abstentions if is_counted else 0,
        "reason": item.reason,
    }


def vetoes_of(table: Table) -> dict[str, Any]:
    """The confirmed vetoes that cost most, and what they cost altogether."""
    decision = table.decision
    cases = VetoCase.objects.filter(assessment__campaign=decision.campaign).confirmed()
    rows = veto_rows(cases, decision.campaign, decision.run, table.language)
    told = _(", ").join(f"{name} {n}" for name, n in would_counts(rows))
    return {"vetoes": rows[:MOST_VETOES], "veto_count": len(rows), "veto_costs": told}


def meetings_of(campaign: Campaign) -> list[dict[str, Any]]:
    """Every meeting of a campaign, newest first, with its state in a sentence."""
    rows = campaign.decisions.select_related("run").prefetch_related("approvals", "items")
    found = []
    for decision in rows:
        items = list(decision.items.all())
        left = sum(not item.outcome for item in items)
        found.append({"decision": decision, "sentence": sentence_of(decision, len(items), left), "n": len(items)})
    return found
