"""The to-do page: what, why, until when, one act; what others owe; the days ahead; what was done today."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.audit.models import Record
from apps.campaigns.days import free_days
from apps.campaigns.models import Stage
from apps.core.doors import SignedInPage
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.reports.acts import act_label
from apps.reports.chrome import office_line
from apps.workflow.bell import keep
from apps.workflow.forms import NoteForm
from apps.workflow.items import LATE, LATER, SOON, SOON_DAYS, TODAY, Item, Waiting, last_day
from apps.workflow.reminding.told import own_reminders, reminded
from apps.workflow.reminding.wishes import ways_lines
from apps.workflow.todo import Todo, todo_of

DONE_DAYS = 30
MOST_DONE = 200
DONE_TODAY = 8
# Writing something down, or coming in, is no work done.
NOT_WORK = ("note.added", "person.password-changed", "token.issued", "token.revoked")
TITLES = {
    LATE: gettext_lazy("Late"),
    TODAY: gettext_lazy("Today"),
    SOON: gettext_lazy("The next days"),
    LATER: gettext_lazy("Later"),
}
WEEKDAYS = (
    *(gettext_lazy("Mo"), gettext_lazy("Tu"), gettext_lazy("We"), gettext_lazy("Th"), gettext_lazy("Fr")),
    *(gettext_lazy("Sa"), gettext_lazy("Su")),
)
SEGMENTS = ("", "waiting", "done")


class TodoPage(SignedInPage):
    """One's own list, in three segments: own, others', done."""

    template_name = "workflow/todo.html"

    def page(self) -> dict[str, Any]:
        person, show = self.request.user, self.request.GET.get("show", "")
        show = show if show in SEGMENTS else ""
        todo = todo_of(person)
        keep(person, todo)
        stages = stages_ahead(todo)
        today = timezone.localtime(todo.now).date()
        free = free_days(today, today + timedelta(days=SOON_DAYS - 1))
        own = own_reminders(person, [item.key for item in todo.items])
        done = done_by(person, since=today_begins(todo.now), most=DONE_TODAY)
        return {
            "show": show,
            "sentence": sentence(todo),
            "today": date_format(timezone.localdate(), _("j M, l")),
            "office": office_line(person),
            "done_today": sum(line["n"] for line in done),
            "segments": segments(todo, show),
            "groups": groups(todo, own),
            "waiting": waiting_rows(person, todo),
            "waiting_count": things(len(todo.waiting)),
            "days": days_ahead(todo, stages, free),
            "days_note": days_note(stages, todo.now, free),
            "done": done if show != "done" else done_days(person, todo.now),
            "done_count": things(sum(line["n"] for line in done)),
            "note_form": NoteForm(),
            "ways": ways_lines(person),
            "keeps": reach_of(person).has(Power.CAMPAIGN),
        }


def sentence(todo: Todo) -> str:
    """How much there is to do, and how much of it is late."""
    n = len(todo.items)
    if not n:
        return _("Nothing to do")
    whole = ngettext("%(n)s thing to be done", "%(n)s things to be done", n) % {"n": n}
    if not todo.late:
        return whole
    return _("%(things)s, %(late)s late") % {"things": whole, "late": todo.late}


def segments(todo: Todo, show: str) -> list[dict[str, Any]]:
    labels = {"": _("Mine"), "waiting": _("Waiting for others"), "done": _("Done so far")}
    counts = {"": len(todo.items), "waiting": len(todo.waiting)}
    return [
        {
            "label": label,
            "count": counts.get(name) or None,
            "url": f"?show={name}" if name else "?",
            "current": name == show,
        }
        for name, label in labels.items()
    ]


def groups(todo: Todo, own: dict[str, tuple[str, datetime]]) -> list[dict[str, Any]]:
    """The items by how near they are; the very first carries the one main button."""
    first = todo.items[0].key if todo.items else ""
    today = date_format(timezone.localtime(todo.now), _("j M"))
    return [
        {
            "title": _("Today, %(day)s") % {"day": today} if name == TODAY else TITLES[name],
            "count": things(len(items)),
            "rows": [item_row(item, todo.now, item.key == first, own.get(item.key)) for item in items],
        }
        for name, items in todo.groups()
    ]


def things(n: int) -> str:
    return ngettext("%(n)s thing", "%(n)s things", n) % {"n": n}


def item_row(
    item: Item, now: datetime, is_main: bool = False, reminder: tuple[str, datetime] | None = None
) -> dict[str, Any]:
    """An item as its row shows it; `reminder` says who reminded of it last, and when."""
    row = {"item": item, "chip": chip(item, now), "main": is_main}
    if reminder is None:
        return row
    who, at = reminder
    words = {"who": who, "when": date_format(timezone.localtime(at), _("j M"))}
    return row | {"reminded": _("%(who)s reminded you, %(when)s") % words}


def waiting_rows(person: Any, todo: Todo) -> list[dict[str, Any]]:
    """What others owe, each with how often they were reminded, and for who conducts the campaign the way to do it."""
    asked = [one for one in todo.waiting if one.topic]
    whole = reminded({one.campaign.pk for one in asked if one.unit is None})
    by_unit = reminded({one.campaign.pk for one in asked if one.unit}, by_unit=True)
    several = len({one.campaign.pk for one in asked}) > 1
    rows = []
    for one in todo.waiting:
        row = {"title": one.title, "who": one.who, "url": one.url, "chip": chip(one, todo.now)}
        if one.topic:
            row["campaign"] = one.campaign.name if several else ""
            key = (one.campaign.pk, one.topic, *([one.unit] if one.unit else []))
            row["reminded"] = str((by_unit if one.unit else whole).get(key) or _("not reminded yet"))
            if person.has_perm("campaigns.change_campaign", one.campaign):
                row["remind_url"] = reverse("workflow:remind", args=[one.campaign.slug, one.topic])
        rows.append(row)
    return rows


def chip(one: Item | Waiting, now: datetime) -> dict[str, str] | None:
    """Until when, or how late, in a word or two."""
    if one.due_at is None:
        return None
    days = one.days(now)
    if days:
        return {"tone": "bad", "text": ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}}
    if one.is_late(now):
        return {"tone": "bad", "text": _("ended %(when)s") % {"when": f"{timezone.localtime(one.due_at):%H:%M}"}}
    if one.due_on == timezone.localtime(now).date():
        return {"tone": "warn", "text": _("today")}
    return {"tone": "", "text": date_format(one.due_on, _("j M"))}


def stages_ahead(todo: Todo) -> list[Stage]:
    """Stages of the person's open campaigns that begin or end within the days shown."""
    now, until = todo.now, today_begins(todo.now) + timedelta(days=SOON_DAYS)
    return [stage for stage in todo.stages if now < stage.opens_at < until or now < stage.closes_at < until]


