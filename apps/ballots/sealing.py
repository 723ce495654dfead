"""How is a ballot sealed, so that only the count can open it? X25519, HKDF and ChaCha20-Poly1305.

Everybody can seal with the public key. What opens is the private key, which lies in the table sealed by the house's
key and goes once the ballots are counted.
"""

import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from apps.ballots.house import house_key

KEY, NONCE = 32, 12
INFO = b"starbranch ballot 1"
# Each ballot has a key of its own: a nonce is never used twice.
ONLY_NONCE = bytes(NONCE)


class Unopened(Exception):
    """A sealed text that this key does not open, or that was changed, or lies in another box."""


def new_keys() -> tuple[str, str]:
    """A public key, and the private key sealed by the house's key; both as text."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    nonce = secrets.token_bytes(NONCE)
    sealed = ChaCha20Poly1305(house_key(b"private keys")).encrypt(nonce, private.private_bytes_raw(), public)
    return b64encode(public).decode(), b64encode(nonce + sealed).decode()


def private_key(public_key: str, sealed_key: str) -> X25519PrivateKey:
    """What opens the ballots; raises `Unopened` where the house's key is another than when it was sealed."""
    sealed = b64decode(sealed_key)
    try:
        house = ChaCha20Poly1305(house_key(b"private keys"))
        raw = house.decrypt(sealed[:NONCE], sealed[NONCE:], b64decode(public_key))
    except (InvalidTag, ValueError) as error:
        raise Unopened from error
    return X25519PrivateKey.from_private_bytes(raw)


def box_name(poll: int, assessment: int, layer: str) -> str:
    """What a ballot is sealed for: no ballot can be moved into another box unseen."""
    return f"{poll}:{assessment}:{layer}"


def seal(public_key: str, text: bytes, box: str) -> str:
    """`text` sealed for the box; two sealings of one text look nothing alike."""
    public = b64decode(public_key)
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    key = _key(once.exchange(X25519PublicKey.from_public_bytes(public)), mine + public)
    return b64encode(mine + ChaCha20Poly1305(key).encrypt(ONLY_NONCE, text, box.encode())).decode()


def unseal(private: X25519PrivateKey, sealed: str, box: str) -> bytes:
    """The text of a sealed ballot; raises `Unopened` where it was changed or sealed for another box."""
    raw = b64decode(sealed)
    theirs = raw[:KEY]
    public = private.public_key().public_bytes_raw()
    try:
        key = _key(private.exchange(X25519PublicKey.from_public_bytes(theirs)), theirs + public)
        return ChaCha20Poly1305(key).decrypt(ONLY_NONCE, raw[KEY:], box.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopened from error


def _key(shared: bytes, both: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=both, info=INFO).derive(shared)
