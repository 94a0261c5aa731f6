"""The desk's list of tickets, filtered, last changed first."""

from __future__ import annotations

from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.report import AppInfo, Moment, ReportKind
from helppanel.contract.ticket import Priority, TicketStatus
from helppanel.server.schema import agents, attachments, messages, tickets


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets; what is left out does not narrow. `assignee` is an agent's name."""

    statuses: tuple[TicketStatus, ...] = ()
    assignee: str | None = None
    unassigned: bool = False


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


def list_tickets(
    connection: sa.Connection, chosen: Filter, limit: int | None = None, offset: int = 0
) -> tuple[ListedTicket, ...]:
    """The tickets that pass the filter, last changed first."""
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
        .order_by(tickets.c.updated_at.desc(), tickets.c.id.desc())
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


def _conditions(chosen: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if chosen.statuses:
        conditions.append(tickets.c.status.in_(chosen.statuses))
    if chosen.assignee is not None:
        conditions.append(agents.c.name == chosen.assignee)
    if chosen.unassigned:
        conditions.append(tickets.c.assignee_id.is_(None))
    return conditions
