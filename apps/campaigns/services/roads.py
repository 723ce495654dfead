"""Every change of a road over several years, and of the documents that roads and campaigns stand on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.models import Campaign, IssuedDocument, Road, RoadYear
from apps.campaigns.services.freezing import require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.evidence.receiving import receive
from apps.organisations.models import Node

YEARS = range(2000, 2101)
MOST_YEARS, MOST_DOCUMENTS = 10, 40
WHOLE = 1000
FILE_PART = "file"


@dataclass(frozen=True)
class Target:
    """So many branches, or such a share of them in tenths of a per cent, are to reach this level or a better one."""

    level: str
    branches: int | None = None
    share: int | None = None

    def kept(self) -> dict[str, Any]:
        """As it is written down."""
        return {"level": self.level} | ({"branches": self.branches} if self.share is None else {"share": self.share})


@dataclass(frozen=True)
class YearPlan:
    """One year of a road as it is asked for."""

    year: int
    theme: str = ""
    measures: str = ""
    targets: Sequence[Target] = field(default_factory=tuple)


@transaction.atomic
def create_road(actor: Any, committee: Node, *, name: str, aim: str, years: Sequence[YearPlan]) -> Road:
    """A committee's plan over years; refuses no name, no year, one twice, and targets that cannot be."""
    if actor is not None:
        authorise(actor, "campaigns.change_road", Road(committee=committee))
    check(name, years)
    road = Road.objects.create(committee=committee, name=name.strip(), aim=aim.strip())
    write_years(road, years)
    record(actor, "road.created", road, node_path=committee.path, after=summary(road))
    return road


@transaction.atomic
def change_road(actor: Any, road: Road, *, name: str, aim: str, years: Sequence[YearPlan]) -> Road:
    """Other words, years and targets; the years given replace all that stand."""
    authorise(actor, "campaigns.change_road", road)
    check(name, years)
    row = Road.objects.select_for_update().get(pk=road.pk)
    before = summary(row)
    row.name, row.aim = name.strip(), aim.strip()
    row.save()
    write_years(row, years)
    record(actor, "road.changed", row, node_path=road.committee.path, before=before, after=summary(row))
    return row


def check(name: str, years: Sequence[YearPlan]) -> None:
    if not name.strip():
        raise Invalid(_("Give the plan a name."), details={"name": [""]})
    if not 1 <= len(years) <= MOST_YEARS or len({plan.year for plan in years}) < len(years):
        raise Invalid(_("Give from 1 to %(n)s years, each once.") % {"n": MOST_YEARS}, details={"years": [""]})
    for plan in years:
        if plan.year not in YEARS:
            raise Invalid(_("A year from 2000 to 2100."), details={"years": [str(plan.year)]})
        for target in plan.targets:
            check_target(target)


def check_target(target: Target) -> None:
    """A level and exactly one figure, a share of at most all."""
    figures = [figure for figure in (target.branches, target.share) if figure is not None]
    is_whole = len(figures) == 1 and figures[0] >= 0 and (target.share is None or target.share <= WHOLE)
    if not target.level.strip() or not is_whole:
        raise Invalid(_("A target is a level with a number of branches or a share of them."), details={"years": [""]})


def write_years(road: Road, years: Sequence[YearPlan]) -> None:
    road.years.all().delete()
    RoadYear.objects.bulk_create(
        RoadYear(
            road=road,
            year=plan.year,
            theme=plan.theme.strip()[:80],
            measures=plan.measures.strip(),
            targets=[target.kept() for target in plan.targets],
        )
        for plan in years
    )


def summary(road: Road) -> dict[str, Any]:
    """What the record keeps of a road."""
    years = RoadYear.objects.filter(road=road)
    return {"name": road.name, "years": [[row.year, row.theme, row.targets] for row in years]}


@transaction.atomic
def issue_document(
    actor: Any, holder: Road | Campaign, *, title: str, number: str, dated_on: date, upload: File | None = None
) -> IssuedDocument:
    """File a document that a road or a campaign stands on, with or without its file; whoever sees the holder sees it.

    Refuses another office, no title, a file that is not taken, and more than a page shows.
    """
    if actor is not None:
        authorise(actor, permission_of(holder), holder)
    require_changeable(holder)
    if not title.strip():
        raise Invalid(_("Give the document's title."), details={"title": [""]})
    if holder.documents.count() >= MOST_DOCUMENTS:
        raise Refused(_("At most %(n)s documents are filed here.") % {"n": MOST_DOCUMENTS}, code="too-many")
    document = holder.documents.create(
        title=title.strip()[:160], number=number.strip()[:60], dated_on=dated_on, by_name=actor.name if actor else ""
    )
    committee = holder.committee
    if upload is not None:
        file, _new = evidence.store(actor, committee, receive(upload), title=document.title)
        place = evidence.Place(UseKind.DOCUMENT, document.pk, FILE_PART, committee.path, committee.zone_id)
        evidence.attach(actor, file, place)
    after = {"number": document.number, "dated": dated_on.isoformat(), "of": str(holder)}
    record(actor, "document.issued", document, node_path=committee.path, after=after)
    return document


@transaction.atomic
def remove_document(actor: Any, document: IssuedDocument) -> None:
    """Take a document out again, and its file where nothing else uses it."""
    holder = document.road or document.campaign
    authorise(actor, permission_of(holder), holder)
    require_changeable(holder)
    before = {"number": document.number, "dated": document.dated_on.isoformat(), "of": str(holder)}
    record(actor, "document.removed", document, node_path=holder.committee.path, before=before)
    for use in Use.objects.of(UseKind.DOCUMENT, document.pk).standing():
        evidence.detach(use, is_needed=False)
    document.delete()


def require_changeable(holder: Road | Campaign) -> None:
    if isinstance(holder, Campaign):
        require_unsealed(holder)


def permission_of(holder: Road | Campaign) -> str:
    return "campaigns.change_road" if isinstance(holder, Road) else "campaigns.change_campaign"
