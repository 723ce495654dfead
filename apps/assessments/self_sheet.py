"""One self-assessment in one person's hands: the facts that every page of it begins with, each read once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.lines import lines_of, sections_of, sheet_parties
from apps.assessments.models import Assessment, Sheet, Submission
from apps.assessments.proof import Proof, proof_of
from apps.assessments.refining import rules_for
from apps.assessments.rules import may_mark
from apps.assessments.selectors import last_years
from apps.assessments.self_check import Facts, Missing, facts_of, gaps_of
from apps.assessments.services.submissions import submission_of
from apps.assessments.star_heads import Heads, star_heads
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Extension, Stage
from apps.campaigns.selectors import more_time
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.rating.rulebook import Criterion, Rulebook, Section


@dataclass
class SelfSheet:
    """Facts, rights and gaps of one branch's self-assessment for one reader."""

    person: Any
    assessment: Assessment

    @cached_property
    def rules(self) -> Rulebook:
        return rules_for(self.assessment)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.assessment)

    @cached_property
    def proof(self) -> dict[str, list[Proof]]:
        return proof_of(self.assessment)

    @cached_property
    def last_proof(self) -> set[int]:
        """What proved something last year, too."""
        last = last_years(self.assessment)
        rows = Use.objects.of(UseKind.ASSESSMENT, last.pk).standing() if last else Use.objects.none()
        return set(rows.values_list("evidence", flat=True))

    @cached_property
    def submission(self) -> Submission:
        return submission_of(self.assessment)

    @cached_property
    def sheet(self) -> Sheet | None:
        return self.assessment.sheets.filter(party=Party.SELF).first()

    @cached_property
    def standing(self) -> Heads:
        """The heads and the total of the own marks."""
        return star_heads(self.rules, self.facts.marks, self.assessment, Party.SELF)

    @cached_property
    def lines(self) -> list[Criterion]:
        """What the branch is asked, in the words for its type; nothing where the rules know no self-assessment."""
        if Party.SELF not in sheet_parties(self.rules):
            return []
        return lines_of(self.rules, self.assessment.branch_type, Party.SELF)

    @property
    def marked(self) -> int:
        """How many of its lines have a mark."""
        return sum(line.code in self.facts.marks for line in self.lines)

    @cached_property
    def sections(self) -> list[Section]:
        """The sections in which it is asked something."""
        return [section for section, _lines in sections_of(self.rules, self.assessment.branch_type, Party.SELF)]

    def lines_in(self, section: Section) -> list[Criterion]:
        """What the branch is asked in one section."""
        return [line for line in self.lines if line.section == section.code]

    @cached_property
    def gaps(self) -> dict[str, list[Missing]]:
        """What each criterion lacks."""
        return {line.code: gaps_of(self.rules, line, self.facts) for line in self.lines}

    @cached_property
    def missing(self) -> list[Missing]:
        return [gap for gaps in self.gaps.values() for gap in gaps]

    @cached_property
    def stages(self) -> list[Stage]:
        return list(self.assessment.campaign.stages.permitting(Act.SELF_MARK))

    @cached_property
    def open_stage(self) -> Stage | Extension | None:
        """What lets the branch work now: an open stage, or more time that it was given; of several what closes last."""
        now, campaign = timezone.now(), self.assessment.campaign
        if campaign.status != Status.OPEN:
            return None
        is_open = [stage for stage in self.stages if stage.opens_at <= now < stage.closes_at]
        more = more_time(campaign, Act.SELF_MARK, self.assessment.path, now)
        return max([*is_open, *filter(None, [more])], key=lambda found: found.closes_at, default=None)

    @cached_property
    def is_own(self) -> bool:
        """Whether the person fills it in by office."""
        return may_mark(self.person, self.assessment, Party.SELF)

    @cached_property
    def may_submit(self) -> bool:
        return self.person.has_perm("assessments.submit_self", self.assessment)

    @cached_property
    def can_change(self) -> bool:
        status = self.submission.status
        waits = status == SubmissionStatus.READY and not self.may_submit
        return self.is_own and self.open_stage is not None and status in WITH_THE_BRANCH and not waits

    @cached_property
    def is_returned(self) -> bool:
        """Whether the unit sent it back, and the branch has not submitted it again."""
        row = self.submission
        return row.returned_at is not None and (row.submitted_at is None or row.submitted_at < row.returned_at)

    @cached_property
    def in_question(self) -> set[str]:
        """The criteria that the unit returned, until the branch submits again."""
        return set(self.submission.return_criteria) if self.is_returned else set()

    @cached_property
    def to_mend(self) -> set[str]:
        """Of the returned criteria those in which nothing was changed since: no mark, no words, no file."""
        since = self.submission.returned_at
        if since is None or self.sheet is None:
            return self.in_question
        marks = self.sheet.revisions.filter(at__gt=since).values_list("criterion", flat=True)
        words = self.sheet.remarks.filter(changed_at__gt=since).values_list("criterion", flat=True)
        files = (code for code, group in self.proof.items() if any(one.at > since for one in group))
        return self.in_question.difference(marks, words, files)

    @property
    def is_mended(self) -> bool:
        """Whether each criterion that the unit named was changed since, and nothing is missing."""
        return bool(self.in_question) and not self.to_mend and not self.missing

    def files(self) -> list[Proof]:
        """All proof of this year, whatever criterion it stands at."""
        return [one for group in self.proof.values() for one in group]

    def url(self, name: str, *more: Any) -> str:
        return reverse(f"assessments:{name}", args=[self.assessment.campaign.slug, self.assessment.pk, *more])

    def first_unfinished(self) -> str:
        """The star to go on with; empty when every one is complete."""
        asked = self.to_mend
        for line in self.lines:
            if line.code in asked or self.gaps[line.code]:
                return line.section
        return ""

    def can_take_over(self, section: Section | None = None) -> bool:
        """Whether last year has a mark or words for something that is blank now."""
        codes = [line.code for line in (self.lines_in(section) if section else self.lines)]
        facts = self.facts
        return self.can_change and any(
            (code in facts.last_marks and code not in facts.marks)
            or (code in facts.last_texts and not facts.texts.get(code))
            for code in codes
        )
