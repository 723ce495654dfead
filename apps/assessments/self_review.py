"""Check and submit: where does the self-assessment stand, what is missing, what changed since last year, what next?"""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assessments.burden import minutes_of
from apps.assessments.choices import SubmissionStatus
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment, Burden
from apps.assessments.self_check import MARK, PROOF, Missing
from apps.assessments.self_page import frame, moment
from apps.assessments.self_sheet import SelfSheet
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.rating.points import show_points

S = SubmissionStatus
SMALL_NUMBERS = "一两三四五六七八九十"


def review_context(own: SelfSheet) -> dict[str, Any]:
    """The page on which a self-assessment is looked over, signed, and later found again."""
    context = frame(own)
    return context | {
        "status": own.submission.status,
        "sentence": sentence(own),
        "sub_line": sub_line(own),
        "missing": missing_rows(own) if own.can_change else [],
        "n_missing": len(own.missing),
        "returned": returned(own),
        "result": result(own),
        "changes": against_last_year(own),
        "way": way_so_far(own),
        "acts": acts(own),
        "unit_name": own.assessment.unit.name,
        "waits_for": waits_for(own),
        "burden": burden_line(own),
        "today": timezone.localdate().isoformat(),
    }


def sentence(own: SelfSheet) -> str:
    """The state in one sentence, which heads the page."""
    submission, n = own.submission, len(own.missing)
    if submission.status not in WITH_THE_BRANCH:
        return {
            S.SUBMITTED: _("Submitted, the unit checks it next"),
            S.APPROVED: _("The unit has approved it"),
            S.HANDED_OVER: _("The unit has handed it over"),
            S.RECEIVED: _("The work committee has received it"),
        }[S(submission.status)]
    if own.open_stage is None:
        is_over = any(stage.closes_at <= timezone.now() for stage in own.stages)
        if is_over and own.is_returned:
            return _("Closed without being submitted again")
        return _("Closed without being submitted") if is_over else _("The self-assessment has not begun")
    if submission.status == S.READY and not own.may_submit:
        return _("It waits for the secretary")
    if not n and own.to_mend:
        n = len(own.to_mend)
        words = ngettext("%(n)s returned criterion to look at again", "%(n)s returned criteria to look at again", n)
        return words % {"n": spoken(n)}
    if n:
        words = ngettext("%(n)s thing to go before submitting", "%(n)s things to go before submitting", n)
        return words % {"n": spoken(n)}
    if submission.status == S.READY:
        return _("%(name)s asks you to confirm it") % {"name": submission.presented_by_name}
    return _("It can be submitted")


def spoken(n: int) -> str:
    """A small count as Chinese says it, 两处; other figures, and other languages, in digits."""
    if (get_language() or "").startswith("zh"):
        return SMALL_NUMBERS[n - 1] if n <= len(SMALL_NUMBERS) else f" {n} "
    return str(n)


def sub_line(own: SelfSheet) -> str:
    """How much there is, and what a self-assessment is worth."""
    worth = _("It is a reference only; the level follows the superior's own visit.")
    files = sum(own.facts.proof.values())
    if own.missing:
        return worth
    n = len(own.lines)
    filled = ngettext("All %(n)s criterion filled in", "All %(n)s criteria filled in", n) % {"n": n}
    proof = ngettext("%(n)s file of proof", "%(n)s files of proof", files) % {"n": files}
    return _("%(filled)s, %(proof)s. %(worth)s") % {"filled": filled, "proof": proof, "worth": worth}


def missing_rows(own: SelfSheet) -> list[dict[str, Any]]:
    """Each thing to add with its way; a star without any mark is one row."""
    rows, language = [], get_language() or "zh-hans"
    for section in own.sections:
        lines = own.lines_in(section)
        gaps = [gap for line in lines for gap in own.gaps[line.code]]
        untouched = all(line.code not in own.facts.marks for line in lines)
        if untouched and len(lines) > 1:
            n = len(lines)
            rows.append(
                {
                    "icon": "pencil",
                    "title": f"{section.code} {section.title.get(language)}",
                    "note": ngettext("%(n)s not filled in", "%(n)s not filled in", n) % {"n": n},
                    "way": _("Fill in"),
                    "url": own.url("self-star", section.code),
                }
            )
        rows += [missing_row(own, gap, language) for gap in gaps if not (untouched and gap.kind == MARK)]
    return rows


def missing_row(own: SelfSheet, gap: Missing, language: str) -> dict[str, Any]:
    criterion, note, way, icon = gap.criterion, _("no mark yet"), _("Fill in"), "pencil"
    if gap.kind == PROOF:
        icon, way = "photo", _("Add proof")
        asked, there = criterion.proof, criterion.proof - gap.amount
        note = ngettext("The rules ask for %(n)s file", "The rules ask for %(n)s files", asked) % {"n": asked}
        have = _("there is none") if not there else _("there is %(n)s") % {"n": there}
        note = _("%(one)s, %(two)s") % {"one": note, "two": have}
    elif gap.kind != MARK:
        icon = "file-text"
        note = _("%(n)s above last year, please say why") % {"n": show_points(gap.amount)}
    return {
        "icon": icon,
        "title": f"{criterion.code} {criterion.title.get(language)}",
        "note": note,
        "way": way,
        "url": f"{own.url('self-star', criterion.section)}#criterion-{criterion.code}",
    }


