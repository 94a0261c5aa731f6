"""Two tickets of one user about the same thing become one.

The messages of the first stay in it, to be read there; whatever is written into it from now on, by its user
or the desk, goes into the second.
"""

from __future__ import annotations

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import OPEN_STATUSES, TicketStatus
from helppanel.server import events, promises
from helppanel.server.agents import Agent
from helppanel.server.database import Transaction
from helppanel.server.events import What
from helppanel.server.schema import tickets
from helppanel.server.ticket_rows import TicketRow, goes_on_as, move, row_to_write, set_values, touch


def merge(transaction: Transaction, number: str, into: str, agent: Agent) -> None:
    """The ticket `number` goes on as `into`; so do those that were merged into it before.

    Twice is once. If `into` was merged itself, what it goes on as is meant.
    Raises HelpError: NOT_FOUND, ERASED, MERGE_REFUSED (the same ticket, another user's, one that goes on
    elsewhere already).
    """
    connection = transaction.connection
    source, target = row_to_write(connection, number), goes_on_as(connection, row_to_write(connection, into))
    if source.merged_into_id == target.id:
        return
    if source.merged_into_id is not None:
        raise HelpError(Problem.MERGE_REFUSED, f"{number} goes on elsewhere already")
    if source.id == target.id or source.installation_id != target.installation_id:
        raise HelpError(Problem.MERGE_REFUSED, f"{number} and {into} are not two tickets of one user")
    waited, promised = source.waiting_since, source.promised_at
    move(transaction, source, TicketStatus.MERGED, agent.name)
    set_values(transaction, source, merged_into_id=target.id)
    _lead_on(transaction, source, target)
    events.record(transaction, source.id, What.MERGED, target.number, agent.name)
    events.record(transaction, target.id, What.TOOK_IN, source.number, agent.name)
    touch(transaction, target)
    # Who waited longer is promised no less for it.
    if waited is not None and target.status in OPEN_STATUSES and target.status != TicketStatus.PENDING:
        since = min(waited, target.waiting_since or waited)
        by = min((at for at in (promised, target.promised_at) if at is not None), default=None)
        promises.set_wait(transaction, target.id, since, by)


def _lead_on(transaction: Transaction, source: TicketRow, target: TicketRow) -> None:
    """Those that go on as `source` go on as `target` now."""
    before = transaction.connection.execute(
        sa.select(tickets).where(tickets.c.merged_into_id == source.id)
    ).all()
    for row in before:
        set_values(transaction, row, merged_into_id=target.id)
        touch(transaction, row)
