"""The shape of `service.toml`, one struct a table; what it means is `Setup`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from helppanel.contract.limits import Limits, Schedule
from helppanel.contract.service_info import (
    Announcement,
    Channel,
    Hours,
    Localised,
    Release,
    SpecialDay,
    Team,
)
from helppanel.server.setup import (
    PROMISE_MINUTES,
    Algorithm,
    MailSecurity,
    Port,
    Positive,
    Rates,
    Tier,
)


class MailTable(msgspec.Struct, frozen=True, kw_only=True):
    """`[mail]`; the password itself, or the file that holds it."""

    host: str
    port: Port = 587
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""
    password: str = ""
    password_file: str = ""
    sender: str
    sender_name: str = ""


class KeyTable(msgspec.Struct, frozen=True, kw_only=True):
    """`[[members.keys]]`; one of `pem`, `file` (PEM, or the secret of HS256) and `secret`."""

    algorithm: Algorithm
    kid: str = ""
    pem: str = ""
    file: str = ""
    secret: str = ""


class MembersTable(msgspec.Struct, frozen=True, kw_only=True):
    """`[members]`."""

    keys: tuple[KeyTable, ...]
    issuer: str = ""
    audience: str = ""
    name_claim: str = "name"
    tier_claim: str = "tier"


class SetupFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole document. Without `name` it is refused, but only after a look at the rest."""

    name: Localised = {}
    public_url: str = ""
    time_zone: str = "Asia/Shanghai"
    holidays: str = ""
    prepare: tuple[Localised, ...] = ()
    promise_minutes: Positive = PROMISE_MINUTES
    reopen_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 7
    retention_days: Positive | None = None
    web_form: bool = True
    hours: tuple[Hours, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    teams: tuple[Team, ...] = ()
    channels: tuple[Channel, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    tiers: tuple[Tier, ...] = ()
    members: MembersTable | None = None
    mail: MailTable | None = None
    rates: Rates = Rates()
    latest: dict[str, Release] = {}
    limits: Limits = Limits()
    schedule: Schedule = Schedule()
