"""The pool of a party as a workbook, out and in again: one row a person, found by account name."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments.choices import Pool
from apps.assessments.pool import may_score, members_of
from apps.assessments.services.scorers import Work, place_scorer
from apps.campaigns.models import Campaign
from apps.core.errors import DomainError, Invalid
from apps.core.permissions import authorise
from apps.core.tables import read_table, text_of, write_xlsx
from apps.organisations.models import Zone

WIDTHS = [18, 12, 14, 30, 24, 10, 10]
MOST_ROWS, MOST_BYTES = 1000, 5 * 2**20
SEPARATOR = "、"


def headings() -> list[str]:
    """The columns in their order."""
    return [
        _("Account name"),
        _("Name"),
        _("From where"),
        _("Zones"),
        _("Branch types"),
        _("Share of the work"),
        _("Branches"),
    ]


def pool_workbook(campaign: Campaign, party: str) -> bytes:
    """Everybody of the pool; blank zones and types mean any."""
    rows = [
        [
            member.scorer.person.username,
            member.scorer.person.name,
            str(member.scorer.get_pool_display()),
            SEPARATOR.join(member.zones),
            SEPARATOR.join(member.scorer.types),
            member.scorer.load,
            member.branches,
        ]
        for member in members_of(campaign, party)
    ]
    return write_xlsx(headings(), rows, party, WIDTHS)


@transaction.atomic
def bring_pool(actor: Any, campaign: Campaign, party: str, file: UploadedFile | None) -> int:
    """Take in everybody of a workbook, all or none; gives how many. Refuses with every fault by its row."""
    authorise(actor, "assessments.assign", campaign)
    if file is None or file.size > MOST_BYTES:
        raise Invalid(_("Choose a workbook of at most 5 MB."), details={"file": [""]})
    cells = read_table(file.read(), file.name).sheets[0].rows[1 : MOST_ROWS + 1]
    people = {person.username: person for person in may_score(campaign, party)}
    zones = dict(Zone.objects.filter(committee=campaign.committee).values_list("name", "pk"))
    faults, n = {}, 0
    for number, row in enumerate(cells, 2):
        texts = [text_of(cell) for cell in row] + [""] * len(WIDTHS)
        if not texts[0]:
            continue
        try:
            person = people.get(texts[0])
            if person is None:
                raise Invalid(_("Nobody with this account name marks here."))
            place_scorer(actor, campaign, person, party, work_of(texts, zones))
            n += 1
        except DomainError as error:
            faults[str(number)] = [str(error.message)]
    if faults:
        said = "; ".join(_("row %(row)s: %(fault)s") % {"row": row, "fault": found[0]} for row, found in faults.items())
        raise Invalid(_("Nothing was brought in: %(faults)s") % {"faults": said[:800]}, code="rows", details=faults)
    return n


def work_of(texts: list[str], zones: dict[str, int]) -> Work:
    """What a row says that somebody takes on."""
    pools = {str(label): value for value, label in Pool.choices} | {value: value for value in Pool.values}
    names = split(texts[3])
    if unknown := [name for name in names if name not in zones]:
        raise Invalid(_("No such zone: %(name)s.") % {"name": unknown[0]})
    if texts[2] and texts[2] not in pools:
        raise Invalid(_("Choose where the person comes from."))
    try:
        load = int(float(texts[5] or 100))
    except ValueError as error:
        raise Invalid(_("The share is a number.")) from error
    return Work(pools.get(texts[2], Pool.STAFF), [zones[name] for name in names], split(texts[4]), load)


def split(text: str) -> list[str]:
    """The names in a cell, parted by 、 or commas."""
    for sign in (",", "，", ";", "；"):
        text = text.replace(sign, SEPARATOR)
    return [name.strip() for name in text.split(SEPARATOR) if name.strip()]
