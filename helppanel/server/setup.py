"""A company's whole setup, as `service.toml` says it: what is published, and what only the server knows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from helppanel.contract.service_info import Localised, ServiceInfo

Positive = Annotated[int, msgspec.Meta(ge=1)]
Port = Annotated[int, msgspec.Meta(ge=1, le=65_535)]

PROMISE_MINUTES = 480  # of service time; a working day


class Tier(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of members. The higher `rank`, the sooner the desk sees them; who is no member has rank 0.

    `promise_minutes`: an answer within so much service time; None: as for everybody.
    """

    id: str
    title: Localised
    rank: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 1
    promise_minutes: Positive | None = None


class MailSecurity(StrEnum):
    """How the way to the mail server is kept secret; NONE only to this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSetup(msgspec.Struct, frozen=True, kw_only=True):
    """The mail server (SMTP), and who the mail is from. Without `user` there is no login."""

    host: str
    port: Port = 587
    security: MailSecurity = MailSecurity.STARTTLS
    user: str = ""
    password: str = ""  # the file's, or what `password_file` holds
    sender: str
    sender_name: str = ""


class Algorithm(StrEnum):
    """What signs account tokens; HMAC with a secret, the rest with a public key."""

    HS256 = "HS256"
    RS256 = "RS256"
    ES256 = "ES256"
    EDDSA = "EdDSA"


class MemberKey(msgspec.Struct, frozen=True, kw_only=True):
    """What proves a token with this `kid` ("": one without): a public key in PEM, or the secret of HS256."""

    key: str
    kid: str = ""
    algorithm: Algorithm


class MembersSetup(msgspec.Struct, frozen=True, kw_only=True):
    """Which account tokens (JWT) are believed, and which of their claims say what.

    `issuer`, `audience`: what `iss` and `aud` must be; "": not asked for.
    """

    keys: tuple[MemberKey, ...]
    issuer: str = ""
    audience: str = ""
    name_claim: str = "name"
    tier_claim: str = "tier"

    @property
    def algorithms(self) -> tuple[Algorithm, ...]:
        """Those of the keys."""
        return tuple(dict.fromkeys(key.algorithm for key in self.keys))


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """How often a stranger may use the web form: calls from one address."""

    web_reports_per_hour: Positive = 10
    web_replies_per_hour: Positive = 60
    web_views_per_minute: Positive = 120


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. `info` is the part that panels are told, without what the database adds.

    `promise_minutes`: an answer within so much service time. `public_url`: where users reach this server,
    with no slash at its end; "": no mail links to it. `retention_days`: closed tickets that rested longer
    are erased; None: never.
    """

    info: ServiceInfo
    tiers: tuple[Tier, ...] = ()
    promise_minutes: Positive = PROMISE_MINUTES
    mail: MailSetup | None = None
    members: MembersSetup | None = None
    web_form: bool = True
    retention_days: Positive | None = None
    public_url: str = ""
    rates: Rates = Rates()

    def tier(self, tier_id: str) -> Tier | None:
        """The tier with this id."""
        return next((tier for tier in self.tiers if tier.id == tier_id), None)
