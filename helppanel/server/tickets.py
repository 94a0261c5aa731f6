"""What may happen to a ticket: made, answered, edited. All inside a `Transaction`."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, Report, has_words
from helppanel.contract.ticket import Author, DeskPatch, Message, Priority, TicketStatus, title_of
from helppanel.server import accounts, events, fixes, known_issues, mail_queue, promises, tags
from helppanel.server.agents import Agent, agent_named
from helppanel.server.blob_rights import size_of
from helppanel.server.database import Transaction
from helppanel.server.events import What
from helppanel.server.numbers import next_ticket_number
from helppanel.server.schema import tickets
from helppanel.server.ticket_rows import (
    TicketRow,
    add_message,
    goes_on_as,
    move,
    record_status,
    row_to_write,
    set_values,
    touch,
)


def create_ticket(
    transaction: Transaction, installation_id: str, report: Report, source: str = "app"
) -> TicketRow:
    """A new ticket with the report's text as its first message, in status `new`; it waits for the desk.

    `source` as the table's. A known issue that the report names, and that there is, is linked.
    """
    connection, now = transaction.connection, transaction.now
    issue = report.known_issue or ""
    fixed_in = known_issues.fixed_in(connection, issue)
    row = connection.execute(
        tickets.insert()
        .values(
            number=next_ticket_number(connection, now),
            uuid=report.uuid,
            installation_id=installation_id,
            kind=report.kind,
            title=title_of(report.text),
            status=TicketStatus.NEW,
            priority=Priority.NORMAL,
            email=report.email,
            locale=report.locale,
            app_id=report.app.id,
            app_name=report.app.name,
            app_version=report.app.version,
            created_at=now,
            updated_at=now,
            changed=0,
            source=source,
            error_code=report.error_code or "",
            article=report.article or "",
            known_issue_id=None if fixed_in is None else issue,
            fixed_in=fixed_in or "",
            **accounts.for_ticket(transaction, installation_id),
        )
        .returning(tickets)
    ).one()
    record_status(transaction, row, TicketStatus.NEW, "")
    promises.wait(transaction, row.id)
    message = Message(uuid=report.uuid, author=Author.USER, text=report.text, created_at=now)
    add_message(transaction, row, message, report.attachments)
    mail_queue.note(transaction, row, mail_queue.Received())
    return row


def answer(
    transaction: Transaction,
    number: str,
    agent: Agent,
    text: str,
    uuid: UUID | None = None,
    files: Iterable[Attachment] = (),
    status: TicketStatus | None = None,
) -> Message:
    """The agent's message to the user, then `status`; without one, a `new` ticket becomes `acknowledged`.

    `uuid`: default a new one. `files` were kept before, by `agent_files.keep`. Into a merged ticket, it goes
    into that which it goes on as. The desk owes no answer then.
    Raises HelpError: NOT_FOUND, ERASED, TEXT_EMPTY (neither words nor files), BLOB_UNKNOWN, BAD_REQUEST
    (status `merged`).
    """
    files, connection = tuple(files), transaction.connection
    if not has_words(text) and not files:
        raise HelpError(Problem.TEXT_EMPTY)
    row = goes_on_as(connection, row_to_write(connection, number))
    for file in files:
        if size_of(connection, row.installation_id, file.sha256) != file.size:
            raise HelpError(Problem.BLOB_UNKNOWN, f"no blob {file.sha256} of {file.size} bytes")
    message = Message(
        uuid=uuid or uuid4(),
        author=Author.AGENT,
        author_name=agent.name,
        text=text,
        created_at=transaction.now,
        attachments=files,
    )
    add_message(transaction, row, message, files)
    mail_queue.note(transaction, row, mail_queue.Answered(message.uuid))
    if row.answered_at is None:
        set_values(transaction, row, answered_at=transaction.now)
    if status is not None:
        edit(transaction, row.number, agent, DeskPatch(status=status))
    elif row.status == TicketStatus.NEW:
        move(transaction, row, TicketStatus.ACKNOWLEDGED, agent.name)
    promises.clear(transaction, row.id)
    return message


def edit(transaction: Transaction, number: str, agent: Agent, patch: DeskPatch) -> None:
    """Apply `patch`. Solved with a `fixed_in`, the user is told of the version, and later of a correction.

    Raises HelpError: NOT_FOUND (known issue too), ERASED, AGENT_UNKNOWN (assignee), MERGE_REFUSED (it was
    merged, and has no other status any more), BAD_REQUEST (status `merged`, a tag that cannot be).
    """
    row = row_to_write(transaction.connection, number)
    _hand_over(transaction, row, agent, patch)
    if isinstance(patch.tags, tuple):
        kept = tags.tidy(patch.tags)
        if kept != tags.of_ticket(transaction.connection, row.id):
            tags.put(transaction, row.id, kept)
            events.record(transaction, row.id, What.TAGS, ", ".join(kept), agent.name)
    fixed_in = _link(transaction, row, agent, patch)
    status = patch.status if isinstance(patch.status, TicketStatus) else TicketStatus(row.status)
    if status != row.status and status == TicketStatus.MERGED:
        raise HelpError(Problem.BAD_REQUEST, "a ticket becomes merged by merging it into another")
    if status != row.status and row.status == TicketStatus.MERGED:
        raise HelpError(Problem.MERGE_REFUSED, f"{number} is merged for good")
    move(transaction, row, fixes.tell(transaction, row, fixed_in, status), agent.name)


def _hand_over(transaction: Transaction, row: TicketRow, agent: Agent, patch: DeskPatch) -> None:
    """Priority and assignee."""
    connection = transaction.connection
    if isinstance(patch.priority, Priority) and patch.priority != row.priority:
        set_values(transaction, row, priority=patch.priority)
        events.record(transaction, row.id, What.PRIORITY, patch.priority, agent.name)
    if patch.assignee is None or isinstance(patch.assignee, str):
        assignee = None if patch.assignee is None else agent_named(connection, patch.assignee)
        if (assignee.id if assignee else None) != row.assignee_id:
            set_values(transaction, row, assignee_id=assignee.id if assignee else None)
            events.record(transaction, row.id, What.ASSIGNEE, assignee.name if assignee else "", agent.name)


def _link(transaction: Transaction, row: TicketRow, agent: Agent, patch: DeskPatch) -> str:
    """Known issue and version with the fix, which is the issue's unless named; returns the latter."""
    fixed_in: str = row.fixed_in
    if isinstance(patch.known_issue, str) or patch.known_issue is None:
        issue = patch.known_issue or None
        if issue != row.known_issue_id:
            known = known_issues.fixed_in(transaction.connection, issue) if issue else ""
            if known is None:
                raise HelpError(Problem.NOT_FOUND, f"no known issue {issue!r}")
            fixed_in = known
            set_values(transaction, row, known_issue_id=issue)
            events.record(transaction, row.id, What.KNOWN_ISSUE, issue or "", agent.name)
            touch(transaction, row)
            transaction.announces = True
    if isinstance(patch.fixed_in, str):
        fixed_in = patch.fixed_in.strip()
    if fixed_in != row.fixed_in:
        fixes.set_fixed_in(transaction, row, fixed_in, agent.name)
    return fixed_in
