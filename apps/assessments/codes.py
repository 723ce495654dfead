"""The code in a letter of invitation: twelve signs that are read and typed without mistakes; kept as a digest only."""

import hashlib
import secrets

# Crockford's base 32: no I, L, O or U, and what is read as one of them is understood.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """60 random bits."""
    return "".join(secrets.choice(LETTERS) for _sign in range(LENGTH))


def grouped(code: str) -> str:
    """A code as it is printed: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def token_of(code: str) -> str:
    """What the table keeps, whatever spaces, hyphens and small letters somebody types."""
    tidy = "".join(code.split()).replace("-", "").upper().translate(MISREAD)
    return hashlib.sha256(tidy.encode()).hexdigest()
