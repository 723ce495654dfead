"""The papers of a naming, set once it stands: the document as PDF and Word, certificates, plaques."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.media_types import DOCX, PDF
from apps.core.typesetting import set_pdf
from apps.core.typesetting.codes import code_for
from apps.core.typesetting.word import fill_word
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import PaperKind
from apps.evaluations.documents import dated
from apps.evaluations.models import Award, Naming
from apps.evaluations.naming_document import Named, document_data
from apps.evaluations.quoted import quoted
from apps.evaluations.services.papers import keep_once
from apps.jobs.models import Job
from apps.jobs.progress import Progress

STEPS = 4


def do_naming_papers(job: Job, progress: Progress) -> dict:
    """Handler of `name-papers`: set every paper of the naming that is not set yet; safe to run twice."""
    naming = Naming.objects.select_related("campaign__committee", "run__rulebook_version").get(pk=job.key)
    awards = list(naming.awards.select_related("assessment__zone", "assessment__unit").order_by("pk"))
    document = document_data(naming, [Named(award.assessment, award.level) for award in awards])
    papers = [
        (PaperKind.NAMING, f"{naming.title}.pdf", PDF, lambda: set_pdf("naming", document)),
        (PaperKind.NAMING, f"{naming.title}.docx", DOCX, lambda: fill_word("naming", document)),
        (
            PaperKind.CERTIFICATE,
            _("Certificates %(number)s.pdf") % {"number": naming.number},
            PDF,
            lambda: set_pdf("certificates", certificate_data(naming, awards)),
        ),
        (
            PaperKind.PLAQUE,
            _("Plaques %(number)s.pdf") % {"number": naming.number},
            PDF,
            lambda: set_pdf("plaques", plaque_data(naming, awards)),
        ),
    ]
    for step, (kind, name, content_type, made) in enumerate(papers):
        progress(kind, step, STEPS)
        keep_once(naming.campaign, kind, naming.pk, name, made, content_type)
    return {"papers": STEPS}


def certificate_data(naming: Naming, awards: Sequence[Award]) -> dict[str, Any]:
    """What certificates are set from, one an award."""
    stars = {level.name: level.stars for level in rulebook_of(naming.run.rulebook_version).levels}
    text = _("It is named %(level)s in “%(campaign)s”. This certificate is given to prove it.")
    return {
        "title": _("Certificates"),
        "heading": _("Certificate"),
        "signatory": naming.shape["signatory"],
        "date": dated(naming.dated_on),
        "check": _("Scan the code to see that it is genuine."),
        "awards": [
            {
                "branch": award.assessment.name,
                "text": text % {"level": award.level, "campaign": quoted(naming.campaign.name)},
                "stars": stars.get(award.level, 0),
                "number": award.number,
                "code": code_for(address_of(naming, award)),
            }
            for award in awards
        ],
    }


def plaque_data(naming: Naming, awards: Sequence[Award]) -> dict[str, Any]:
    """What plaques are set from, one an award."""
    return {
        "title": _("Plaques"),
        "signatory": naming.shape["signatory"],
        "date": dated(naming.dated_on),
        "awards": [
            {
                "branch": award.assessment.name,
                "level": _("%(level)s Party branch") % {"level": award.level},
                "number": award.number,
                "code": code_for(address_of(naming, award)),
            }
            for award in awards
        ],
    }


def address_of(naming: Naming, award: Award) -> str:
    """Where anybody sees that an award is genuine; empty where the site's own address is not known."""
    site = naming.shape.get("site", "")
    return f"{site}{reverse('public:proof', args=[award.key])}" if site else ""
