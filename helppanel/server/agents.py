"""Support staff: passwords (argon2), API tokens and desk sessions. Tokens are kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache

import argon2
import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.database import Transaction
from helppanel.server.schema import agent_sessions, agent_tokens, agents

SESSION_HOURS = 12
PASSWORD_LENGTH = 6  # characters at least; guessing is slowed by argon2, not by rules people work around

_hasher = argon2.PasswordHasher()


class Agent(msgspec.Struct, frozen=True):
    """One member of the support staff; `name` is shown to users."""

    id: int
    name: str


def token_hash(token: str) -> str:
    """What is kept of a token; it is random and long, so a fast hash will do."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_token() -> str:
    """A secret of 256 bits; hex, so that it never looks like an option on a command line."""
    return secrets.token_hex(32)


def add_agent(transaction: Transaction, name: str, password: str) -> Agent:
    """Add an agent. Raises HelpError: BAD_SETTING (name), PASSWORD_WEAK, AGENT_EXISTS."""
    if not name.strip() or len(name) > 255 or not name.isprintable():
        raise HelpError(Problem.BAD_SETTING, "the name must be 1 to 255 printable characters")
    if len(password) < PASSWORD_LENGTH or password == name:
        raise HelpError(Problem.PASSWORD_WEAK, length=PASSWORD_LENGTH)
    connection = transaction.connection
    if connection.execute(sa.select(agents.c.id).where(agents.c.name == name)).first() is not None:
        raise HelpError(Problem.AGENT_EXISTS, name=name)
    added = connection.execute(
        agents.insert()
        .values(name=name, password_hash=_hasher.hash(password), created_at=datetime.now(UTC))
        .returning(agents.c.id)
    )
    return Agent(int(added.scalar_one()), name)


def agent_named(connection: sa.Connection, name: str) -> Agent:
    """Raises HelpError(AGENT_UNKNOWN)."""
    row = connection.execute(sa.select(agents.c.id, agents.c.name).where(agents.c.name == name)).first()
    if row is None:
        raise HelpError(Problem.AGENT_UNKNOWN, name=name)
    return Agent(row.id, row.name)


@cache
def _nobody() -> str:
    """A password nobody has; made for the first login, as a server without any need not wait for it."""
    return _hasher.hash(secrets.token_hex())


def agent_names(connection: sa.Connection) -> tuple[str, ...]:
    """All agents, by name."""
    return tuple(connection.execute(sa.select(agents.c.name).order_by(agents.c.name)).scalars())


def check_login(connection: sa.Connection, name: str, password: str) -> Agent | None:
    """The agent, or None; an unknown name takes as long as a wrong password (some 50 ms of CPU)."""
    nobody = _nobody()  # for every name, so that also the first login tells nothing
    row = connection.execute(sa.select(agents).where(agents.c.name == name)).first()
    try:
        _hasher.verify(nobody if row is None else row.password_hash, password)
    except argon2.exceptions.VerificationError:
        return None
    return None if row is None else Agent(row.id, row.name)


def add_token(transaction: Transaction, name: str) -> str:
    """A new API token of the agent `name`; it cannot be read again. Raises HelpError(AGENT_UNKNOWN)."""
    agent, token = agent_named(transaction.connection, name), new_token()
    transaction.connection.execute(
        agent_tokens.insert().values(
            token_hash=token_hash(token), agent_id=agent.id, created_at=datetime.now(UTC)
        )
    )
    return token


def token_agent(connection: sa.Connection, token: str) -> Agent | None:
    """Whose API token this is."""
    row = connection.execute(
        sa.select(agents.c.id, agents.c.name)
        .join(agent_tokens, agent_tokens.c.agent_id == agents.c.id)
        .where(agent_tokens.c.token_hash == token_hash(token))
    ).first()
    return None if row is None else Agent(row.id, row.name)


def open_session(transaction: Transaction, agent: Agent) -> str:
    """The secret of a new desk session, good for `SESSION_HOURS`; sessions past their time are removed."""
    now, token = datetime.now(UTC), new_token()
    transaction.connection.execute(agent_sessions.delete().where(agent_sessions.c.expires_at <= now))
    transaction.connection.execute(
        agent_sessions.insert().values(
            token_hash=token_hash(token), agent_id=agent.id, expires_at=now + timedelta(hours=SESSION_HOURS)
        )
    )
    return token


def session_agent(connection: sa.Connection, token: str) -> Agent | None:
    """Whose session this is; None if it is unknown, closed or past its time."""
    row = connection.execute(
        sa.select(agents.c.id, agents.c.name)
        .join(agent_sessions, agent_sessions.c.agent_id == agents.c.id)
        .where(agent_sessions.c.token_hash == token_hash(token))
        .where(agent_sessions.c.expires_at > datetime.now(UTC))
    ).first()
    return None if row is None else Agent(row.id, row.name)


def close_session(transaction: Transaction, token: str) -> None:
    """Log out."""
    transaction.connection.execute(
        agent_sessions.delete().where(agent_sessions.c.token_hash == token_hash(token))
    )
