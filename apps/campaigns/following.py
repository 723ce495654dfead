"""What follows when a draft campaign takes another rulebook? Higher apps that keep its version register."""

from collections.abc import Callable
from typing import Any

Follower = Callable[[Any], None]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """`follower(campaign)` is called in the transaction in which the draft takes its other rulebook."""
    if follower not in _followers:
        _followers.append(follower)


def rulebook_changed(campaign: Any) -> None:
    """Let everybody who keeps the version take the new one."""
    for follower in _followers:
        follower(campaign)
