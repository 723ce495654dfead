"""Who is named, under which number, until when, in which words? And the digests that prove it."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.tables import listed
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.choices import CandidateStatus
from apps.demonstrations.models import Batch, Candidate, Conferral, Passage, Programme, Title
from apps.evaluations.quoted import quoted
from apps.evaluations.sealing.canonical import digest

DIGITS = 3
YEAR = 12


@dataclass(frozen=True)
class Line:
    """One line of a naming document: which candidate gets which number."""

    candidate: Candidate
    number: str

    @property
    def holder(self) -> str:
        return holder_of(self.candidate)

    @property
    def brand(self) -> str:
        return self.candidate.brand


def chosen_of(batch: Batch) -> list[Candidate]:
    """Those who wait for naming: by the last gate's place, then in the official order."""
    places = Passage.objects.filter(candidate=OuterRef("pk")).order_by("-gate__position").values("place")[:1]
    rows = batch.candidates.filter(status=CandidateStatus.CHOSEN).select_related("zone", "unit", "node")
    order = F("last_place").asc(nulls_last=True), "order_path", "pk"
    return list(rows.annotate(last_place=Subquery(places)).order_by(*order))


def holder_of(candidate: Candidate) -> str:
    """Whose name the plaque bears: what applied by a title of its own, the person, or the organisation."""
    if candidate.title:
        return candidate.title
    if candidate.person_name:
        return f"{candidate.name} {candidate.person_name}"[:120]
    return candidate.name


def lines_of(batch: Batch, day: date | None = None) -> list[Line]:
    """The chosen with the numbers that are next, all over the programme; the year is that of the document."""
    first, year = last_serial(batch.programme) + 1, (day or timezone.localdate()).year
    prefix = batch.programme.prefix
    return [
        Line(candidate, f"{prefix}-{year}-{serial:0{DIGITS}d}")
        for serial, candidate in enumerate(chosen_of(batch), start=first)
    ]


def serials_of(programme: Programme) -> list[int]:
    """The running numbers that a programme has given, in order."""
    numbers = Title.objects.filter(conferral__batch__programme=programme).values_list("number", flat=True)
    return sorted(int(number.rpartition("-")[2]) for number in numbers)


def last_serial(programme: Programme) -> int:
    """The last running number that was given; 0 before the first."""
    return max(serials_of(programme), default=0)


def last_day(first: date, months: int | None) -> date | None:
    """The last day of a term of so many months that begins on `first`; None where there is no end."""
    if not months:
        return None
    years, month = divmod(first.month - 1 + months, YEAR)
    year, month = first.year + years, month + 1
    end = date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
    return end - timedelta(days=1)


def list_digest(lines: Sequence[Line]) -> str:
    """SHA-256 over the list as it is proposed and named."""
    return digest([[line.number, line.candidate.pk, line.holder, line.brand] for line in lines])


def title_digest(title: Title) -> str:
    """SHA-256 over the words of a title, and of the document that conferred it."""
    conferral = title.conferral
    return digest(
        {
            "programme": conferral.batch.programme.slug,
            "word": title.word,
            "holder": title.holder,
            "brand": title.brand,
            "number": title.number,
            "named": title.named_on.isoformat(),
            "document": conferral.number,
            "issuer": conferral.shape.get("signatory", ""),
        }
    )


def last_campaign(batch: Batch) -> Campaign:
    """The campaign of the last gate that opened: where the batch's papers are kept."""
    return batch.gates.exclude(campaign=None).select_related("campaign").order_by("-position").first().campaign


def first_words(batch: Batch) -> tuple[str, dict[str, Any]]:
    """The title that stands ready, and the parts of the document: who issues it, to whom, what it says."""
    programme = batch.programme
    told = {"word": quoted(programme.title_word), "batch": batch_words(batch.number)}
    title = _("Decision on naming “%(word)s”, %(batch)s") % told
    issuer = programme.committee.name
    shape = {"issuer": issuer, "recipients": _("All units concerned"), "text": first_text(batch), "signatory": issuer}
    return title[:120], shape


def first_text(batch: Batch) -> str:
    """The decision in its paragraphs: on what it rests, how long it holds, what follows."""
    programme = batch.programme
    gates = listed([gate.title for gate in batch.gates.all()])
    rules = programme.rules_name or programme.name
    rules = rules if "《" in rules else _("the rules “%(name)s”") % {"name": rules}
    told = {"rules": rules, "gates": gates, "n": len(chosen_of(batch)), "word": quoted(programme.title_word)}
    parts = [_("By %(rules)s, after %(gates)s: %(n)s are named “%(word)s”. The list is annexed.") % told]
    if programme.term:
        parts.append(_("The title holds for %(n)s months from the date of this document.") % {"n": programme.term})
    if programme.review_by:
        parts.append(_("It is reviewed every year; who does not pass twice, or is vetoed, may lose it."))
    parts.append(_("May those who are named keep what they have reached, and the others learn from them."))
    return "\n".join(parts)


def names_of(conferral: Conferral) -> list[Title]:
    """The titles that a document conferred, in the order of their numbers."""
    return list(conferral.titles.select_related("candidate__zone", "candidate__unit").order_by("number"))
