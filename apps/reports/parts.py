"""What does the page of parts show? Made-up samples of every part, in the words that pages use."""

from typing import Any

from django.utils.translation import gettext as _

from apps.core.stars import FILLS, fill_step

LINE = 8000
SUMS = (7150, 7910, 9010, 9630, 9700)
NAMES = (
    ("业务突出", "业务", "业"),
    ("服务高效", "服务", "服"),
    ("文明和谐", "文明", "文"),
    ("廉洁法治", "廉洁", "廉"),
    ("支部过硬", "支部", "支"),
)
BASE = ("组织", "队伍", "制度", "活动", "保障")
FEATURES = (20, 40, 60, 80, 100)
LEVELS = [
    {"name": "五星", "rated": True},
    {"name": "四星", "rated": True},
    {"name": "三星", "rated": True},
    {"name": "未评星", "rated": False},
]
SERIES = (
    "M8 34L60 30L112 24L164 14L216 12L268 18L320 30",
    "M8 44L60 38L112 32L164 22L216 16L268 24L320 42",
    "M8 38L60 26L112 20L164 26L216 38L268 48L320 46",
    "M8 28L60 26L112 28L164 36L216 46L268 50L320 40",
    "M8 34L60 42L112 50L164 56L216 52L268 44L320 36",
)


def colours() -> list[dict[str, str]]:
    """Every colour by its name in the stylesheet and in words."""
    words = {
        "ground": _("ground"),
        "surface": _("paper"),
        "sunk": _("sunk"),
        "raise": _("raised"),
        "line": _("line"),
        "line-2": _("strong line"),
        "ctl": _("edge of controls"),
        "ink": _("ink"),
        "ink-2": _("second ink"),
        "ink-3": _("pale ink"),
        "red": _("red"),
        "red-wash": _("red wash"),
        "seal": _("seal"),
        "gold": _("gold"),
        "gold-text": _("gold words"),
        "gold-wash": _("gold wash"),
        "ok": _("done"),
        "warn": _("due soon"),
        "bad": _("late, wrong"),
        "info": _("link, rising"),
        "focus": _("focus"),
    }
    return [{"token": f"--{name}", "fill": f"var(--{name})", "word": word} for name, word in words.items()]


def row() -> list[dict[str, Any]]:
    """One branch's five stars: two on their way, two lit, the required one lit."""
    return [
        {
            "title": title,
            "short": short,
            "letter": letter,
            "state": "lit" if total >= LINE else "part",
            "fill": fill_step(total, LINE),
            "required": letter == "支",
        }
        for (title, short, letter), total in zip(NAMES, SUMS, strict=True)
    ]


def states() -> list[dict[str, Any]]:
    """Every state that one star can be in, with its words."""
    drawn = [
        (_("below half of the way"), {"state": "off"}),
        (_("sum of 56"), {"state": "part", "fill": fill_step(5600, LINE)}),
        (_("sum of 68"), {"state": "part", "fill": fill_step(6800, LINE)}),
        (_("just short"), {"state": "part", "fill": FILLS}),
        (_("lit"), {"state": "lit"}),
        (_("lit, required"), {"state": "lit", "required": True}),
        (_("lit, not rated"), {"state": "unrated"}),
        (_("locked"), {"state": "locked"}),
    ]
    return [{"words": words, "star": [{"title": words, **star}]} for words, star in drawn]


def arms() -> list[dict[str, Any]]:
    """The glyph of the same branch."""
    return [
        {
            "title": title,
            "value_text": f"{total / 100:.1f}",
            "share": total // 10,
            "lit": total >= LINE,
            "line_share": LINE // 10,
        }
        for (title, _short, _letter), total in zip(NAMES, SUMS, strict=True)
    ]


def ten_stars() -> list[dict[str, Any]]:
    """Two branches under a rulebook with ten stars: through the gate, and held up by one demand."""
    return [
        {"base": base_stars(), "features": features(84), "is_open": True, "line": _("9 stars · 84 feature points")},
        {
            "base": base_stars(failed="制度"),
            "features": features(0),
            "is_open": False,
            "line": _("4 stars · one demand of one base star is not met, so feature stars do not count yet"),
        },
    ]


def base_stars(failed: str = "") -> list[dict[str, Any]]:
    return [
        {
            "title": name,
            "short": name,
            "state": "off" if name == failed else "lit",
            "demands": [True, name != failed, True],
        }
        for name in BASE
    ]


