"""Three made-up selections of one committee: ten of 122 projects, a hundred pioneer teams, a list of commendations."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.campaigns.models import Campaign
from apps.core.bulk import BATCH as ROWS
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Batch, Candidate, Gate, Programme
from apps.demonstrations.models import Progress as Report
from apps.demonstrations.services.applications import accept, begin, save, submit
from apps.demonstrations.services.gates import Word
from apps.demonstrations.services.nominating import confirm_exception
from apps.demonstrations.services.programmes import create_programme
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.reports.demonstration.projects import (
    PLACES,
    Filed,
    filed,
    judges_marks,
    progress_marks,
    tests_marks,
)
from apps.reports.demonstration.selecting import (
    applied,
    call,
    date_applications,
    days_before,
    evening,
    pass_gate,
    take_in,
)

PROJECTS, TEAMS, HONOURS = "projects", "teams", "commendations"
YEAR, SEED = 2025, 2_026
TITLES = {"tests": "三项审核", "progress": "实施评价", "choice": "十佳评选", "review": "集中审核"}
HELD = {"tests": (250, 240, 240), "progress": (30, 20, 20), "choice": (12, 6, 5), "review": (20, 12, 10)}
CALLED = (280, 255)
WON = "同分。评委会复议：解决的问题更具体，三个单位已经照着做，列入十佳。"
LOST = "同分。评委会复议：实施时间不满半年，成效还要看一年。"
TEAM_PLACES, TEAM_COUNT = 100, 118
NOMINATED, GOOD = 24, ("五星", "四星")
PACE_SETTERS = 16
EXCEPTION = "支部在防汛抢险中表现突出，虽为三星，仍拟推荐。"
STEPS = ("完成调研，问题和责任人已列清单", "试点两处，做法基本成形", "全面推开，按月通报", "问题销号，办法写进工作规程")


def add_projects(committee: Node, rating: Campaign, staff: User, _leader: User) -> Batch:
    """122 are filed; three tests, the year's work, and five judges, whose tenth place is shared until words part it."""
    batch = call(staff, programme(committee, staff, ProgrammeKind.PROJECT, PROJECTS, "书记项目"), YEAR, TITLES)
    chance, nodes = Random(SEED), nodes_of(committee)  # noqa: S311
    rows = {one.title: one for one in filed()}
    kept = take_in(staff, batch, (project(batch, nodes, one) for one in filed()))
    found = {one.pk: rows[one.title] for one in kept}
    write_progress(chance, found)
    for gate in batch.gates.all():
        words = words_of(found) if gate.fact == "choice" else None
        pass_gate(staff, gate, project_marks(chance, gate, found), held(gate), words)
    return dated(batch)


def programme(committee: Node, staff: User, kind: str, slug: str, name: str, **fields: Any) -> Programme:
    """A programme of the made-up committee as its kind brings it."""
    return create_programme(staff, committee, kind=kind, slug=slug, name=name, is_demonstration=True, **fields)


def nodes_of(committee: Node) -> dict[str, Node]:
    """Branches and units of the committee by name."""
    rows = Node.objects.below(committee.path).filter(kind__in=[Kind.UNIT, Kind.BRANCH])
    return {node.name: node for node in rows.select_related("parent")}


def held(gate: Gate) -> Any:
    return days_before(evening(0), *HELD[gate.fact])


def dated(batch: Batch) -> Batch:
    """The call as if it had been in spring."""
    date_applications(batch, *(evening(days) for days in CALLED))
    return batch


def project(batch: Batch, nodes: Mapping[str, Node], one: Filed) -> Candidate:
    """A secretary's project as it was filed; not saved."""
    node = nodes[one.branch]
    answers = {
        "problem": f"本单位反映最多的一件事：{one.title.partition('促')[2]}。",
        "measures": "党员分片包干，问题列表销号，每季度向支部大会报告。",
        "schedule": "一季度摸底，二季度试点，三季度推开，四季度回访。",
        "means": "支部书记领办，经费从留存党费列支。",
    }
    given = {"title": one.title, "person_name": one.secretary, "answers": answers}
    return applied(batch, node, node.parent, level=one.outcome.level, submitted_by_name=one.secretary, **given)


def project_marks(chance: Random, gate: Gate, found: Mapping[int, Filed]) -> dict[int, dict[str, Mapping[str, int]]]:
    """Everybody's sheets at a gate; what left before is asked for nowhere."""
    if gate.fact == "tests":
        return {pk: {"superior": tests_marks(one)} for pk, one in found.items()}
    if gate.fact == "progress":
        return {pk: {"superior": progress_marks(chance, one)} for pk, one in found.items()}
    given = {pk: judges_marks(chance, one.order) for pk, one in found.items() if one.order is not None}
    return {pk: {f"judge{n}": {"A1": mark} for n, mark in enumerate(marks, start=1)} for pk, marks in given.items()}


def words_of(found: Mapping[int, Filed]) -> dict[int, Word]:
    """Who of the two that share the tenth place is chosen, and why."""
    by_order = {one.order: pk for pk, one in found.items()}
    return {by_order[PLACES - 1]: Word(passes=True, reason=WON), by_order[PLACES]: Word(passes=False, reason=LOST)}