def returned(own: SelfSheet) -> dict[str, Any] | None:
    """Why the unit returned it, and the way to each criterion in question; gone once it is submitted again."""
    if not own.is_returned or own.submission.returned_at is None:
        return None
    language = get_language() or "zh-hans"
    return {
        "reason": own.submission.return_reason,
        "by": own.submission.returned_by_name,
        "when": moment(own.submission.returned_at),
        "criteria": [
            {
                "title": f"{criterion.code} {criterion.title.get(language)}",
                "is_mended": criterion.code not in own.to_mend,
                "url": f"{own.url('self-star', criterion.section)}#criterion-{criterion.code}",
            }
            for criterion in own.lines
            if criterion.code in own.in_question
        ],
    }


def result(own: SelfSheet) -> dict[str, Any]:
    """What the own marks add up to, each section against its line."""
    found = own.standing
    notes = []
    if own.rules.stars:
        lit = sum(star["state"] == "lit" for head in found.heads for star in head["star"])
        notes = [ngettext("%(n)s star lit by these marks.", "%(n)s stars lit by these marks.", lit) % {"n": lit}]
    for head in found.heads:
        star = head["star"][0] if len(head["star"]) == 1 else None
        if star and star["gap"] and head["marked"] == head["criteria"]:
            notes.append(_("%(gap)s more light %(title)s.") % {"gap": star["gap"], "title": star["title"]})
    return {
        "heads": found.heads,
        "total": found.total,
        "maximum": show_points(own.rules.full_marks(own.assessment.branch_type)),
        "notes": notes,
    }


def against_last_year(own: SelfSheet) -> dict[str, str] | None:
    """What changed against last year, and what was kept."""
    facts = own.facts
    if not facts.has_last_year:
        return None
    both = [code for code in facts.marks if code in facts.last_marks]
    marks = sum(facts.marks[code] != facts.last_marks[code] for code in both)
    texts = sum(text != facts.last_texts.get(code, "") for code, text in facts.texts.items())
    kept = len(both) - marks
    carried = sum(one.evidence.pk in own.last_proof and not one.is_stale for one in own.files())
    n_marks = ngettext("%(n)s mark", "%(n)s marks", marks) % {"n": marks}
    n_texts = ngettext("%(n)s text", "%(n)s texts", texts) % {"n": texts}
    n_kept = ngettext("%(n)s criterion", "%(n)s criteria", kept) % {"n": kept}
    n_files = ngettext("%(n)s file still valid", "%(n)s files still valid", carried) % {"n": carried}
    pair = _("%(one)s, %(two)s")
    return {
        "changed": pair % {"one": n_marks, "two": n_texts},
        "kept": pair % {"one": n_kept, "two": n_files} if carried else n_kept if kept else "",
    }


def way_so_far(own: SelfSheet) -> list[dict[str, str]]:
    """The steps that were taken, with who and when."""
    row = own.submission
    meeting = date_format(row.meeting_on, _("j M")) if row.meeting_on else ""
    taken = [
        (_("Branch committee met"), meeting if row.submitted_at else "", ""),
        (_("Presented"), row.presented_at, row.presented_by_name),
        (_("Submitted"), row.submitted_at, row.submitted_by_name),
        (_("Opened by the unit"), row.looked_at, ""),
        (_("Approved by the unit"), row.approved_at, row.approved_by_name),
    ]
    return [
        {"label": label, "at": at if isinstance(at, str) else moment(at), "who": who} for label, at, who in taken if at
    ]


def acts(own: SelfSheet) -> dict[str, bool]:
    """What the person may do next here."""
    status, is_open = own.submission.status, own.is_own and own.open_stage is not None
    return {
        "submit": own.can_change and own.may_submit,
        "present": own.can_change and not own.may_submit,
        "take_back": is_open and status == S.READY,
        "withdraw": is_open and own.may_submit and status == S.SUBMITTED and own.submission.looked_at is None,
    }


def waits_for(own: SelfSheet) -> str:
    """Who signs, said to everybody else; that nobody may, where the branch has no secretary."""
    if own.may_submit or own.submission.status not in WITH_THE_BRANCH:
        return ""
    names = secretaries(own.assessment)
    if not names:
        return _(
            "Only the branch's secretary may submit it, and none is appointed. Ask the work committee to appoint one."
        )
    return _("Only the branch's secretary may submit it: %(names)s.") % {"names": _(", ").join(names)}


def secretaries(assessment: Assessment) -> list[str]:
    """Who is secretary of the branch today."""
    held = Appointment.objects.on(timezone.localdate()).filter(node=assessment.node_id, role=Role.SECRETARY)
    return list(User.objects.filter(pk__in=held.values("person"), is_active=True).values_list("name", flat=True))


def burden_line(own: SelfSheet) -> str:
    """What it took, told to those who filled it in once it is submitted."""
    found = Burden.objects.filter(assessment=own.assessment).first()
    if found is None or not own.is_own or own.submission.status in WITH_THE_BRANCH:
        return ""
    touches = ngettext("%(n)s touch", "%(n)s touches", found.touches) % {"n": found.touches}
    minutes = minutes_of(found.seconds)
    spent = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    files = ngettext("%(n)s new file", "%(n)s new files", found.uploads) % {"n": found.uploads}
    return _("It took %(touches)s, %(minutes)s, %(files)s.") % {"touches": touches, "minutes": spent, "files": files}
