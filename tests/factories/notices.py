"""Public notices and objections for tests: numbered, drafted, issued, objected to."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.evaluations.choices import Finding, NoticeStatus
from apps.evaluations.models import Notice, Objection
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.findings import find
from apps.evaluations.services.notices import draft_notice, issue_notice
from apps.evaluations.services.objections import Said, ask_scorer, file_objection, take_on
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.jobs.services import run_waiting
from tests.evidence.files import photo, sent
from tests.factories.campaigns import all_stages
from tests.factories.houses import House
from tests.factories.reporting import number

FACTS = "“党员教育”按两件超时扣分，其中一件是申请人补材料，不应算超时。"


def open_notice(house: House) -> Campaign:
    """The house's campaign with a stage of public notice that is open, and a numbered run."""
    for stage in all_stages(kinds=[StageKind.NOTICE]):
        house.campaign.stages.create(kind=stage.kind, opens_at=stage.opens_at, closes_at=stage.closes_at)
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    return house.campaign


def issue(house: House) -> Notice:
    """A notice of the house's campaign that the public reads."""
    notice = issue_notice(house.staff, draft_notice(house.staff, open_notice(house)), "https://example.cn/n/")
    run_waiting()
    notice.refresh_from_db()
    return notice


def object_to(notice: Notice, branch: str, **said: Any) -> Objection:
    """Somebody objects on the page."""
    return file_objection(notice, Said(branch=branch, facts=FACTS, **({"name": "梁文静"} | said)))


def stand(house: House, status: str = NoticeStatus.PUBLIC) -> Notice:
    """A notice on the house's working run, put there as it is, with its stage open: for doors, not for what it says."""
    [stage] = all_stages(kinds=[StageKind.NOTICE])
    house.campaign.stages.get_or_create(
        kind=stage.kind, defaults={"opens_at": stage.opens_at, "closes_at": stage.closes_at}
    )
    today, number = timezone.localdate(), house.campaign.notices.count() + 1
    rest = {"issuer": house.committee.name, "text": "拟评定如下。", "contact": "组织科", "by_name": house.staff.name}
    return house.campaign.notices.create(
        number=number,
        run=house.campaign.current_run.run,
        key=f"key-{house.campaign.slug}-{number}",
        title="评定结果的公示",
        levels=["五星"],
        opens_on=today,
        closes_on=today + timedelta(days=4),
        status=status,
        **rest,
    )


def stand_kept(house: House) -> Notice:
    """The same on a numbered run, so that the next evaluation leaves it where it is."""
    number(house)
    return stand(house)


def draft(house: House) -> dict[str, Any]:
    """The address of a draft."""
    return {"slug": house.campaign.slug, "number": stand(house, NoticeStatus.DRAFT).number}


def issued(house: House) -> dict[str, Any]:
    """The address of a public notice among the committee's own pages."""
    return {"slug": house.campaign.slug, "number": stand(house).number}


def public(house: House) -> dict[str, Any]:
    """The address at which everybody reads it."""
    return {"key": stand(house).key}


def objected(house: House) -> Objection:
    """An objection to the first branch's result."""
    return object_to(stand(house), house.assessments[0].name)


def objection(house: House) -> dict[str, Any]:
    """The address of an objection that nobody has taken on."""
    return {"slug": house.campaign.slug, "number": objected(house).number}


def taken(house: House) -> dict[str, Any]:
    """The address of an objection that staff looks into, with the scorer asked: staff."""
    row = take_on(house.staff, objected(house))
    ask_scorer(house.staff, row, "A1")
    return {"slug": house.campaign.slug, "number": row.number}


def found(house: House) -> dict[str, Any]:
    """The address of an objection whose finding, no mark, waits for the second person."""
    row = find(house.staff, take_on(house.staff, objected(house)), Finding.REFUSED, "经查评定无误。")
    return {"slug": house.campaign.slug, "number": row.number}


def receipt(house: House) -> dict[str, Any]:
    """The address of an objection for who has its code."""
    return {"code": objected(house).code}


def filed(house: House) -> dict[str, Any]:
    """What an objector sends."""
    return {"branch": house.assessments[0].name, "facts": FACTS, "name": "梁文静"}


def draft_of(house: House) -> dict[str, Any]:
    """The address of the page on which a draft is worded."""
    draft(house)
    return {"slug": house.campaign.slug}


def objection_file(house: House) -> dict[str, Any]:
    """The address of a photo that an objector sent."""
    notice = stand(house)
    row = file_objection(notice, Said(branch=house.assessments[0].name, facts=FACTS, name="梁文静"), [sent(photo())])
    use = Use.objects.of(UseKind.OBJECTION, row.pk).get()
    return {"slug": house.campaign.slug, "number": row.number, "pk": use.file_id}
