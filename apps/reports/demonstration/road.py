"""The demonstration's road of three years, its targets, and the documents that it and the open campaign stand on."""

from datetime import date

from django.core.files.base import ContentFile

from apps.campaigns.choices import TargetKind
from apps.campaigns.models import Campaign, Road
from apps.campaigns.services import PlannedShare, Target, YearPlan, create_road, issue_document, write_targets
from apps.reports.demonstration.papers import paper

BEST, UPPER, GOOD = "五星", "四星", "三星"
TARGETS = [
    PlannedShare(TargetKind.AT_LEAST, BEST, now="3%", later="5%"),
    PlannedShare(TargetKind.AT_LEAST, UPPER, now="25%", later="1/3"),
    PlannedShare(TargetKind.AT_LEAST, GOOD, now="90%", later="100%"),
    PlannedShare(TargetKind.RISE, now="50%"),
    PlannedShare(TargetKind.IN_TIME, now="98%"),
]
YEARS = [
    YearPlan(
        2023,
        "示范引领年",
        "出台考评办法，选树一批示范支部；成熟一个、命名一个。",
        [Target(BEST, share=20), Target(GOOD, share=700)],
    ),
    YearPlan(
        2024,
        "规范提升年",
        "逐支部对标过堂，列出短板清单，限期补齐。",
        [Target(BEST, share=25), Target(GOOD, share=800)],
    ),
    YearPlan(
        2025,
        "巩固深化年",
        "健全常态机制；推开“百日攻坚”，全面实地验收。",
        [Target(BEST, share=35), Target(GOOD, share=850)],
    ),
]
PLAN = ("市直机关党支部“五星”创建三年行动方案（虚构）", "示直工〔2023〕3号", date(2023, 3, 6))
NOTICES = [
    ("关于开展 2025 年度机关“五星”支部创建的通知（虚构）", "示直工〔2025〕11号", date(2025, 3, 5)),
    ("2025 年度机关“五星”支部考评办法（虚构）", "示直工〔2025〕12号", date(2025, 3, 5)),
]


def plan_years(campaign: Campaign) -> Road:
    """The road of the campaign's committee, the campaign's targets, and the documents of both."""
    write_targets(None, campaign, TARGETS)
    name = "机关“五星”支部创建三年路线（虚构）"
    aim = "三年内支部普遍达到三星以上，再选树一批五星支部作示范。"
    road = create_road(None, campaign.committee, name=name, aim=aim, years=YEARS)
    for holder, documents in ((road, [PLAN]), (campaign, NOTICES)):
        for title, number, dated_on in documents:
            upload = ContentFile(paper(number), name=f"{number}.jpg")
            issue_document(None, holder, title=title, number=number, dated_on=dated_on, upload=upload)
    return road
