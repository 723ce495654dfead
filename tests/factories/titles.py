"""Batches that wait for naming, and titles that were named, without going through the gates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.campaigns.choices import CampaignKind, StageKind, Status
from apps.campaigns.models import Campaign
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateStatus, ReviewStatus
from apps.demonstrations.models import Batch, Conferral, Programme, Review, Title
from apps.demonstrations.services.conferrals import (
    DocumentWords,
    change_conferral,
    confer,
    draft_conferral,
    propose_conferral,
)
from apps.demonstrations.services.titles import StepWords, propose_step
from apps.evaluations.choices import NoticeStatus, PaperKind
from apps.evaluations.models import Notice, Paper
from apps.evaluations.services import keep_paper
from apps.organisations.choices import Role
from apps.organisations.models import Node
from tests.factories.campaigns import all_stages
from tests.factories.houses import House
from tests.factories.selections import make_batch, make_candidate, make_programme
from tests.factories.tree import make_unit

DOCUMENT, DAY = "市直工〔2025〕46 号", date(2025, 12, 8)


def make_chosen(house: House, count: int = 2, **fields: Any) -> Batch:
    """So many units of the house as a batch that went through all gates and waits for naming."""
    return chosen_batch(house, own_programme(house, **fields), count)


def own_programme(house: House, **fields: Any) -> Programme:
    """The house's programme of titles, made once."""
    given = {"slug": f"sites-{house.campaign.slug}", "prefix": house.campaign.slug[:6].upper()} | fields
    return Programme.objects.filter(slug=given["slug"]).first() or make_programme(house.committee, **given)


def chosen_batch(house: House, programme: Programme, count: int, nodes: Sequence[Node] = ()) -> Batch:
    """Another batch of a programme that waits for naming: of new units, or of those that are given."""
    batch = make_batch(programme, status=BatchStatus.CHOSEN)
    last = batch.gates.last()
    last.campaign = Campaign.objects.create(
        name=f"{programme.name} {last.title}",
        slug=f"{programme.slug}-{batch.number}-{last.position}",
        year=batch.year,
        committee=programme.committee,
        rulebook_version=last.rulebook_version,
        kind=CampaignKind.GATE,
        status=Status.CLOSED,
    )
    last.status = GateStatus.CLOSED
    last.save()
    units = nodes or [
        make_unit(house.committee, f"第{batch.number}批示范单位{number}", house.zones[number % 2])
        for number in range(1, count + 1)
    ]
    for number, unit in enumerate(units, start=1):
        make_candidate(batch, unit, status=CandidateStatus.CHOSEN, brand=f"品牌{number}")
    return batch


def give_notice(house: House, batch: Batch, status: str = NoticeStatus.ENDED) -> Notice:
    """The last gate's public notice, put there as it is."""
    campaign = batch.gates.last().campaign
    [stage] = all_stages(kinds=[StageKind.NOTICE])
    campaign.stages.create(kind=stage.kind, opens_at=stage.opens_at, closes_at=stage.closes_at)
    return campaign.notices.create(
        number=1,
        run=house.campaign.current_run.run,
        key=f"notice-{campaign.slug}"[:24],
        title="拟命名名单的公示",
        levels=["建议命名"],
        opens_on=date(2025, 11, 24),
        closes_on=date(2025, 11, 28),
        status=status,
        issuer=house.committee.name,
        text="拟命名。",
        contact="组织科",
        by_name=house.staff.name,
    )


def propose(staff: User, batch: Batch, number: str = DOCUMENT, day: date = DAY) -> Conferral:
    """A document that waits for its second person."""
    conferral = draft_conferral(staff, batch)
    words = DocumentWords(conferral.title, number, day, conferral.shape)
    return propose_conferral(staff, change_conferral(staff, conferral, words))


def name(house: House, batch: Batch, **words: Any) -> Sequence[Title]:
    """The batch named by two people; its titles in the order of their numbers."""
    conferral = confer(house.people[Role.LEADER], propose(house.staff, batch, **words), site="https://star.example")
    return list(conferral.titles.order_by("number"))


