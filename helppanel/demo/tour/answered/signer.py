"""The host's own account service, which says who the user is: a key made on the spot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALGORITHM = "ES256"
ISSUER, AUDIENCE, KEY_ID = "https://account.example.com", "helppanel", "tour"
LASTS = timedelta(hours=1)


class Signer:
    """`public` is what the server may know: the public key as PEM."""

    def __init__(self) -> None:
        self._key = generate_private_key(SECP256R1())
        public = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.public = public.decode()

    def token(self, name: str, tier: str) -> str:
        """Signed."""
        return jwt.encode(_claims(name, tier), self._key, ALGORITHM, headers={"kid": KEY_ID})

    def claim(self, name: str, tier: str) -> str:
        """The same words, which nobody signed."""
        return jwt.encode(_claims(name, tier), "", "none", headers={"kid": KEY_ID})


def _claims(name: str, tier: str) -> dict[str, object]:
    ends = datetime.now(UTC) + LASTS
    return {"iss": ISSUER, "aud": AUDIENCE, "name": name, "tier": tier, "exp": ends}
