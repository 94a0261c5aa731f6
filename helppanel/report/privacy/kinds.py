"""The kinds of private things that are found in text."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class PrivateKind(StrEnum):
    """What a piece of text gives away; `str(kind)` is what `helppanel scrub --batch` prints."""

    PHONE = "phone"
    EMAIL = "email"
    CN_ID = "cn_id"
    BANK_CARD = "bank_card"
    PASSPORT = "passport"
    PLATE = "plate"
    WECHAT = "wechat"
    QQ = "qq"
    IPV4 = "ipv4"
    IPV6 = "ipv6"
    MAC = "mac"
    TOKEN = "token"  # noqa: S105  a kind, not a secret
    USERNAME = "username"
    HOSTNAME = "hostname"
    HOME_PATH = "home_path"


class Span(msgspec.Struct, frozen=True, order=True):
    """Where a text gives something away: [start, end) in code points."""

    start: int
    end: int
    kind: PrivateKind