def days_ahead(todo: Todo, stages: list[Stage], free: list[date]) -> list[dict[str, Any]]:
    """Today and six days more: how many things are due, or which stage begins or ends; `free` days are shaded."""
    today = timezone.localtime(todo.now).date()
    due = Counter(item.due_on for item in todo.items)
    return [
        {
            "weekday": WEEKDAYS[day.weekday()],
            "day": day.day,
            "note": things(due[day]) if due[day] else turn(day, stages),
            "today": day == today,
            "off": day in free,
        }
        for day in (today + timedelta(days=number) for number in range(SOON_DAYS))
    ]


def turn(day: date, stages: list[Stage]) -> str:
    """The stage that begins or ends on a day."""
    for stage in stages:
        if timezone.localtime(stage.closes_at).date() == day:
            return _("%(stage)s ends") % {"stage": stage}
        if timezone.localtime(stage.opens_at).date() == day:
            return _("%(stage)s begins") % {"stage": stage}
    return ""


def days_note(stages: list[Stage], now: datetime, free: list[date]) -> str:
    """When stages end in these days, how many working days are left until then, and which days are free."""
    ending = sorted(stages, key=lambda stage: stage.closes_at)
    until = today_begins(now) + timedelta(days=SOON_DAYS)
    notes = [stage_note(stage, now, free) for stage in ending if now < stage.closes_at < until]
    if free:
        days = _(", ").join(str(day.day) for day in free)
        notes.append(ngettext("%(days)s is a free day.", "%(days)s are free days.", len(free)) % {"days": days})
    return " ".join([*notes, _("Reminders count working days.")])


def stage_note(stage: Stage, now: datetime, free: list[date]) -> str:
    """When a stage ends, and how many working days are left."""
    today, last = timezone.localtime(now).date(), last_day(stage.closes_at)
    left = (last - today).days - sum(today < day <= last for day in free)
    words = {"stage": stage, "when": date_format(timezone.localtime(stage.closes_at), _("j M H:i")), "n": left}
    ends = _("%(stage)s ends on %(when)s.") % words
    if left <= 0:
        return ends
    days = ngettext("%(n)s working day left.", "%(n)s working days left.", left) % words
    return f"{ends} {days}"


def today_begins(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def done_by(person: Any, *, since: datetime, most: int) -> list[dict[str, Any]]:
    """The person's own acts, newest first; one line a day for each kind of act, with the last thing it was done to."""
    rows = Record.objects.filter(actor_id=person.pk, at__gte=since).exclude(act__in=NOT_WORK).order_by("-pk")
    lines: dict[tuple[date, str], dict[str, Any]] = {}
    for at, act, label in rows.values_list("at", "act", "object_label")[:MOST_DONE]:
        moment = timezone.localtime(at)
        line = lines.setdefault((moment.date(), act), {"at": moment, "act": act, "label": label, "n": 0})
        line["n"] += 1
    return [line | {"what": said(line)} for line in lines.values()][:most]


def said(line: dict[str, Any]) -> str:
    """An act and its thing, as the record of it reads; the last of several, and how many they are."""
    words = {"act": act_label(line["act"]), "what": line["label"], "n": line["n"]}
    return (_("%(act)s · %(what)s") if line["n"] == 1 else _("%(act)s · %(what)s, %(n)s times in all")) % words


def done_days(person: Any, now: datetime) -> list[dict[str, Any]]:
    """What the person did in the last weeks."""
    return done_by(person, since=now - timedelta(days=DONE_DAYS), most=MOST_DONE)
