"""Namings and nominations for tests of doors: put there as they are, on the house's working run."""

from datetime import date
from typing import Any

from apps.evaluations.choices import NamingStatus, PaperKind
from apps.evaluations.models import Award, Naming, Nomination
from apps.evaluations.services import keep_paper
from apps.organisations.choices import Role
from tests.factories.houses import House

SHAPE = {"issuer": "市直机关工委", "recipients": "各单位", "text": "决定命名。", "signatory": "市直机关工委"}


def stand(house: House, status: str = NamingStatus.DRAFT) -> Naming:
    """A document on the house's working run; a named one has its first branch's certificate."""
    naming = Naming.objects.create(
        campaign=house.campaign,
        run=house.campaign.current_run.run,
        title="关于命名的决定",
        number="许直工〔2025〕31 号",
        dated_on=date(2025, 12, 12),
        levels=["五星"],
        shape=SHAPE,
        status=status,
        by=house.staff.pk,
        by_name=house.staff.name,
    )
    if status == NamingStatus.NAMED:
        key = f"{house.campaign.slug}-{naming.pk}"[:24]
        Award.objects.create(naming=naming, assessment=house.assessments[0], level="五星", number="1 号", key=key)
    return naming


def draft(house: House) -> dict[str, Any]:
    """The address of a draft."""
    return {"slug": house.campaign.slug, "pk": stand(house).pk}


def desk_with_draft(house: House) -> dict[str, Any]:
    """The desk while a draft lies on it."""
    stand(house)
    return {"slug": house.campaign.slug}


def returned(house: House) -> dict[str, Any]:
    """Where a proposal of somebody else is sent back."""
    return {"slug": house.campaign.slug, "pk": stand(house, NamingStatus.PROPOSED).pk, "act": "return"}


def named(house: House) -> dict[str, Any]:
    """The address of a document that has named."""
    return {"slug": house.campaign.slug, "pk": stand(house, NamingStatus.NAMED).pk}


def paper(house: House) -> dict[str, Any]:
    """The address of a paper."""
    naming = stand(house, NamingStatus.NAMED)
    kept = keep_paper(None, house.campaign, PaperKind.NAMING, naming.pk, "命名.pdf", b"%PDF-1.7")
    return {"slug": house.campaign.slug, "pk": naming.pk, "paper": kept.pk}


def proof(house: House) -> dict[str, Any]:
    """The address at which everybody sees that a certificate is genuine."""
    naming = stand(house, NamingStatus.NAMED)
    return {"key": naming.awards.get().key}


def exception(house: House) -> dict[str, Any]:
    """The address of an exception that waits for its second person."""
    nomination = Nomination.objects.create(
        campaign=house.campaign,
        assessment=house.assessments[0],
        honour="先进基层党组织",
        level="三星",
        is_exception=True,
        reason="抗洪",
        by=house.people[Role.ADMINISTRATOR].pk,
        by_name="方明",
    )
    return {"slug": house.campaign.slug, "pk": nomination.pk, "act": "confirm"}
