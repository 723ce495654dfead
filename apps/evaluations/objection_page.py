"""What does the page of objections show? The list, one objection's words and way, the finding and what it would do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.lines import lines_of, main_sheet
from apps.assessments.refining import rules_for
from apps.assessments.services.corrections import mark_now
from apps.assessments.values import read_value, shown, written
from apps.campaigns.days import working_days_between
from apps.evaluations.choices import Channel, ObjectionStatus
from apps.evaluations.hearing import Effect, is_partial, masked, may_read_name, scorer_of, try_mark
from apps.evaluations.models import Objection
from apps.evaluations.selectors import latest_numbered_run
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion

S = ObjectionStatus
OPEN = (S.RECEIVED, S.TAKEN, S.FOUND)


@dataclass(frozen=True)
class Line:
    """One criterion of the branch's sheet that could be corrected."""

    code: str
    title: str
    mark: str
    most: str


def rows_of(objections: QuerySet[Objection]) -> list[dict[str, Any]]:
    """The list at the left: number, branch, about what, by which way, and how long there is."""
    today = timezone.localdate()
    return [{"objection": each, "left": left(each, today)} for each in objections]


def left(objection: Objection, today: Any) -> dict[str, Any]:
    """The chip beside a number: the days left while it is open, else what was found."""
    if objection.status == S.ANSWERED or objection.status in {S.ACCEPTED, S.REFUSED}:
        return {"text": objection.get_finding_display(), "tone": "ok" if objection.run_id else ""}
    days = working_days_between(today, objection.due_on)
    if objection.due_on < today:
        return {"text": _("late"), "tone": "bad"}
    return {
        "text": ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days},
        "tone": "warn" if days <= 2 else "",
    }


def sentence(objections: list[Objection]) -> str:
    """The head of the page: how many, and what is left to do."""
    if not objections:
        return _("No objection so far")
    total = ngettext("%(n)s objection", "%(n)s objections", len(objections)) % {"n": len(objections)}
    open_ones = sum(each.status != S.ANSWERED for each in objections)
    if not open_ones:
        return _("%(total)s, all answered") % {"total": total}
    return _("%(total)s, %(n)s still to answer") % {"total": total, "n": open_ones}


def by_channel(objections: list[Objection]) -> str:
    """How they came: web page 2, visit 1."""
    counts = [(kind.label, sum(each.channel == kind for each in objections)) for kind in Channel]
    return _(", ").join(f"{label} {n}" for label, n in counts if n)


def lines_for(objection: Objection) -> list[Line]:
    """Every criterion on the branch's sheet that counts, with its mark as it stands."""
    if objection.assessment is None:
        return []
    rules, language = rules_for(objection.assessment), get_language()
    party = main_sheet(rules)
    sheet = objection.assessment.sheets.filter(party=party).first()
    typed = sheet.typed if sheet else {}
    return [
        Line(line.code, line.title.get(language), shown(line, typed.get(line.code), language), most_of(line))
        for line in lines_of(rules, objection.assessment.branch_type, party)
    ]


def line_of(objection: Objection, code: str) -> Criterion | None:
    """The line of a code on the branch's sheet."""
    if objection.assessment is None:
        return None
    rules = rules_for(objection.assessment)
    lines = lines_of(rules, objection.assessment.branch_type, main_sheet(rules))
    return next((line for line in lines if line.code == code), None)


def most_of(line: Criterion) -> str:
    """The full mark of a line, where it has one."""
    return show_points(line.maximum) if line.maximum else ""


def read_mark(objection: Objection, code: str, text: str) -> int | None:
    """A typed mark in hundredths; None where nothing, or nothing that the line takes, was typed."""
    line = line_of(objection, code)
    if line is None or not text.strip():
        return None
    try:
        return read_value(line, text)
    except ValueError:
        return None


def effect_of(objection: Objection, code: str, mark: int | None) -> Effect | None:
    """What the last numbered run would have given; nothing is stored."""
    if objection.assessment is None or mark is None:
        return None
    run = latest_numbered_run(objection.campaign) or objection.notice.run
    return try_mark(run, objection.assessment, code, mark)


