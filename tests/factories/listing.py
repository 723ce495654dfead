"""Entries of lists for tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.ledgers.models import Entry, EntryImport
from apps.ledgers.reading import ledgers
from apps.ledgers.services import add_entry, add_files, move_entry, set_apart, start_import, write_import
from apps.organisations.models import Node
from tests.evidence.files import photo, sent
from tests.factories.houses import House

TYPICAL = {
    "funds": {"purpose": "窗口改造", "amount": "50000", "granted-on": "2025-03-05", "pilot": "pilot"},
    "brands": {"brand": "一窗办", "idea": "一件事一次办。", "industry": "government", "since": "2023"},
    "cases": {"case": "三色窗口工作法", "kind": "method", "year": "2025", "practice": "分三类窗口。"},
    "honours": {"title": "全省优秀案例", "kind": "case", "level": "provincial", "on": "2025-06-30"},
}


def entered(house: House, slug: str, actor: User | None = None, node: Node | None = None, **raw: Any) -> Entry:
    """An entry of a list, by staff and of the first branch where nothing else is said; keys with _ for hyphens."""
    typed = {key.replace("_", "-"): value for key, value in raw.items()}
    given = {"holder": node or house.assessments[0].node, **TYPICAL[slug], **typed}
    return add_entry(actor or house.staff, ledgers()[slug], given)


def granted(house: House, amount: str = "50000", on: str = "2025-03-05", **raw: Any) -> Entry:
    """A grant to the first branch."""
    return entered(house, "funds", amount=amount, granted_on=on, **raw)


def used(house: House, grant: Entry, amount: str, actor: User | None = None) -> Entry:
    """A use of a grant."""
    raw = {"grant": grant, "purpose": "印手册", "amount": amount, "used-on": "2025-05-01", "result": "800 册"}
    return add_entry(actor or house.staff, ledgers()["fund-uses"], raw)


def handed_in(house: House) -> Entry:
    """A case that the secretary of the first branch handed in."""
    return entered(house, "cases", house.people["secretary"])


def published(house: House, case: Entry) -> Entry:
    """The same case, reviewed and published."""
    for act in ("review", "publish"):
        case = move_entry(house.staff, case, act=act)
    return case


def reused(house: House, case: Entry, node: Node) -> Entry:
    """An organisation that did likewise."""
    raw = {"case": case, "holder": node, "how": "照着做了", "on": "2025-08-01"}
    return add_entry(house.staff, ledgers()["case-reuses"], raw)


BRANDS = {"ledger": "brands"}
TABLE = "谁的品牌,品牌名称,内涵,行业,创建年份\n{holder},先行一步,项目专班,经济建设,2023\n"


def table(house: House) -> bytes:
    """A workbook of one brand of the first branch."""
    return TABLE.format(holder=house.assessments[0].node.name).encode()


def of_brands(_house: House) -> dict[str, Any]:
    return dict(BRANDS)


def some_brands(house: House) -> dict[str, Any]:
    """The list of brands with one in it."""
    entered(house, "brands")
    return dict(BRANDS)


def brand(house: House) -> dict[str, Any]:
    """A brand of the first branch."""
    return {"pk": entered(house, "brands").pk}


def brand_page(house: House) -> dict[str, Any]:
    return BRANDS | brand(house)


def case(house: House) -> dict[str, Any]:
    """A case that waits for its review."""
    return {"pk": handed_in(house).pk}


def case_move(house: House) -> dict[str, Any]:
    return {"ledger": "cases", "act": "review"} | case(house)


def two_alike(house: House) -> dict[str, Any]:
    """Two brands of the first branch whose names are alike."""
    return brand(house) | {"other": entered(house, "brands", brand="一窗通办").pk}


def two_apart(house: House) -> dict[str, Any]:
    """The same two, said to be no duplicates."""
    found = two_alike(house)
    set_apart(house.staff, *Entry.objects.filter(pk__in=found.values()), reason="不是一回事")
    return found


def proved(house: House) -> dict[str, Any]:
    """A brand with a photo."""
    entry = entered(house, "brands")
    return {"pk": entry.pk, "use": add_files(house.staff, entry, [sent(photo())])[0].pk}


def tried(house: House) -> dict[str, Any]:
    """A workbook without faults, not written yet."""
    ledger = ledgers()["brands"]
    return {"pk": start_import(house.staff, ledger, house.committee, content=table(house), file_name="brands.csv").pk}


def written(house: House) -> dict[str, Any]:
    """The same workbook, written."""
    found = tried(house)
    write_import(house.staff, EntryImport.objects.get(**found))
    return found


def new_brand(house: House) -> dict[str, Any]:
    """The body of a new brand."""
    values = TYPICAL["brands"] | {"since": 2023}
    return {"owner": house.assessments[0].node_id, "values": values}


def other_idea(_house: House) -> dict[str, Any]:
    return {"values": {"idea": "一次办成。"}, "reason": "补充"}


def workbook(house: House) -> dict[str, Any]:
    file = SimpleUploadedFile("brands.csv", table(house))
    return {"ledger": "brands", "committee": house.committee.pk, "file": file}


def proof(_house: House) -> dict[str, Any]:
    return {"file": sent(photo())}


def reason(_house: House) -> dict[str, Any]:
    return {"reason": "不是一回事"}
