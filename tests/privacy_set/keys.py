"""Credentials as their issuers shape them: keys with prefixes, JWT (RFC 7519), passwords, PEM blocks."""

from __future__ import annotations

import base64
import json
from functools import partial
from random import Random

from tests.privacy_set import people
from tests.privacy_set.words import WORDS

LOWER = "abcdefghijklmnopqrstuvwxyz"
ALNUM = LOWER + LOWER.upper() + "0123456789"
URL_SAFE = ALNUM + "-_"


def pick(rng: Random, alphabet: str, count: int) -> str:
    """`count` characters of the alphabet."""
    return "".join(rng.choices(alphabet, k=count))


def key(rng: Random) -> str:
    """A key with the prefix of its issuer."""
    p = partial(pick, rng, ALNUM)
    return rng.choice(
        [
            "sk-" + p(48),
            "sk-proj-" + pick(rng, URL_SAFE, 64),
            "ghp_" + p(36),
            "gho_" + p(36),
            "github_pat_" + p(22) + "_" + p(59),
            "glpat-" + pick(rng, URL_SAFE, 20),
            "AKIA" + pick(rng, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            "LTAI5t" + p(18),
            "AKID" + p(32),
            "AIza" + pick(rng, URL_SAFE, 35),
            f"xoxb-{rng.randint(10**10, 10**11)}-{rng.randint(10**11, 10**12)}-{p(24)}",
            "sk_live_" + p(24),
            "npm_" + p(36),
            "pypi-AgEIcHlwaS5vcmc" + pick(rng, URL_SAFE, 60),
            "SG." + pick(rng, URL_SAFE, 22) + "." + pick(rng, URL_SAFE, 43),
            "hf_" + p(34),
        ]
    )


def _b64(data: object) -> str:
    raw = json.dumps(data, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def jwt(rng: Random) -> str:
    """A signed token of three parts."""
    head = {"alg": rng.choice(["HS256", "RS256"]), "typ": "JWT"}
    body = {"sub": people.account(rng), "iat": rng.randint(1_600_000_000, 1_760_000_000)}
    return f"{_b64(head)}.{_b64(body)}.{pick(rng, URL_SAFE, 43)}"


def opaque(rng: Random) -> str:
    """A token without any prefix."""
    return rng.choice(
        [
            pick(rng, ALNUM, 32),
            pick(rng, "0123456789abcdef", 40),
            pick(rng, URL_SAFE, 43),
            pick(rng, "0123456789abcdef", 32),
            pick(rng, ALNUM, 24) + "==",
        ]
    )


def hexadecimal(rng: Random) -> str:
    """A token of 32 or 64 hexadecimal digits."""
    return pick(rng, "0123456789abcdef", rng.choice([32, 64]))


def base64_text(rng: Random) -> str:
    """A key of 40 or 64 characters of base64, perhaps padded."""
    return rng.choice([pick(rng, ALNUM + "+/", 40), pick(rng, ALNUM + "+/", 86) + "=="])


def basic(rng: Random) -> str:
    """What stands behind `Basic`: name and password in base64."""
    return base64.b64encode(f"{people.account(rng)}:{password(rng)}".encode()).decode()


def password(rng: Random) -> str:
    """A password as people choose them; no blanks, quotes, commas or brackets."""
    word = rng.choice(WORDS["password_words"])
    return rng.choice(
        [
            word + str(rng.randint(1, 9999)),
            word.title() + rng.choice("!@#$%&*") + str(rng.randint(10, 2030)),
            pick(rng, ALNUM + "!#$%*+-_", 12) + rng.choice("7kQ"),
            "-".join([pick(rng, LOWER, 5), pick(rng, LOWER, 6), str(rng.randint(10, 99))]),
            f"P@ss{word.title()}{rng.randint(1, 99)}",
            pick(rng, "0123456789", rng.choice([6, 8])),
            f"{word.title()}.{rng.randint(1970, 2024)}",
        ]
    )


def password_url(rng: Random) -> str:
    """A password that may stand in a URL or a connection string."""
    return rng.choice(
        [
            pick(rng, ALNUM + "-_.~", rng.randint(8, 16)) + "x",
            "S3cr" + pick(rng, ALNUM, 5),
            pick(rng, LOWER, 6) + "%40" + pick(rng, "0123456789", 3),
        ]
    )


def session(rng: Random) -> str:
    """What a session's cookie holds."""
    return rng.choice(
        [
            pick(rng, "0123456789ABCDEF", 32),
            pick(rng, LOWER + "0123456789", 26),
            "s%3A" + pick(rng, URL_SAFE, 32) + "." + pick(rng, ALNUM, 43),
        ]
    )


def pem(rng: Random) -> str:
    """A private key in one line, its breaks escaped."""
    kind = rng.choice(["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"])
    body = "\\n".join(pick(rng, ALNUM + "+/", 64) for _ in range(rng.randint(2, 4)))
    return f"-----BEGIN {kind}-----\\n{body}\\n{pick(rng, ALNUM + '+/', 30)}==\\n-----END {kind}-----"
