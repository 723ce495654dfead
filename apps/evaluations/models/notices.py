"""Public notice and objections: results shown for so many working days, and what people said to them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.choices import Channel, Finding, Matter, NoticeStatus, ObjectionStatus
from apps.evaluations.models.decisions import Decision
from apps.evaluations.models.papers import Paper
from apps.evaluations.models.runs import Run
from apps.evidence.models import EvidenceFile
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "NoticeQuerySet":
        """As staff see them, drafts included; whoever has the address reads a public one without an office."""
        return self.filter(
            reach_of(person).where(Power.COMPARE, "campaign__committee__path", "campaign__committee__zone_id")
        )

    def readable(self) -> "NoticeQuerySet":
        """What the public may read: never a draft or one that is not linked yet."""
        return self.filter(status__in=[NoticeStatus.PUBLIC, NoticeStatus.ENDED, NoticeStatus.REPLACED])


class Notice(models.Model):
    """One issue of a notice on one numbered run; `number` counts a campaign's issues.

    `levels` are the levels that it lists, `fields` what it shows of a branch beside its name ("unit", "zone", "stars"),
    `rows` the list as it was issued ([name, unit, zone, level, stars]), `changes` what differs from the issue before.
    `days` are working days, both ends included; `address` is where it is read. `digest` is SHA-256 over the canonical
    text; `record` the audit act of issuing, whose link `chain` is printed on the page.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(_("issue"))
    run = models.ForeignKey(Run, models.PROTECT, related_name="notices")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="notices")
    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    issuer = models.CharField(_("issued by"), max_length=80)
    text = models.TextField(_("text"), max_length=4000)
    levels = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField(_("working days"), default=5)
    opens_on = models.DateField(_("from"))
    closes_on = models.DateField(_("to"))
    takes_unnamed = models.BooleanField(_("objections without a name are taken"), default=True)
    opens_league = models.BooleanField(_("branches read the whole league table from the first day on"), default=False)
    contact = models.CharField(_("where to object"), max_length=300)
    status = models.CharField(max_length=10, choices=NoticeStatus.choices, default=NoticeStatus.DRAFT)
    digest = models.CharField(max_length=64, blank=True)
    record = models.BigIntegerField(null=True)
    chain = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True, help_text="Why it was withdrawn.")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    issued_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="notice_numbered_once")]

    def __str__(self) -> str:
        return self.title


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ObjectionQuerySet":
        """Those of campaigns that one conducts, or where one is the second person."""
        reach = reach_of(person)
        place = ("campaign__committee__path", "campaign__committee__zone_id")
        return self.filter(reach.where(Power.CAMPAIGN, *place) | reach.where(Power.SECOND, *place))

    def asked_of(self, person: Any) -> "ObjectionQuerySet":
        """Those on which the person was asked to state why a mark was given."""
        return self.filter(asked=person.pk)

    def unfinished(self) -> "ObjectionQuerySet":
        return self.exclude(status__in=[ObjectionStatus.ANSWERED])


class Objection(models.Model):
    """What somebody said to a notice, and what became of it.

    `code` (random) is the objector's way back to the answer, without signing in. Name and telephone are read by the
    two people who handle it, nobody else. `asked` is the scorer whose word was asked for. `before` and `after` are
    hundredths of the criterion that was corrected; `run` is the numbered run that carries the correction.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="objections")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(max_length=24, unique=True)
    channel = models.CharField(_("by"), max_length=10, choices=Channel.choices, default=Channel.PAGE)
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="objections")
    branch = models.CharField(_("branch"), max_length=160)
    criterion = models.CharField(_("criterion"), max_length=60, blank=True)
    matter = models.CharField(_("about"), max_length=10, choices=Matter.choices, default=Matter.SCORE)
    facts = models.TextField(_("facts"), max_length=3000)
    is_named = models.BooleanField(_("with my name"), default=True)
    name = models.CharField(_("name"), max_length=40, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    status = models.CharField(max_length=10, choices=ObjectionStatus.choices, default=ObjectionStatus.RECEIVED)
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("answer due"), null=True)
    handler = models.BigIntegerField(null=True)
    handler_name = models.CharField(_("handled by"), max_length=80, blank=True)
    asked = models.BigIntegerField(null=True)
    asked_name = models.CharField(_("asked"), max_length=80, blank=True)
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    finding_text = models.TextField(_("facts and reasons"), max_length=3000, blank=True)
    before = models.IntegerField(null=True)
    after = models.IntegerField(null=True)
    second = models.BigIntegerField(null=True)
    second_name = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    reply = models.TextField(_("reply"), max_length=3000, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="objection_numbered_once")]

    def __str__(self) -> str:
        return f"{self.number:03d} {self.branch}"


class ObjectionStep(models.Model):
    """One step of handling an objection: who, when, what, and a file where there is one."""

    objection = models.ForeignKey(Objection, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, null=True, related_name="+")
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
