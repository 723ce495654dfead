"""What does the branch itself say to a matter of the meeting: its reply, else its words in the self-assessment?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import Truncator

from apps.assessments.choices import Party
from apps.assessments.lines import main_sheet
from apps.assessments.models import Assessment, Remark, Reply
from apps.assessments.refining import rules_for
from apps.evaluations.models import DecisionItem, Objection

MOST = 3
SHORT = 120


@dataclass(frozen=True)
class Word:
    """The branch's words, who wrote them and when; `is_own` where they stand in the self-assessment."""

    text: str
    by_name: str
    at: datetime
    is_own: bool = False

    @property
    def short(self) -> str:
        """As much as a line of the sheet holds."""
        return Truncator(self.text).chars(SHORT)


def words_of(item: DecisionItem) -> list[Word]:
    """The branch's standing replies, newest first, those on what was objected to before the others.

    Where it has not replied: its own words beside the mark that is disputed; empty where it wrote none.
    """
    if item.assessment is None:
        return []
    part = disputed(item)
    replies = Reply.objects.standing().filter(assessment=item.assessment).order_by("-at")
    found = sorted(replies, key=lambda reply: reply.part != part)[:MOST]
    if found:
        return [Word(reply.text, reply.by_name, reply.at) for reply in found]
    remarks = {row.criterion: row for row in own_remarks(item.assessment)}
    row = remarks.get(part) if part else widest_gap(item.assessment, remarks)
    return [Word(row.text, row.by_name, row.changed_at, is_own=True)] if row else []


def disputed(item: DecisionItem) -> str:
    """The criterion that was objected to; empty for a change of level."""
    if item.objection is None:
        return ""
    return Objection.objects.filter(pk=item.objection).values_list("criterion", flat=True).first() or ""


def own_remarks(assessment: Assessment) -> list[Remark]:
    """What the branch wrote beside its own marks."""
    return list(Remark.objects.filter(sheet__assessment=assessment, sheet__party=Party.SELF).exclude(text=""))


def widest_gap(assessment: Assessment, remarks: dict[str, Remark]) -> Remark | None:
    """Of these words those beside the mark that lost most against the branch's own; none where none lost any."""
    sheets = {sheet.party: sheet.typed for sheet in assessment.sheets.all()}
    own, counted = sheets.get(Party.SELF, {}), sheets.get(main_sheet(rules_for(assessment)), {})
    lost = {code: own[code] - counted[code] for code in remarks if code in own and code in counted}
    code = max(lost, key=lambda one: lost[one], default="")
    return remarks[code] if code and lost[code] > 0 else None