def write_progress(chance: Random, found: Mapping[int, Filed]) -> None:
    """A report each quarter for what was taken up."""
    today = timezone.localdate()
    Report.objects.bulk_create(
        (
            Report(candidate_id=pk, on=today - timedelta(days=days), done=done, text=text, by_name=one.secretary)
            for pk, one in found.items()
            if all(one.tests)
            for days, done, text in reports_of(chance, one)
        ),
        batch_size=ROWS,
    )


def reports_of(chance: Random, one: Filed) -> Iterator[tuple[int, int, str]]:
    """Days before today, per cent done and words of each report."""
    aim = 100 if one.is_carried_out else chance.randint(45, 70)
    for number, text in enumerate(STEPS, start=1):
        yield 230 - 50 * number, min(aim, aim * number // len(STEPS) + chance.randint(0, 4)), text


def add_teams(committee: Node, rating: Campaign, staff: User, _leader: User) -> Batch:
    """118 branches apply by one gate, a hundred are chosen."""
    made = programme(committee, staff, ProgrammeKind.TEAM, TEAMS, "先锋队", rating=rating)
    batch = call(staff, made, YEAR, TITLES, places=TEAM_PLACES)
    chance, nodes = Random(SEED), nodes_of(committee)  # noqa: S311
    rows = filed()[:TEAM_COUNT]
    kept = take_in(staff, batch, (team(batch, nodes, one) for one in rows))
    # Those above the line stand well clear of those below: nobody shares it.
    totals = {one.pk: chance.randint(*((170, 196) if n < TEAM_PLACES else (150, 165))) for n, one in enumerate(kept)}
    [gate] = batch.gates.all()
    pass_gate(staff, gate, {pk: {"superior": review_marks(total)} for pk, total in totals.items()}, held(gate))
    return dated(batch)


def team(batch: Batch, nodes: Mapping[str, Node], one: Filed) -> Candidate:
    """A pioneer team of a branch; not saved."""
    node = nodes[one.branch]
    answers = {
        "task": f"承接重点任务：{one.title.partition('促')[2]}。",
        "people": f"队长{one.secretary}，队员 {one.members // 3 + 2} 人。",
        "deeds": "急难任务冲在前，全年出动 20 余次。",
    }
    given = {"title": f"{one.branch}先锋队", "person_name": one.secretary, "answers": answers}
    return applied(batch, node, node.parent, level=one.outcome.level, submitted_by_name=one.secretary, **given)


def review_marks(halves: int) -> dict[str, int]:
    """Conduct, results and regard in hundredths, of a total in half points."""
    conduct, regard = halves * 3 // 10, halves // 5
    return {"A1": conduct * 50, "A2": (halves - conduct - regard) * 50, "A3": regard * 50}


def add_honours(committee: Node, rating: Campaign, staff: User, leader: User) -> Batch:
    """Advanced branches and pace-setters of five and four stars, and one of three by a confirmed exception."""
    made = programme(committee, staff, ProgrammeKind.HONOUR, HONOURS, "“七一”表彰", rating=rating, levels=list(GOOD))
    batch = call(staff, made, YEAR, TITLES)
    nodes, good = nodes_of(committee), [one for one in filed() if one.outcome.level in GOOD]
    exceptional = next(one for one in filed() if one.outcome.level == "三星")
    nominate_by_exception(staff, leader, batch, nodes[exceptional.branch])
    rows = [*nominations(batch, nodes, good[:NOMINATED]), *pace_setters(batch, nodes, good[NOMINATED:])]
    take_in(staff, batch, rows)
    found = batch.candidates.in_order()
    totals = {one.pk: 150 if one.number % 20 == 0 else 170 + one.number % 25 for one in found}
    [gate] = batch.gates.all()
    pass_gate(staff, gate, {pk: {"superior": review_marks(total)} for pk, total in totals.items()}, held(gate))
    return dated(batch)


def nominate_by_exception(staff: User, leader: User, batch: Batch, node: Node) -> None:
    """A branch whose level is not enough: why it is nominated all the same, and who confirmed it."""
    begun = begin(staff, batch, node)
    given = {"exception": EXCEPTION, "answers.deeds": "连续值守 19 天，转移群众 640 人，没有一人掉队。"}
    accept(staff, confirm_exception(leader, submit(staff, save(staff, begun, given, begun.version))))


def nominations(batch: Batch, nodes: Mapping[str, Node], rows: Sequence[Filed]) -> Iterator[Candidate]:
    for one in rows:
        node = nodes[one.branch]
        answers = {"deeds": "三会一课规范，年度任务全部完成，群众评议满意。"}
        yield applied(batch, node, node.parent, level=one.outcome.level, answers=answers)


def pace_setters(batch: Batch, nodes: Mapping[str, Node], rows: Sequence[Filed]) -> Iterator[Candidate]:
    for one in rows[:PACE_SETTERS]:
        node = nodes[one.branch]
        given = {"title": f"党建工作标兵 {one.secretary}", "person_name": one.secretary}
        answers = {"deeds": "主动领办难题，带出一支队伍，连续两年考核优秀。"}
        yield applied(batch, node, node.parent, level=one.outcome.level, answers=answers, **given)
