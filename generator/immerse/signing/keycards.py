"""A key card (`immerse.keycard/1`): a private key in a file, locked with a passphrase.

PBKDF2-SHA-256 with 600,000 rounds derives the key of AES-256-GCM, which encrypts the PKCS#8 form of the private key and
authenticates the name of the key. `sign/keycard.mjs` writes and opens the same files.
"""

import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import load_der_private_key
from joserfc.jwk import ECKey

from immerse.model.public_keys import is_jwk, thumbprint
from immerse.records.canonical import canonical
from immerse.records.record_faults import refused
from immerse.signing.base64url import decoded, encoded
from immerse.signing.json_files import object_of
from immerse.signing.passphrases import normal

SCHEMA = "immerse.keycard/1"
ROUNDS = 600_000
"""Rounds of PBKDF2, which each guess at the passphrase needs too."""

_KDF = {"name": "PBKDF2", "hash": "SHA-256", "iterations": ROUNDS}
_SALT_BYTES, _IV_BYTES, _TAG_BYTES = 16, 12, 16
_MOST_LOCKED = 512

CardJson = dict[str, Any]
Key = ECKey
"""A private key."""


def new_key() -> Key:
    """A new private key on P-256."""
    return ECKey.generate_key("P-256", private=True)


def lock(key: Key, passphrase: str) -> CardJson:
    """The key card of a private key."""
    salt, iv, kid = os.urandom(_SALT_BYTES), os.urandom(_IV_BYTES), key.thumbprint()
    locked = AESGCM(_derived(passphrase, salt)).encrypt(iv, key.as_der(private=True), kid.encode())
    return {
        "schema": SCHEMA,
        "kid": kid,
        "jwk": public_members(key),
        "kdf": {**_KDF, "salt": encoded(salt)},
        "iv": encoded(iv),
        "ct": encoded(locked),
    }


def card_file(card: CardJson) -> bytes:
    """The bytes of a key card's file."""
    return f"{canonical(card)}\n".encode()


def read_card(content: bytes) -> CardJson:
    """A key card from the bytes of its file; nothing is opened.

    Raises:
        RecordRefused: card, card-newer.
    """
    card = object_of(content, SCHEMA, ("kid", "jwk", "kdf", "iv", "ct"), "card")
    jwk, kdf = card["jwk"], card["kdf"]
    if not is_jwk(jwk):
        raise refused("card", "jwk")
    if card["kid"] != thumbprint(jwk["x"], jwk["y"]):
        raise refused("card", "kid")
    if not isinstance(kdf, dict) or {**kdf, "salt": ""} != {**_KDF, "salt": ""}:
        raise refused("card", "kdf")
    for place, text, least, most in (
        ("kdf.salt", kdf.get("salt"), _SALT_BYTES, _SALT_BYTES),
        ("iv", card["iv"], _IV_BYTES, _IV_BYTES),
        ("ct", card["ct"], _TAG_BYTES + 1, _MOST_LOCKED),
    ):
        if not least <= len(decoded(text) or b"") <= most:
            raise refused("card", place)
    return card


def open_card(card: CardJson, passphrase: str) -> Key:
    """The private key of a card that `read_card` gave.

    Raises:
        RecordRefused: passphrase if it is wrong or the card is damaged; card if it contains another key.
    """
    kid = card["kid"]
    salt, iv, locked = (decoded(text) or b"" for text in (card["kdf"]["salt"], card["iv"], card["ct"]))
    try:
        opened = AESGCM(_derived(passphrase, salt)).decrypt(iv, locked, kid.encode())
    except InvalidTag:
        raise refused("passphrase") from None
    try:
        private = load_der_private_key(opened, None)
    except (TypeError, ValueError):
        raise refused("card", "ct") from None
    key = ECKey.import_key(private) if isinstance(private, EllipticCurvePrivateKey) else None
    if key is None or key.thumbprint() != kid:
        raise refused("card", "ct")
    return key


def public_members(key: Key) -> dict[str, str]:
    """The public half of a key as a JWK of exactly four members."""
    members = key.as_dict(private=False)
    return {name: str(members[name]) for name in ("kty", "crv", "x", "y")}


def _derived(passphrase: str, salt: bytes) -> bytes:
    return PBKDF2HMAC(hashes.SHA256(), 32, salt, ROUNDS).derive(normal(passphrase).encode())
