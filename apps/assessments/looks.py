"""What in a self-assessment deserves a checker's look? Big rises, gaps, proof that is odd or missing, missing words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.lines import lines_of
from apps.assessments.models import Assessment, Sheet
from apps.assessments.proof import Notice, Proof, proof_url
from apps.assessments.self_check import MARK, PROOF, REASON, Facts, gaps_of, last_years_of
from apps.assessments.values import CHOSEN
from apps.campaigns.models import Campaign
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Rulebook

RISE, GAP, MISSING, NO_REASON, BLANK = "rise", "gap", "missing-proof", "no-reason", "blank"


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at. kind: "rise", "gap", "missing-proof", "no-reason", "blank", or that of a `Notice`
    ("same", "near", "old", "expired"). `text` says what, `short` the same for a list, `note` what the branch wrote."""

    kind: str
    code: str
    title: str
    text: str
    short: str
    note: str = ""
    url: str = ""
    link: str = ""


def looks_of(
    assessment: Assessment,
    rules: Rulebook,
    facts: Facts,
    superior: Mapping[str, int],
    notices: Iterable[Notice] = (),
    proof: Mapping[str, list[Proof]] | None = None,
) -> list[Look]:
    """Each criterion that deserves a look, in the rulebook's order. `superior`: last year's marks that counted.

    Whatever has proof leads to it.
    """
    by_code: dict[str, list[Notice]] = {}
    for notice in notices:
        by_code.setdefault(notice.proof.code, []).append(notice)
    found = []
    for criterion in lines_of(rules, assessment.branch_type, Party.SELF):
        shown = (proof or {}).get(criterion.code, [])
        found += mark_looks(rules, criterion, facts, superior.get(criterion.code), shown)
        found += missing_looks(rules, criterion, facts)
        found += [noticed_look(criterion, notice) for notice in by_code.get(criterion.code, [])]
    slug = assessment.campaign.slug
    return [
        replace(each, url=proof_url(slug, assessment.pk, each.code), link=_("See the proof"))
        if not each.url and facts.proof.get(each.code)
        else each
        for each in merged(found)
    ]


def merged(looks: Iterable[Look]) -> list[Look]:
    """One look a criterion: what comes later about it stands behind the first."""
    found: dict[str, Look] = {}
    for each in looks:
        first = found.get(each.code)
        if first is None:
            found[each.code] = each
            continue
        text = _("%(first)s; %(rest)s") % {"first": first.text, "rest": each.text}
        url, link = (first.url, first.link) if first.url else (each.url, each.link)
        found[each.code] = replace(first, text=text, note=first.note or each.note, url=url, link=link)
    return list(found.values())


def mark_looks(
    rules: Rulebook, criterion: Criterion, facts: Facts, superior: int | None, proof: list[Proof]
) -> list[Look]:
    """A mark well above the branch's own of last year, or far from the one that counted then; the first says both."""
    mark, last = facts.marks.get(criterion.code), facts.last_marks.get(criterion.code)
    if mark is None or criterion.kind in CHOSEN:
        return []
    note = note_of(criterion.code, facts, proof)
    if rules.reason_rise is not None and last is not None and mark - last >= rules.reason_rise:
        words = {"last": show_points(last), "mark": show_points(mark), "rise": show_points(mark - last)}
        text = _("%(last)s → %(mark)s, %(rise)s above last year") % words
        return [look(criterion, RISE, text, _("%(rise)s up") % words, note)]
    gap = None if superior is None else mark - superior
    if gap is None or rules.reason_gap is None or abs(gap) < rules.reason_gap:
        return []
    words = {"mark": show_points(mark), "superior": show_points(superior), "gap": show_points(abs(gap))}
    text = _("%(mark)s, %(gap)s above the %(superior)s that the superior gave last year")
    short = _("%(gap)s above the superior's")
    if gap < 0:
        text = _("%(mark)s, %(gap)s below the %(superior)s that the superior gave last year")
        short = _("%(gap)s below the superior's")
    return [look(criterion, GAP, text % words, short % words, note)]


def missing_looks(rules: Rulebook, criterion: Criterion, facts: Facts) -> list[Look]:
    """What the rules ask and the branch has not given."""
    found = []
    for gap in gaps_of(rules, criterion, facts):
        if gap.kind == MARK:
            found.append(look(criterion, BLANK, _("not marked"), _("not marked")))
        elif gap.kind == PROOF:
            words = ngettext("%(n)s file missing", "%(n)s files missing", gap.amount) % {"n": gap.amount}
            found.append(look(criterion, MISSING, words, words))
        elif gap.kind == REASON:
            found.append(look(criterion, NO_REASON, _("no reason for the rise"), _("no reason")))
    return found


def noticed_look(criterion: Criterion, notice: Notice) -> Look:
    """Proof that is old, past its last day, or shown by another branch, too, or nearly."""
    shorts = {
        "same": _("same file elsewhere"),
        "near": _("almost the same elsewhere"),
        "old": _("old photo"),
        "expired": _("expired proof"),
    }
    url, link = notice.proof.view_url, _("See the proof")
    if notice.kind in {"same", "near"} and notice.others:
        url, link = notice.others[0][1], _("See the other")
    return look(criterion, notice.kind, notice.text, shorts[notice.kind], url=url, link=link)


def look(criterion: Criterion, kind: str, text: str, short: str, note: str = "", **more: str) -> Look:
    title = criterion.title.get(get_language() or "zh-hans")
    return Look(kind, criterion.code, title, text, short, note, **more)


def note_of(code: str, facts: Facts, proof: list[Proof]) -> str:
    """The branch's own words beside a mark, and what stands there as proof."""
    parts = []
    if text := facts.texts.get(code, "").strip():
        parts.append(_("Reason: %(text)s") % {"text": text})
    count = len(proof) or facts.proof.get(code, 0)
    if proof:
        titles = _(", ").join(one.title for one in proof)
        words = ngettext("%(n)s file: %(titles)s", "%(n)s files: %(titles)s", count)
        parts.append(words % {"n": count, "titles": titles})
    elif count:
        parts.append(ngettext("%(n)s file", "%(n)s files", count) % {"n": count})
    return " · ".join(parts)


def superiors_last_year(campaign: Campaign, assessments: Iterable[Assessment]) -> dict[Any, dict[str, int]]:
    """Last year's marks that counted, by this year's assessment; only of criteria that both rulebooks have."""
    last, alike, party = last_years_of(campaign, {each.node_id: each.pk for each in assessments})
    rows = Sheet.objects.filter(assessment__in=list(last.values()), party=party)
    marks = dict(rows.values_list("assessment_id", "marks"))
    return {
        now: {code: mark for code, mark in marks.get(then, {}).items() if code in alike} for now, then in last.items()
    }
