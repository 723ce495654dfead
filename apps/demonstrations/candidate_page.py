"""What the page, the dossier and REST tell of one candidate to one reader."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.criteria.selectors import rulebook_of
from apps.demonstrations.asking import ANSWER, asked_of
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import CandidateStatus, ProgrammeKind
from apps.demonstrations.models import Candidate, Finding, Programme
from apps.demonstrations.proving import files_of, photos_of
from apps.demonstrations.reckoning import reckonings_of
from apps.demonstrations.reviewing import review_day
from apps.demonstrations.services.findings import TAKING_PART
from apps.demonstrations.services.nominating import waits_for_second
from apps.demonstrations.way import passages_of, place_said, way_of
from apps.evaluations.models import Result
from apps.evaluations.nominations import standing_run
from apps.ledgers.models import Entry
from apps.ledgers.selectors import brands_like, grants_of
from apps.ledgers.values import grouped_yuan
from apps.organisations.choices import Kind

S = CandidateStatus
FACTS = ("batch__programme__committee", "batch__programme__rating__rulebook_version", "node", "unit", "zone")
TONES = {S.IN: "info", S.WAITING: "warn", S.CHOSEN: "gold", S.NAMED: "gold"}


def candidates_for(person: Any, programme: Programme) -> QuerySet[Candidate]:
    """A programme's candidates that the person sees, with what pages need of them."""
    rows = Candidate.objects.visible_to(person).filter(batch__programme=programme)
    return rows.select_related(*FACTS)


def page_of(person: Any, candidate: Candidate) -> dict[str, Any]:
    """The whole page; marks of a gate that is not closed are nowhere in it."""
    passages, photos = passages_of(candidate), photos_of(candidate)
    return {
        "candidate": candidate,
        "programme": candidate.batch.programme,
        "batch": candidate.batch,
        "tone": TONES.get(candidate.status, ""),
        "sub": sub_of(candidate),
        "way": way_of(candidate, passages) if candidate.number else [],
        "place": place_said(passages),
        "reckonings": reckonings_of(passages),
        "answers": answers_of(candidate),
        "files": list(files_of(candidate)),
        "photos": photos,
        "findings": findings_of(candidate),
        "money": money_of(candidate),
        "brands": brands_of(person, candidate),
        "after": after_of(candidate),
        "reports": list(candidate.progress.order_by("-on", "-pk")),
        "can": rights_of(person, candidate),
    }


def sub_of(candidate: Candidate) -> str:
    """Batch, person, brand, zone, and how the branches below stand."""
    parts = [batch_words(candidate.batch.number)]
    if candidate.number:
        parts.append(_("No. %(n)s") % {"n": candidate.number})
    if candidate.title:
        parts.append(candidate.name)
    if candidate.person_name:
        parts.append(candidate.person_name)
    if candidate.brand:
        parts.append(_("brand “%(brand)s”") % {"brand": candidate.brand})
    if candidate.zone:
        parts.append(candidate.zone.name)
    if told := levels_below(candidate) or candidate.level:
        parts.append(told)
    return " · ".join(parts)


def levels_below(candidate: Candidate) -> str:
    """How many branches of the organisation stand on which level of the programme's rating; nothing of a branch."""
    if candidate.node.kind == Kind.BRANCH:
        return ""
    rating = candidate.batch.programme.rating
    run = standing_run(rating) if rating else None
    if run is None:
        return ""
    rows = Result.objects.filter(run=run, assessment__path__startswith=candidate.path).order_by("level")
    counts = list(rows.values_list("level").annotate(n=Count("pk")))
    if not counts:
        return ""
    levels, language = rulebook_of(run.rulebook_version).outcomes, get_language() or "zh-hans"
    told = _(", ").join(f"{levels[level].title.get(language)} {n}" for level, n in counts)
    n = sum(n for _level, n in counts)
    head = ngettext("%(n)s branch below", "%(n)s branches below", n) % {"n": n}
    return _("%(head)s: %(levels)s") % {"head": head, "levels": told}


def answers_of(candidate: Candidate) -> list[dict[str, str]]:
    """The form's questions with what was answered; unanswered ones are left out."""
    questions = {ANSWER + row["key"]: row for row in candidate.batch.programme.questions}
    asked = [key for key in asked_of(candidate.batch.programme) if key in questions]
    rows = [(questions[key]["title"], candidate.answers.get(questions[key]["key"], "")) for key in asked]
    return [{"title": title, "text": text} for title, text in rows if text]


def findings_of(candidate: Candidate) -> list[dict[str, Any]]:
    """What was found, with how it stands."""
    return [finding_row(finding) for finding in candidate.findings.all()]


