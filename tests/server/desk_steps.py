"""What users and agents do to a ticket, straight in a database: for tests that need another time or setup."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.limits import Limits
from helppanel.contract.report import Rating, Reopening, Reply, Report, encode
from helppanel.contract.ticket import DeskPatch, InstallationRequest, Ticket
from helppanel.server import tickets as server_tickets
from helppanel.server.agents import Agent
from helppanel.server.database import Database
from helppanel.server.doubles import Taken
from helppanel.server.installations import add_installation
from helppanel.server.intake import accept_reply, accept_report
from helppanel.server.ratings import accept_rating
from helppanel.server.reopenings import accept_reopening
from helppanel.server.schema import tickets
from helppanel.server.sync import user_ticket
from helppanel.server.ticket_rows import TicketRow, ticket_row
from tests.server.callers import report

AGENT = Agent(0, "周予")


class At:
    """One installation at a database, without a server."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing() as transaction:
            request = InstallationRequest(app_id="writer", app_version="12.4", locale="zh-CN")
            self.id = add_installation(transaction, request).id

    def report(self, made: Report | None = None) -> str:
        """Send a report, by default a new one; its ticket's number."""
        made = made or report()
        with self.database.writing() as transaction:
            return accept_report(transaction, self.id, made.uuid, encode(made), Limits()).receipt.number

    def deliver(self, number: str, made: Reply | Rating | Reopening) -> Taken:
        """Send what goes into a ticket."""
        with self.database.writing() as transaction:
            if isinstance(made, Rating):
                return accept_rating(transaction, self.id, number, encode(made), Limits())
            accept = accept_reply if isinstance(made, Reply) else accept_reopening
            return accept(transaction, self.id, number, made.uuid, encode(made), Limits())

    def reopen(self, number: str, made: Reopening) -> Taken:
        """Send a reopening."""
        return self.deliver(number, made)

    def answer(self, number: str, text: str = "请更新", uuid: UUID | None = None) -> None:
        """The agent answers."""
        with self.database.writing() as transaction:
            server_tickets.answer(transaction, number, AGENT, text, uuid)

    def edit(self, number: str, agent: Agent = AGENT, **changes: Any) -> None:
        """The agent edits the ticket."""
        with self.database.writing() as transaction:
            server_tickets.edit(transaction, number, agent, DeskPatch(**changes))

    def row(self, number: str) -> TicketRow:
        """The ticket's row."""
        with self.database.reading() as connection:
            return ticket_row(connection, number)

    def ticket(self, number: str) -> Ticket:
        """The ticket as its user sees it."""
        with self.database.reading() as connection:
            return user_ticket(connection, self.id, number, self.database.setup.info.reopen_days)

    def everything(self, number: str) -> tuple[bytes, tuple[Any, ...]]:
        """The ticket as its user sees it, and its row."""
        return msgspec.json.encode(self.ticket(number)), tuple(self.row(number))

    def pass_days(self, days: int) -> None:
        """What was solved, was so many days earlier."""
        with self.database.writing() as transaction:
            for row in transaction.connection.execute(sa.select(tickets)).all():
                solved_at = row.solved_at and row.solved_at - timedelta(days=days)
                transaction.connection.execute(
                    tickets.update().where(tickets.c.id == row.id).values(solved_at=solved_at)
                )
