"""What does a voter hold? A code that lets vote once, and afterwards a receipt; the tables keep neither."""

import hashlib
import hmac
import secrets

from apps.ballots.house import house_key

# Crockford's base 32: no I, L, O or U, and what is read as one of them is understood.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")
CODE, RECEIPT = 12, 10
GROUP = 4


def new_code() -> str:
    """A voter's code: 60 random bits."""
    return _drawn(CODE)


def new_receipt() -> str:
    """A receipt: 50 random bits that nothing was computed from."""
    return _drawn(RECEIPT)


def _drawn(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def tidy(text: str) -> str:
    """A code or receipt as it was made, whatever spaces, hyphens and small letters people type."""
    return "".join(text.split()).replace("-", "").upper().translate(MISREAD)


def grouped(code: str) -> str:
    """A code as it is printed: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def token_of(code: str) -> str:
    """What the table of voters keeps of a code: HMAC-SHA-256 under the house's key, so that tables alone give no code.

    The key stays out of the database; without it 60 bits could be tried one by one.
    """
    return hmac.new(house_key(b"voters' codes"), tidy(code).encode(), hashlib.sha256).hexdigest()


def mark_of(receipt: str) -> str:
    """What a box keeps of a receipt: its SHA-256, which anybody can compute."""
    return hashlib.sha256(tidy(receipt).encode()).hexdigest()
