"""Problems the support side knows of: written at the desk, published to panels, fixed in a version.

Whoever names one in a report is counted and hears when it is fixed.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Any

import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import WORDS, Name, has_words
from helppanel.contract.service_info import KnownIssue, Localised
from helppanel.server import fixes
from helppanel.server.agents import Agent
from helppanel.server.database import Transaction
from helppanel.server.schema import tickets
from helppanel.server.schema_desk import known_issues

ID = r"^[a-z0-9][a-z0-9-]{0,63}$"  # in addresses, and on the wire
Version = Annotated[str, msgspec.Meta(max_length=50, pattern=WORDS)]
_Words = Annotated[tuple[Name, ...], msgspec.Meta(max_length=100)]
_Title = Annotated[
    dict[Name, Annotated[str, msgspec.Meta(max_length=255, pattern=WORDS)]], msgspec.Meta(min_length=1)
]


class KnownIssueText(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent writes of one; as `KnownIssue`."""

    title: _Title
    text: Localised = {}
    error_codes: _Words = ()
    words: _Words = ()
    apps: _Words = ()


class DeskKnownIssue(KnownIssue, frozen=True, kw_only=True):
    """One as the desk sees it."""

    published: bool = False


def all_of(connection: sa.Connection) -> tuple[DeskKnownIssue, ...]:
    """Those that are published and those that are not, last changed first."""
    return tuple(msgspec.convert(values, DeskKnownIssue) for values in _rows(connection))


def published(connection: sa.Connection) -> tuple[KnownIssue, ...]:
    """Those that panels are told of, last changed first."""
    return tuple(
        msgspec.convert({name: value for name, value in values.items() if name != "published"}, KnownIssue)
        for values in _rows(connection)
        if values["published"]
    )


def etag_of(issues: tuple[KnownIssue, ...]) -> str:
    """The tag of a list, without quotes."""
    return hashlib.sha256(msgspec.json.encode(issues)).hexdigest()[:16]


def known_issue(connection: sa.Connection, issue_id: str) -> DeskKnownIssue:
    """The one with this id. Raises HelpError(NOT_FOUND)."""
    found = next((one for one in all_of(connection) if one.id == issue_id), None)
    if found is None:
        raise HelpError(Problem.NOT_FOUND, f"no known issue {issue_id!r}")
    return found


def save(transaction: Transaction, issue_id: str, text: KnownIssueText) -> bool:
    """Write it, in the place of what it said before; whether it is new: then it is not published yet.

    Raises HelpError: BAD_REQUEST (id), TEXT_EMPTY (no title).
    """
    if not re.fullmatch(ID, issue_id):
        raise HelpError(Problem.BAD_REQUEST, f"an id is {ID}")
    if not text.title or not all(has_words(title) for title in text.title.values()):
        raise HelpError(Problem.TEXT_EMPTY, "no title")
    values = {**msgspec.to_builtins(text), "updated_at": transaction.now}
    connection = transaction.connection
    changed = connection.execute(
        known_issues.update().where(known_issues.c.id == issue_id).values(values)
    ).rowcount
    if not changed:
        connection.execute(known_issues.insert().values(id=issue_id, fixed_in="", published=False, **values))
    transaction.announces = True
    return not changed


def publish(transaction: Transaction, issue_id: str, is_published: bool = True) -> None:
    """Tell panels of it, or no longer. Raises HelpError(NOT_FOUND)."""
    _set(transaction, issue_id, published=is_published)


def fix(transaction: Transaction, issue_id: str, version: str, agent: Agent) -> int:
    """Say that `version` has the fix; every ticket of it is solved, and its user told. How many were told.

    Who was told of another version hears that it was wrong.

    Raises HelpError: NOT_FOUND, BAD_REQUEST (version).
    """
    version = version.strip()
    if not version:
        raise HelpError(Problem.BAD_REQUEST, "no version")
    _set(transaction, issue_id, fixed_in=version)
    return fixes.solve_linked(transaction, issue_id, version, agent.name)


def unfix(transaction: Transaction, issue_id: str, agent: Agent) -> int:
    """Say that the version named has no fix after all; what it solved goes on. How many tickets it concerns.

    Raises HelpError(NOT_FOUND).
    """
    version = fixed_in(transaction.connection, issue_id)
    _set(transaction, issue_id, fixed_in="")
    return fixes.unsolve_linked(transaction, issue_id, version, agent.name) if version else 0


def fixed_in(connection: sa.Connection, issue_id: str) -> str | None:
    """The version that has its fix, "" while there is none; None for an id that is not known."""
    query = sa.select(known_issues.c.fixed_in).where(known_issues.c.id == issue_id)
    return connection.execute(query).scalar()


def _set(transaction: Transaction, issue_id: str, **values: object) -> None:
    changed = transaction.connection.execute(
        known_issues.update()
        .where(known_issues.c.id == issue_id)
        .values(**values, updated_at=transaction.now)
    )
    if not changed.rowcount:
        raise HelpError(Problem.NOT_FOUND, f"no known issue {issue_id!r}")
    transaction.announces = True


def _rows(connection: sa.Connection) -> list[dict[str, Any]]:
    """With `affected`: how many installations have a ticket of it."""
    affected = (
        sa.select(sa.func.count(tickets.c.installation_id.distinct()))
        .where(tickets.c.known_issue_id == known_issues.c.id)
        .scalar_subquery()
    )
    query = sa.select(known_issues, affected.label("affected"))
    rows = connection.execute(query.order_by(known_issues.c.updated_at.desc(), known_issues.c.id))
    return [{str(name): value for name, value in row._mapping.items()} for row in rows]
