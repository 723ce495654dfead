"""Which secret of the house lies outside the database? One key, and a part of it for each purpose."""

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SALT = b"starbranch ballots"


def house_key(purpose: bytes) -> bytes:
    """32 bytes for one purpose, from STARBRANCH_BALLOT_KEY, or else from the secret key of the installation."""
    return _derived((settings.BALLOT_KEY or settings.SECRET_KEY).encode(), purpose)


@lru_cache(maxsize=16)
def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=SALT, info=purpose).derive(secret)