def detail(person: Any, objection: Objection) -> dict[str, Any]:
    """One objection as `person` reads it, with what they may do now."""
    named = may_read_name(person, objection)
    conducts = person.has_perm("evaluations.handle_objection", objection.campaign)
    is_handler, state = objection.handler == person.pk, objection.status
    seconds = person.has_perm("evaluations.second_act", objection.campaign)
    partial = is_partial(person, objection.assessment)
    line = line_of(objection, objection.criterion)
    return {
        "objection": objection,
        "who": who(objection, named),
        "telephone": objection.telephone if named else "",
        "files": Use.objects.of(UseKind.OBJECTION, objection.pk).filter(part="proof").select_related("file"),
        "steps": objection.steps.select_related("file"),
        "next": next_step(objection),
        "later": later_steps(objection),
        "names": names_of(objection) if objection.assessment is None else [],
        "lines": lines_for(objection) if is_handler and state in {S.TAKEN, S.FOUND} else [],
        "marks": corrected(line, objection) if line and objection.after is not None else None,
        "effect": effect_of(objection, objection.criterion, objection.after) if state == S.FOUND else None,
        "can": {
            "take_on": conducts and state == S.RECEIVED and not partial,
            "partial": conducts and state == S.RECEIVED and partial,
            "place": conducts and state in {S.RECEIVED, S.TAKEN} and objection.handler in {None, person.pk},
            "work": conducts and is_handler and state == S.TAKEN,
            "find": conducts and is_handler and state in {S.TAKEN, S.FOUND},
            "confirm": seconds and not is_handler and state == S.FOUND and not partial,
            "answer": conducts and is_handler and state in {S.ACCEPTED, S.REFUSED},
        },
        "acts_url": reverse("notices:objection", args=[objection.campaign.slug, objection.number]) + "acts/",
    }


def who(objection: Objection, named: bool) -> str:
    """The objector: in full for the two who handle it, by one character for others."""
    if not objection.is_named:
        return _("without a name")
    return objection.name if named else masked(objection.name)


def corrected(line: Criterion, objection: Objection) -> dict[str, str]:
    """The mark before and after as people read it."""
    language = get_language()
    return {
        "code": line.code,
        "title": line.title.get(language),
        "before": shown(line, objection.before, language) or "–",
        "after": shown(line, objection.after, language),
    }


def next_step(objection: Objection) -> dict[str, str] | None:
    """What is to be done next, and by whom."""
    words = {
        S.RECEIVED: (_("Take it on"), _("somebody of the work committee without an office in that unit")),
        S.TAKEN: (_("Write the finding"), objection.handler_name),
        S.FOUND: (_("Confirm the finding"), _("a second person")),
        S.ACCEPTED: (_("Answer"), objection.handler_name),
        S.REFUSED: (_("Answer"), objection.handler_name),
    }
    found = words.get(S(objection.status))
    return {"title": found[0], "who": found[1]} if found else None


def later_steps(objection: Objection) -> list[str]:
    """What comes after the next step, as far as it is known."""
    way = [_("Write the finding"), _("Confirm the finding"), _("Answer")]
    if objection.status == S.FOUND and objection.after is not None:
        return [_("Correct it, evaluate anew, decide again"), _("Answer, give notice anew")]
    gone = {S.RECEIVED: 0, S.TAKEN: 1, S.FOUND: 2}
    return way[gone.get(S(objection.status), len(way)) :]


def names_of(objection: Objection) -> list[str]:
    """Every branch that could be meant."""
    return list(objection.campaign.assessments.order_by("name").values_list("name", flat=True))


def statement_page(objection: Objection) -> dict[str, Any]:
    """What the scorer who was asked reads: the facts as they were told, and the mark in question."""
    line = line_of(objection, objection.criterion)
    mark = mark_now(objection.assessment, objection.criterion) if objection.assessment else None
    given = scorer_of(objection.assessment, objection.criterion) if objection.assessment else None
    return {
        "objection": objection,
        "line": line,
        "title": line.title.get(get_language()) if line else "",
        "mark": shown(line, mark, get_language()) if line else "",
        "given": given,
        "said": [each for each in objection.steps.all() if each.by == objection.asked],
    }


def typed_mark(line: Criterion | None, mark: int | None) -> str:
    """A mark as its field holds it."""
    return written(line, mark) if line else ""
