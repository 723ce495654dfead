"""A programme selects in batches; a batch has gates in order; each gate is a round with marks and runs of its own."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.campaigns.models import Campaign
from apps.criteria.models import RulebookVersion
from apps.demonstrations.choices import BatchStatus, GateKind, GateStatus, ProgrammeKind
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import SEGMENT, below


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, person: Any) -> "ProgrammeQuerySet":
        """Programmes below one's offices, and those whose scope holds one of them."""
        reach = reach_of(person)
        if reach.is_everything:
            return self
        match = Q(pk__in=[])
        for office in reach.holding(Power.SEE):
            above = [office.path[:end] for end in range(SEGMENT, len(office.path) + 1, SEGMENT)]
            match |= below(office.path, "committee__path") | Q(committee__path__in=above)
        return self.filter(match)


class Programme(models.Model):
    """What is selected, by which rules of its own.

    `questions` is the form of application: a list of {key, title, help, limit (characters), is_required}. `rating` and
    `levels` say which level of which campaign's result a candidate must have; others need a reason and a second person.
    `term` is a title's validity in months (empty: for ever), `prefix` begins the numbers of plaques, `review_by` is the
    day of each year's review, "12-10" (empty: none). `contact` is told to whoever doubts a plaque.
    """

    committee = models.ForeignKey(Node, models.PROTECT, related_name="programmes", verbose_name=_("scope"))
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=ProgrammeKind.choices)
    title_word = models.CharField(_("title that is conferred"), max_length=40)
    rules_name = models.CharField(_("rules"), max_length=120, blank=True)
    questions = models.JSONField(default=list)
    rating = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="programmes")
    levels = models.JSONField(_("levels"), default=list)
    term = models.PositiveSmallIntegerField(_("months of validity"), null=True, blank=True)
    prefix = models.CharField(_("beginning of plaque numbers"), max_length=12)
    review_by = models.CharField(_("yearly review by"), max_length=5, blank=True)
    has_plaque = models.BooleanField(_("a plaque is given"), default=True)
    contact = models.CharField(_("whom to ask about a plaque"), max_length=120, blank=True)
    is_listed = models.BooleanField(_("the list of titles is public"), default=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One run of a programme, from the call for applications to the naming. `places` may be named (empty: no limit)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField(_("batch"))
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(max_length=8, choices=BatchStatus.choices, default=BatchStatus.DRAFT)
    opens_at = models.DateTimeField(_("applications from"))
    closes_at = models.DateTimeField(_("applications until"))
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="batch_numbered_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="batch_span"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"


class Gate(models.Model):
    """One gate of a batch: who marks, by which rulebook, how many pass.

    `campaign` holds its round, sheets, runs, decisions, notice and seal; there is none before the gate opens. Who
    stands on one of `levels` of the rulebook may pass (empty: on any); of those the first `places`, or `share` of all
    that take part (tenths of a per cent), and `spare` more. `fact` is the key under which later gates read the total.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="gates")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=GateKind.choices)
    title = models.CharField(_("title"), max_length=40)
    rulebook_version = models.ForeignKey(RulebookVersion, models.PROTECT, verbose_name=_("rulebook"))
    campaign = models.OneToOneField(Campaign, models.PROTECT, null=True, related_name="gate")
    status = models.CharField(max_length=8, choices=GateStatus.choices, default=GateStatus.PLANNED)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    levels = models.JSONField(_("levels that pass"), default=list)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    share = models.PositiveSmallIntegerField(_("share"), null=True, blank=True)
    spare = models.PositiveSmallIntegerField(_("spare places"), default=0)
    fact = models.SlugField(max_length=30)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="gate_once_a_place"),
            models.UniqueConstraint(fields=["batch", "fact"], name="gate_fact_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="gate_span"),
        ]

    def __str__(self) -> str:
        return self.title
