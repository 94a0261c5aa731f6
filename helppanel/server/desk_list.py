"""The desk's list of tickets, filtered: those who wait for an answer first, or what changed last."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.report import AppInfo, Moment, ReportKind
from helppanel.contract.service_info import Localised
from helppanel.contract.ticket import Priority, TicketStatus
from helppanel.server.desk_search import found_by
from helppanel.server.schema import agents, attachments, messages, tickets
from helppanel.server.schema_desk import known_issues, ticket_tags

_URGENCY = tuple((tickets.c.priority == priority, place) for place, priority in enumerate(Priority))


class Order(StrEnum):
    """`promise`: first those the desk owes an answer, members before others, the least time left first.

    `priority`: as `promise`, but the most urgent before the least time left.
    """

    PROMISE = "promise"
    PRIORITY = "priority"
    UPDATED = "updated"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets; what is left out does not narrow.

    `assignee` is an agent's name, `app` a product's, `since` when it was made at the earliest; `user_of`:
    of the user whose ticket has this number; `known_issue` an id; `query`: only those that have its words.
    """

    statuses: tuple[TicketStatus, ...] = ()
    assignee: str | None = None
    unassigned: bool = False
    members: bool = False
    priority: Priority | None = None
    app: str | None = None
    version: str | None = None
    source: str | None = None
    tag: str | None = None
    since: datetime | None = None
    user_of: str | None = None
    known_issue: str | None = None
    query: str | None = None


class ListedTicket(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the list. `attachments` counts those of all messages; `erased_at`: as of `DeskTicket`."""

    number: str
    uuid: UUID
    kind: ReportKind
    title: str
    status: TicketStatus
    priority: Priority
    assignee: str | None
    created_at: Moment
    updated_at: Moment
    erased_at: Moment | None
    email: str | None
    app: AppInfo
    locale: str
    attachments: int
    account_name: str = ""
    tier: str = ""
    rank: int = 0
    promised_at: Moment | None = None


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What tickets can be narrowed to: all there is of each; of known issues the titles by id."""

    apps: tuple[str, ...]
    versions: tuple[str, ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    known_issues: dict[str, Localised]


def list_tickets(
    connection: sa.Connection,
    chosen: Filter,
    limit: int | None = None,
    offset: int = 0,
    order: Order = Order.UPDATED,
) -> tuple[ListedTicket, ...]:
    """The tickets that pass the filter, in the order asked for."""
    count = (
        sa.select(sa.func.count())
        .select_from(attachments.join(messages, attachments.c.message_id == messages.c.id))
        .where(messages.c.ticket_id == tickets.c.id)
        .scalar_subquery()
    )
    query = (
        sa.select(tickets, agents.c.name.label("assignee"), count.label("attachments"))
        .outerjoin(agents, agents.c.id == tickets.c.assignee_id)
        .where(*_conditions(chosen))
        .order_by(*_ordering(order))
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        ListedTicket(
            number=row.number,
            uuid=row.uuid,
            kind=ReportKind(row.kind),
            title=row.title,
            status=TicketStatus(row.status),
            priority=Priority(row.priority),
            assignee=row.assignee,
            created_at=row.created_at,
            updated_at=row.updated_at,
            erased_at=row.erased_at,
            email=row.email,
            app=AppInfo(id=row.app_id, name=row.app_name, version=row.app_version),
            locale=row.locale,
            attachments=row.attachments,
            account_name=row.account_name,
            tier=row.tier,
            rank=row.rank,
            promised_at=row.promised_at,
        )
        for row in connection.execute(query)
    )


def count_tickets(connection: sa.Connection, chosen: Filter) -> int:
    """How many tickets pass the filter."""
    query = (
        sa.select(sa.func.count())
        .select_from(tickets.outerjoin(agents, agents.c.id == tickets.c.assignee_id))
        .where(*_conditions(chosen))
    )
    return connection.execute(query).scalar_one()


def count_promised(connection: sa.Connection, chosen: Filter, until: datetime) -> int:
    """How many of them were promised an answer by `until`, or before."""
    query = (
        sa.select(sa.func.count())
        .select_from(tickets.outerjoin(agents, agents.c.id == tickets.c.assignee_id))
        .where(*_conditions(chosen), tickets.c.promised_at <= until)
    )
    return connection.execute(query).scalar_one()


def choices(connection: sa.Connection) -> Choices:
    """Names in their order; the newest versions first."""

    def all_of(column: sa.Column[str]) -> tuple[str, ...]:
        query = sa.select(column).where(column != "").distinct().order_by(column)
        return tuple(connection.execute(query).scalars())

    linked = sa.select(tickets.c.known_issue_id).where(tickets.c.known_issue_id.is_not(None))
    issues = sa.select(known_issues.c.id, known_issues.c.title).where(known_issues.c.id.in_(linked))
    return Choices(
        apps=all_of(tickets.c.app_name),
        versions=tuple(reversed(all_of(tickets.c.app_version))),
        sources=all_of(tickets.c.source),
        tags=all_of(ticket_tags.c.tag),
        known_issues={row.id: row.title for row in connection.execute(issues.order_by(known_issues.c.id))},
    )


def _ordering(order: Order) -> tuple[sa.ColumnElement[Any], ...]:
    last = (tickets.c.updated_at.desc(), tickets.c.id.desc())
    if order == Order.UPDATED:
        return last
    none_due = tickets.c.promised_at.is_(None)
    rank = sa.case((none_due, 0), else_=tickets.c.rank)
    urgency = (sa.case(*_URGENCY, else_=0).desc(),) if order == Order.PRIORITY else ()
    return (none_due, rank.desc(), *urgency, tickets.c.promised_at, tickets.c.waiting_since, *last)


def _conditions(chosen: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if chosen.statuses:
        conditions.append(tickets.c.status.in_(chosen.statuses))
    for column, value in (
        (agents.c.name, chosen.assignee),
        (tickets.c.priority, chosen.priority),
        (tickets.c.app_name, chosen.app),
        (tickets.c.app_version, chosen.version),
        (tickets.c.source, chosen.source),
        (tickets.c.known_issue_id, chosen.known_issue),
    ):
        if value is not None:
            conditions.append(column == value)
    if chosen.unassigned:
        conditions.append(tickets.c.assignee_id.is_(None))
    if chosen.members:
        conditions.append(tickets.c.rank > 0)
    if chosen.tag is not None:
        tagged = sa.select(ticket_tags.c.ticket_id).where(ticket_tags.c.tag == chosen.tag)
        conditions.append(tickets.c.id.in_(tagged))
    if chosen.since is not None:
        conditions.append(tickets.c.created_at >= chosen.since)
    if chosen.user_of is not None:
        theirs = tickets.alias()
        mine = sa.select(theirs.c.installation_id).where(theirs.c.number == chosen.user_of)
        conditions.append(tickets.c.installation_id.in_(mine))
    if chosen.query is not None:
        conditions.append(found_by(chosen.query))
    return conditions