def make_titles(house: House, count: int = 2, **fields: Any) -> Sequence[Title]:
    """Titles of a new programme."""
    return name(house, make_chosen(house, count, **fields))


def make_review(title: Title, year: int | None = None) -> Review:
    """A review that the holder has to report for, due today."""
    today = timezone.localdate()
    return Review.objects.create(title=title, year=year or today.year, due_on=today)


def own_title(house: House) -> Title:
    """A title that the house's first unit holds, named once."""
    held = Title.objects.filter(candidate__node=house.units[0], conferral__batch__programme=own_programme(house))
    if title := held.first():
        return title
    [title] = name(house, chosen_batch(house, own_programme(house), 1, house.units[:1]))
    return title


def programme_of(house: House) -> dict[str, Any]:
    """The address of a programme with titles."""
    return {"programme": own_title(house).conferral.batch.programme.slug}


def title_of(house: House) -> dict[str, Any]:
    """The address of a title."""
    title = own_title(house)
    return {"programme": title.conferral.batch.programme.slug, "pk": title.pk}


def review_of(house: House) -> dict[str, Any]:
    """The address of a review that the holder has reported for."""
    title = own_title(house)
    review = make_review(title)
    review.status, review.report = ReviewStatus.REPORTED, "全年接待 1,200 人次。"
    review.save()
    return {"programme": title.conferral.batch.programme.slug, "pk": title.pk, "review": review.pk}


def passing(house: House) -> dict[str, Any]:
    """The address at which it is passed."""
    return review_of(house) | {"act": "pass"}


def step_of(house: House) -> dict[str, Any]:
    """The address at which a warning that staff proposed is dropped."""
    title = own_title(house)
    step = propose_step(house.staff, title, StepWords("warning", "窗口长期无人"))
    return {"programme": title.conferral.batch.programme.slug, "pk": title.pk, "step": step.pk, "act": "drop"}


def waiting(house: House) -> dict[str, Any]:
    """The address of the naming of a batch that waits for it."""
    batch = make_chosen(house)
    return {"programme": batch.programme.slug, "batch": batch.number}


def drafted(house: House) -> dict[str, Any]:
    """The same with a draft."""
    batch = make_chosen(house)
    draft_conferral(house.staff, batch)
    return {"programme": batch.programme.slug, "batch": batch.number}


def proposed(house: House) -> dict[str, Any]:
    """The same where a proposal is to be sent back."""
    batch = make_chosen(house)
    propose(house.staff, batch)
    return {"programme": batch.programme.slug, "batch": batch.number, "act": "return"}


def named(house: House) -> dict[str, Any]:
    """The address of a naming that stands."""
    batch = own_title(house).conferral.batch
    return {"programme": batch.programme.slug, "batch": batch.number}


def paper(house: House) -> dict[str, Any]:
    """The address of a paper of a naming."""
    return named(house) | {"paper": kept(house).pk}


def kept(house: House) -> Paper:
    """The document of the house's naming."""
    conferral = Conferral.objects.get(batch__programme__committee=house.committee)
    campaign = conferral.batch.gates.last().campaign
    conferral.paper = keep_paper(None, campaign, PaperKind.CONFERRAL, conferral.pk, "命名.pdf", b"%PDF-1.7")
    conferral.save()
    return conferral.paper


def proof(house: House) -> dict[str, Any]:
    """The address at which everybody sees that a title holds."""
    return {"key": own_title(house).key}


def public_paper(house: House) -> dict[str, Any]:
    """The address of the document that everybody reads."""
    found = proof(house)
    kept(house)
    return found


def only(keys: str, found: Callable[[House], dict[str, Any]]) -> Callable[[House], dict[str, Any]]:
    """The parts of an address that another one names, too."""
    return lambda house: {name: value for name, value in found(house).items() if name in keys.split()}
