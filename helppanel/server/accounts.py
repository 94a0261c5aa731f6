"""Who the user is, as the host's own service says: a signed token, verified here, and kept a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import jwt
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import Account
from helppanel.server.database import Transaction
from helppanel.server.installations import must_be_known
from helppanel.server.schema import installations
from helppanel.server.setup import MembersSetup, Setup

_NAME = 255  # characters
_LEEWAY = 60  # seconds that two clocks may differ


def verify(token: str, setup: Setup) -> Account:
    """What a token says that one of the members' keys has signed and whose time is not over.

    A tier that the setup does not know makes no member. Raises HelpError(ACCOUNT_TOKEN_INVALID).
    """
    members = setup.members
    if members is None:
        raise HelpError(Problem.ACCOUNT_TOKEN_INVALID, "this server knows no members")
    claims = _claims(token, members)
    name, tier = claims.get(members.name_claim), claims.get(members.tier_claim, "")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _NAME or not name.isprintable():
        raise HelpError(Problem.ACCOUNT_TOKEN_INVALID, f"no {members.name_claim!r} that can be shown")
    try:
        until = datetime.fromtimestamp(int(claims["exp"]), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise HelpError(Problem.ACCOUNT_TOKEN_INVALID, f"exp: {error}") from error
    known = setup.tier(tier) if isinstance(tier, str) else None
    if known is None:
        return Account(name=name.strip(), until=until)
    return Account(name=name.strip(), tier=known.id, title=known.title, until=until)


def keep(transaction: Transaction, installation_id: str, account: Account | None) -> None:
    """From now on the installation's user is `account`; None: is not known. Its tickets stay as they are.

    Raises HelpError(UNAUTHORIZED) for an installation that was erased.
    """
    must_be_known(transaction.connection, installation_id)
    transaction.connection.execute(
        installations.update()
        .where(installations.c.id == installation_id)
        .values(
            account_name=account.name if account else "",
            tier=account.tier if account else "",
            account_until=account.until if account else None,
        )
    )


def for_ticket(transaction: Transaction, installation_id: str) -> dict[str, object]:
    """The columns of a new ticket that say whose it is: `account_name`, `tier`, `rank`; of nobody, empty."""
    its = installations.c
    row = transaction.connection.execute(
        sa.select(its.account_name, its.tier, its.account_until).where(its.id == installation_id)
    ).one()
    if row.account_until is None or row.account_until <= transaction.now:
        return {"account_name": "", "tier": "", "rank": 0}
    tier = transaction.setup.tier(row.tier)
    if tier is None:
        return {"account_name": row.account_name, "tier": "", "rank": 0}
    return {"account_name": row.account_name, "tier": tier.id, "rank": tier.rank}


def _claims(token: str, members: MembersSetup) -> Mapping[str, Any]:
    """Raises HelpError(ACCOUNT_TOKEN_INVALID)."""
    problem = "no key has its kid"
    try:
        kid = jwt.get_unverified_header(token).get("kid", "")
        for key in members.keys:
            if key.kid != kid:
                continue
            try:
                return jwt.decode(
                    token,
                    key.key,
                    algorithms=[key.algorithm],  # the key's own, whatever the token says
                    issuer=members.issuer or None,
                    audience=members.audience or None,
                    leeway=_LEEWAY,
                    options={"require": ["exp"], "verify_aud": bool(members.audience)},
                )
            except (jwt.InvalidSignatureError, jwt.InvalidAlgorithmError) as error:
                problem = str(error)  # while keys are changed, two may have no kid
    except (jwt.PyJWTError, ValueError, OverflowError, RecursionError) as error:
        raise HelpError(Problem.ACCOUNT_TOKEN_INVALID, str(error)) from error
    raise HelpError(Problem.ACCOUNT_TOKEN_INVALID, problem)