def features(points: int) -> list[dict[str, Any]]:
    return [{"title": str(line), "short": str(line), "state": "lit" if points >= line else "off"} for line in FEATURES]


def marks() -> list[dict[str, Any]]:
    """A mark field in each of its states."""
    return [
        {"id": "mark-usual", "value": "16.5", "state": "", "words": _("usual"), "tone": ""},
        {"id": "mark-wrong", "value": "21", "state": "error", "words": _("at most 20"), "tone": "bad"},
        {"id": "mark-shut", "value": "17.2", "state": "locked", "words": _("locked"), "tone": ""},
        {"id": "mark-kept", "value": "15.8", "state": "unsaved", "words": _("not saved"), "tone": "warn"},
        {"id": "mark-blank", "value": "", "state": "", "words": _("blank, not 0"), "tone": ""},
    ]


def saves() -> list[dict[str, str]]:
    """The save state in the order in which a day goes wrong."""
    return [
        {"id": "save-busy", "tone": "", "text": _("Saving…")},
        {"id": "save-done", "tone": "ok", "text": _("Saved %(at)s") % {"at": "15:08:42"}},
        {"id": "save-kept", "tone": "warn", "text": _("You are offline. 3 marks are kept here and will be sent.")},
        {"id": "save-wrong", "tone": "bad", "text": _("Not saved: the maximum is 20. Enter less.")},
    ]


def stages() -> list[dict[str, str]]:
    return [
        {"title": _("Self-assessment"), "when": "10.8–10.31", "state": "done", "note": ""},
        {"title": _("Unit’s check"), "when": "10.31", "state": "done", "note": ""},
        {"title": _("Assessment on site"), "when": "11.1–11.18", "state": "now", "note": ""},
        {"title": _("Public notice"), "when": "11.24–11.28", "state": "", "note": ""},
    ]


def days() -> list[dict[str, Any]]:
    names = ("五", "六", "日", "一", "二", "三", "四")
    notes = ("4 件", "1 件", "2 件", "公示起", "", "", "")
    return [
        {"weekday": name, "day": 21 + at, "note": note, "today": at == 0, "off": at in {1, 2}}
        for at, (name, note) in enumerate(zip(names, notes, strict=True))
    ]


def jobs() -> list[dict[str, Any]]:
    usual = {"icon": "calculator", "title": _("Evaluation"), "who_when": "何启明 · 15:08", "share": None, "act": None}
    return [
        usual | {"state": "running", "state_label": _("running"), "share": 620, "line": _("judging each branch")},
        usual | {"state": "done", "state_label": _("done"), "line": _("took %(n)s s") % {"n": 4}},
        usual | {"state": "failed", "state_label": _("failed"), "line": _("stopped; nothing was written")},
    ]


def lines() -> list[dict[str, str]]:
    """What a signing dialog says."""
    return [
        {"term": _("Goes along"), "text": _("7 self-assessments, 92 files of proof, 1 summary sheet")},
        {"term": _("By them"), "text": "五星 1，四星 4，三星 2"},
        {"term": _("After it"), "text": _("Branches can change nothing; you can take it back until it is received")},
    ]


def samples() -> dict[str, Any]:
    """Everything that the page of parts draws."""
    return {
        "colours": colours(),
        "states": states(),
        "row": row(),
        "arms": arms(),
        "ten_stars": ten_stars(),
        "marks": marks(),
        "saves": saves(),
        "stages": stages(),
        "steps": [
            {"label": _("Read"), "state": "done"},
            {"label": _("Check"), "state": "now"},
            {"label": _("Write"), "state": ""},
        ],
        "days": days(),
        "jobs": jobs(),
        "lines": lines(),
        "levels": LEVELS,
        "quarters": [1, 1, 1, 1],
        "heat": [_("very weak"), _("weak"), _("rather weak"), _("rather strong"), _("strong"), _("very strong")],
        "series": SERIES,
        "first_steps": [
            {"done": True, "title": _("Open the campaign"), "note": ""},
            {
                "done": False,
                "title": _("Bring in units and branches"),
                "note": "",
                "url": "#main",
                "button": _("Import"),
            },
            {"done": False, "title": _("Mark the branches"), "note": ""},
        ],
    }