def finding_row(finding: Finding) -> dict[str, Any]:
    """One finding: seen, answered and due, late, or not answered."""
    today = timezone.localdate()
    if finding.checked_at:
        chip = ("ok", "check", _("seen"))
    elif finding.due_on:
        is_late = finding.due_on < today
        chip = ("bad" if is_late else "warn", "clock", date_format(finding.due_on, _("j M")))
    elif finding.reply:
        chip = ("info", "eye", _("to be seen"))
    else:
        chip = ("warn", "clock", _("not answered"))
    return {"finding": finding, "tone": chip[0], "icon": chip[1], "state": chip[2]}


def money_of(candidate: Candidate) -> list[dict[str, Any]]:
    """Grants to the organisation with their uses and what is left, in words; [] where there is none."""
    return [
        {
            "title": grant["title"],
            "granted": grouped_yuan(grant["granted"]),
            "uses": [{"title": use.name, "amount": grouped_yuan(use.amount)} for use in grant["entries"]],
            "left": grouped_yuan(grant["left"]),
        }
        for grant in grants_of(candidate.node)
    ]


def brands_of(person: Any, candidate: Candidate) -> list[dict[str, Any]]:
    """Brands alike, for who compares candidates; each with where the two are laid side by side, if the person may."""
    programme = candidate.batch.programme
    if not candidate.brand or not person.has_perm("demonstrations.compare", programme):
        return []
    alike = brands_like(candidate.brand, candidate.node)
    found = [row | {"is_own": row["is_own"] or is_above(row["entry"], candidate)} for row in alike]
    own = next((row["entry"].pk for row in found if row["is_own"]), None)
    rows = Entry.objects.visible_to(person).filter(pk__in=[row["entry"].pk for row in found])
    seen = set(rows.values_list("pk", flat=True))
    return [row | {"url": compare_url(row, own) if row["entry"].pk in seen else ""} for row in found]


def is_above(entry: Entry, candidate: Candidate) -> bool:
    """Whether a brand is that of an organisation to which the candidate belongs."""
    return candidate.path.startswith(entry.node.path)


def compare_url(row: dict[str, Any], own: int | None) -> str:
    """Both brands side by side where the organisation's own is registered, else the other one's page."""
    entry = row["entry"]
    if own is not None and own != entry.pk:
        return reverse("ledgers:compare", args=[entry.ledger, own, entry.pk])
    return reverse("ledgers:entry", args=[entry.ledger, entry.pk])


def after_of(candidate: Candidate) -> list[tuple[str, str]]:
    """What follows the naming: term, yearly review, how a title ends."""
    programme = candidate.batch.programme
    if candidate.status not in TAKING_PART or not programme.has_plaque:
        return []
    rows = [(_("Valid"), term_of(candidate))]
    if programme.review_by:
        rows.append((_("Yearly review"), review_said(candidate)))
    rows.append((_("Withdrawal"), _("After a veto or two failed reviews, by two people and a meeting")))
    return rows


def term_of(candidate: Candidate) -> str:
    """From when until when a title holds, or would."""
    held, term = getattr(candidate, "title_held", None), candidate.batch.programme.term
    if held is not None:
        start = date_format(held.named_on, _("F Y"))
        return f"{start}–{date_format(held.until, _('F Y'))}" if held.until else _("from %(day)s") % {"day": start}
    if term is None:
        return _("for ever")
    return ngettext("%(n)s month from the naming", "%(n)s months from the naming", term) % {"n": term}


def review_said(candidate: Candidate) -> str:
    """By when each year, and by whom."""
    when = date_format(review_day(candidate.batch.programme, timezone.localdate().year), _("j M"))
    who = candidate.zone.name if candidate.zone else candidate.batch.programme.committee.name
    return _("each year by %(day)s, by %(who)s") % {"day": when, "who": who}


def rights_of(person: Any, candidate: Candidate) -> dict[str, bool]:
    """What the person may do here now."""
    status, programme = candidate.status, candidate.batch.programme
    conducts = person.has_perm("demonstrations.conduct", programme)
    applies = person.has_perm("demonstrations.apply", candidate.node)
    answers = person.has_perm("demonstrations.submit", candidate.node)
    takes_part = status in TAKING_PART
    waits = status == S.WAITING and waits_for_second(candidate)
    return {
        "fill": applies and status == S.FILLING,
        "submit": answers and status == S.FILLING,
        "return": conducts and status == S.WAITING,
        "accept": conducts and status == S.WAITING and not waits,
        "second": waits and person.pk != candidate.exception_by and person.has_perm("demonstrations.second", programme),
        "withdraw": answers and status in (S.FILLING, S.WAITING, S.IN, S.CHOSEN),
        "survey": takes_part and person.has_perm("demonstrations.survey", candidate),
        "reply": takes_part and applies,
        "report": takes_part and applies and programme.kind == ProgrammeKind.PROJECT,
        "conduct": conducts,
    }


def files_told(uses: Iterable[Any]) -> list[dict[str, str]]:
    """Files as papers list them: name and digest."""
    return [{"name": use.evidence.title or use.file.name, "digest": use.file.digest} for use in uses]
