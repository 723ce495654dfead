"""Accounts: one or many made, opened, closed; what a person chooses for the own pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User, plain_mobile
from apps.accounts.services.passwords import give_password, refuse_self
from apps.accounts.services.tokens import drop_token
from apps.audit.services import record
from apps.core.bulk import BATCH
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.core.pinyin import search_key


@transaction.atomic
def create_person(
    actor: User | None, *, username: str, name: str, mobile: str | None = None, email: str = "", node_path: str = ""
) -> tuple[User, str]:
    """A new account with a one-time password, which is given once and kept nowhere; no actor means the system.

    `node_path` is where the record of the act is read: the path of the node that the person will serve.
    What the system itself gives does not run out: it is meant for whoever sets the house up.
    """
    if actor is not None:
        authorise(actor, "accounts.create_person")
    person = User(username=username.strip(), name=name.strip(), email=email, must_change_password=True)
    person.mobile = plain_mobile(mobile) or mobile if mobile else None
    person.search_key = search_key(person.name)
    password = give_password(person, runs_out=actor is not None)
    refuse_faults(person)
    person.save()
    after = {"username": person.username, "name": person.name}
    record(actor, "person.created", person, node_path=node_path, after=after)
    return person, password


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person of whom an account is to be made; `node_path` as in `create_person`."""

    username: str
    name: str
    mobile: str | None
    node_path: str


@transaction.atomic
def create_people(actor: User | None, accounts: Sequence[NewAccount]) -> list[User]:
    """Many accounts at once, without passwords: those arise when the slips are printed.

    The caller has seen to it that names and numbers are free and well shaped.
    """
    if actor is not None:
        authorise(actor, "accounts.create_person")
    people = [
        User(
            username=account.username,
            name=account.name,
            mobile=account.mobile,
            search_key=search_key(account.name),
            must_change_password=True,
        )
        for account in accounts
    ]
    for person in people:
        person.set_unusable_password()
    people = User.objects.bulk_create(people, batch_size=BATCH)
    for person, account in zip(people, accounts, strict=True):
        after = {"username": person.username, "name": person.name}
        record(actor, "person.created", person, node_path=account.node_path, after=after)
    return people


def refuse_faults(person: User) -> None:
    """Refuse what cannot be an account: names and numbers that are taken or misshapen, each by its field."""
    try:
        person.full_clean(exclude=["password", "last_login"])
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), code="account", details=error.message_dict) from error


@transaction.atomic
def set_active(actor: User, person: User, active: bool, reason: str = "", *, node_path: str = "") -> None:
    """Open or close an account, never one's own; closing needs a reason. What the person did stays."""
    refuse_self(actor, person)
    authorise(actor, "accounts.set_active", person)
    reason = reason.strip()
    if not active and not reason:
        raise Invalid(_("Give the reason for closing the account."), details={"reason": [""]})
    record(actor, "person.opened" if active else "person.closed", person, node_path=node_path, reason=reason)
    User.objects.filter(pk=person.pk).update(is_active=active)
    drop_token(person)


def save_preferences(
    person: User, *, theme: str | None = None, language: str | None = None, letter_keys: bool | None = None
) -> None:
    """Theme and language of the person's pages, and whether letters act while marking."""
    if theme is not None:
        person.theme = theme
    if language is not None:
        person.language = language
    if letter_keys is not None:
        person.letter_keys = letter_keys
    person.save(update_fields=["theme", "language", "letter_keys"])


def keep_league_columns(person: User, columns: Sequence[str]) -> None:
    """Which columns stand in the person's league tables, by their codes; none: the usual ones."""
    person.league_columns = ",".join(columns)
    person.save(update_fields=["league_columns"])
