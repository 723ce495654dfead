"""What made-up candidates write about themselves, what surveys found there, and why who left had to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from apps.reports.demonstration.sites_rows import Site


@dataclass(frozen=True)
class Found:
    """A finding with the organisation's answer; `due` in days from today where it is still to be done."""

    text: str
    by: str
    reply: str
    due: int | None = None


STRENGTHS = {
    "一窗办": [
        ("一件事一次办", "42 件“一件事”，平均跑动 2.3 次减到 0.4 次。"),
        ("党员窗口亮身份", "38 个党员岗，差评 17 件全部整改销号。"),
        ("可复制", "6 个县区、9 个单位照着做，办法已印成手册。"),
    ]
}
USUAL = (
    ("党员岗亮身份", "{n} 个党员岗公开承诺，季度评议满意率 {share}%。"),
    ("难题领着办", "支部领办难题 {n} 件，办结 {done} 件，其余有期限。"),
    ("带出一支队伍", "师徒结对 {n} 对，业务骨干中党员占 {share}%。"),
    ("一线学习", "现场微党课 {n} 场，听课后提出改进 {done} 条。"),
    ("服务进门", "上门服务 {n} 次，回访满意率 {share}%。"),
    ("办法留得住", "做法写成 {done} 页手册，{few} 个单位来学。"),
)
FINDINGS = {
    "一窗办": [
        Found("午间窗口只留 1 人，排队 11 人", "王海燕", "午间不少于 3 人，排班表已上墙"),
        Found("手册第 4 章与现行流程不一致", "赵立新", "已改稿，按期重印换发", due=40),
    ],
    "税先锋": [Found("辅导室的意见簿三周没有回复", "王海燕", "已全部回复，改为两天内答复")],
    "问天": [Found("值班日志缺两天交接签字", "赵立新", "已补说明，交接改为双人签字", due=12)],
    "阳光交易": [Found("标后回访只做了半数项目", "赵立新", "")],
}
NOT_THROUGH = "整改后再报。"
ABOUT = "{name}以“{brand}”为品牌，党员带头、岗位联动，做法写进了工作规程。"
PRACTICE = "围绕“{brand}”，把任务分到岗、把承诺晒上墙、把评价交给群众，每季度由支部大会讲评一次。"
RESULTS = "一年来办成实事 {n} 件，群众评议满意率 {share}%，没有有效投诉。"
SPREAD = "做法有手册、有清单，{few} 个单位已经照着做。"


def strengths_of(chance: Random, site: Site) -> Sequence[dict[str, str]]:
    """What an application rests on, as candidates keep it."""
    told = STRENGTHS.get(site.brand) or [(title, filled(chance, text)) for title, text in chance.sample(USUAL, 3)]
    return [{"title": title, "text": text} for title, text in told]


def answers_of(chance: Random, site: Site) -> dict[str, str]:
    """The form's texts by key."""
    texts = {"basis": ABOUT, "practice": PRACTICE, "results": RESULTS, "spread": SPREAD}
    return {key: filled(chance, text, name=site.name, brand=site.brand) for key, text in texts.items()}


def filled(chance: Random, text: str, **words: str) -> str:
    """A text with made-up figures in its places."""
    n = chance.randint(12, 46)
    figures = {"n": n, "done": n - chance.randint(1, 6), "few": chance.randint(3, 9), "share": chance.randint(95, 99)}
    return text.format(**figures, **words)
