"""Accounts are given, reset and taken by people; each act is recorded."""

from apps.accounts.services.accounts import (
    NewAccount,
    create_people,
    create_person,
    keep_league_columns,
    save_preferences,
    set_active,
)
from apps.accounts.services.passwords import (
    give_password,
    one_time_password,
    reset_password,
)
from apps.accounts.services.sessions import end_other_sessions, end_session
from apps.accounts.services.tokens import TOKEN_LIFE, issue_token, require_own_password, revoke_token

__all__ = [
    "TOKEN_LIFE",
    "NewAccount",
    "create_people",
    "create_person",
    "end_other_sessions",
    "end_session",
    "give_password",
    "issue_token",
    "keep_league_columns",
    "one_time_password",
    "require_own_password",
    "reset_password",
    "revoke_token",
    "save_preferences",
    "set_active",
]
