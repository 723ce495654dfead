"""Files of a candidate: the organisation adds proof until it hands in, who surveys adds photos afterwards."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.demonstrations.models import Candidate
from apps.demonstrations.proving import PROOF, SURVEY, files_of
from apps.demonstrations.services.taking import locked, require_call, require_filling
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.evidence.receiving import receive

MOST_FILES = 30


def may_change_files(actor: Any, candidate: Candidate, part: str) -> None:
    """Refuse who may not, proof of what was handed in, and photos of what does not take part."""
    if part == SURVEY:
        authorise(actor, "demonstrations.survey", candidate)
        if candidate.number is None:
            raise Refused(_("Photos of a survey are added once the application is accepted."), code="not-accepted")
        return
    authorise(actor, "demonstrations.apply", candidate.node)
    require_call(actor, candidate.batch, candidate)
    require_filling(candidate)


def add_files(actor: Any, candidate: Candidate, uploads: Sequence[File], part: str = PROOF) -> list[Use]:
    """Keep files of one part; refuses what evidence does not take, and more than anybody looks at."""
    may_change_files(actor, candidate, part)
    if not uploads:
        raise Invalid(_("Choose a file."), details={"file": [_("Choose a file.")]})
    # Pictures are made before the transaction: they take longer than others should wait for the database.
    received = [receive(upload) for upload in uploads]
    with transaction.atomic():
        row = locked(candidate)
        may_change_files(actor, row, part)
        if files_of(row, part).count() + len(received) > MOST_FILES:
            raise Refused(_("At most %(n)s files stand with an application.") % {"n": MOST_FILES}, code="too-many")
        place = evidence.Place(UseKind.CANDIDATE, row.pk, part, row.path, row.zone_id)
        uses = []
        for each in received:
            file, _is_new = evidence.store(actor, row.node, each)
            use, is_added = evidence.attach(actor, file, place)
            uses.append(use)
            if is_added:
                note(actor, "candidate.proved", row, use)
    return uses


@transaction.atomic
def remove_file(actor: Any, candidate: Candidate, use: Use) -> None:
    """Take a file out again; what nothing else uses goes."""
    row = locked(candidate)
    may_change_files(actor, row, use.part)
    note(actor, "candidate.unproved", row, use)
    evidence.detach(use, is_needed=False)


def note(actor: Any, act: str, candidate: Candidate, use: Use) -> None:
    """What the record keeps of a file."""
    after = {"part": use.part, "file": use.file.name, "digest": use.file.digest}
    record(actor, act, candidate, node_path=candidate.path, after=after)
