"""The inbox: what the server told us, kept in one transaction with the cursor that it answers."""

from __future__ import annotations

import sqlite3
import time
from uuid import UUID

import msgspec

from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.service_info import decode as decode_service_info
from helppanel.contract.ticket import OPEN_STATUSES, Author, Installation, Message, SyncAnswer, Ticket
from helppanel.delivery.database import Database, put_meta
from helppanel.delivery.retry import RETRY_AFTER_CAP
from helppanel.delivery.shown_again import forget_heard, heard_name, show_again

SERVICE_AT = "service_at"  # when the service info was last asked for, in seconds since 1970
SYNCED_AT = "synced_at"  # when the server last answered a sync, in seconds since 1970
_ticket = msgspec.json.Decoder(Ticket)
_message = msgspec.json.Decoder(Message)
_installation = msgspec.json.Decoder(Installation)


class Inbox:
    """Tickets, messages, service info and who we are to the server.

    `server` tells servers apart: the token of one is never shown to another.
    """

    def __init__(self, database: Database, server: str = "") -> None:
        self._database = database
        self._server = server
        self._me = f"installation {server}"
        self._place = f"cursor {server}"
        self._held = f"held {server}"

    def installation(self) -> Installation | None:
        """Who we are; None before the first delivery."""
        raw = self._database.meta(self._me)
        return None if raw is None else _installation.decode(raw)

    def keep_installation(self, made: Installation) -> Installation:
        """Keep it unless another instance of the host was faster; returns the one that counts."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)",
                (self._me, msgspec.json.encode(made).decode()),
            )
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (self._me,)).fetchone()
        return _installation.decode(row["value"])

    def drop_installation(self, token: str) -> None:
        """The server no longer knows `token`: begin anew, unless that has happened already.

        Whatever it acknowledged under it is shown to it again.
        """
        with self._database.transaction() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (self._me,)).fetchone()
            if row is not None and _installation.decode(row["value"]).token == token:
                put_meta(connection, self._me, None)
                put_meta(connection, self._place, None)
                put_meta(connection, heard_name(self._server), None)
                show_again(connection, self._server)

    def cursor(self) -> str:
        """Where the next `sync` begins."""
        return self._database.meta(self._place) or "0"

    def heard(self) -> int:
        """The newest change that receipts told of since the last `sync`; 0 for none."""
        return int(self._database.meta(heard_name(self._server)) or 0)

    def keep(self, answer: SyncAnswer, of: Installation, heard: int = 0) -> None:
        """Keep the tickets, the new messages and the cursor together, unless `of` is no longer us.

        `heard` is what the server was told beside the cursor. What it lost is shown to it again.
        """
        with self._database.transaction() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (self._me,)).fetchone()
            if row is None or _installation.decode(row["value"]).token != of.token:
                return
            for ticket in answer.tickets:
                if not _is_here(connection, ticket):
                    continue
                bare = msgspec.structs.replace(ticket, messages=())
                connection.execute(
                    "INSERT OR REPLACE INTO tickets (uuid, number, ticket) VALUES (?, ?, ?)",
                    (str(ticket.uuid), ticket.number, msgspec.json.encode(bare)),
                )
                connection.executemany(
                    "INSERT OR IGNORE INTO messages (uuid, number, message, unread) VALUES (?, ?, ?, ?)",
                    [
                        (str(m.uuid), ticket.number, msgspec.json.encode(m), m.author is not Author.USER)
                        for m in ticket.messages
                    ],
                )
            if answer.restored:
                known = {str(said.uuid) for ticket in answer.tickets for said in ticket.messages}
                show_again(connection, self._server, known)
            forget_heard(connection, self._server, heard)
            put_meta(connection, self._place, answer.cursor)
            # The cursor counts the service info as told: it is due from now on until it has been fetched.
            etag = connection.execute("SELECT value FROM meta WHERE name = 'service_etag'").fetchone()
            if etag is None or etag["value"].strip('"') != answer.service:
                put_meta(connection, SERVICE_AT, None)

    def hold(self, seconds: float) -> None:
        """The server asked not to be called for so long, by any instance of the host."""
        self._database.set_meta(self._held, repr(time.time() + seconds))

    def held(self) -> float:
        """Seconds until the server may be called again; 0 where it did not ask for patience."""
        left = float(self._database.meta(self._held) or 0) - time.time()
        # More than can be asked for: the clock was put back.
        return left if 0 < left <= RETRY_AFTER_CAP else 0.0

    def tickets(self) -> dict[UUID, Ticket]:
        """All tickets, without their messages, by the UUID of their report."""
        found = [_ticket.decode(row["ticket"]) for row in self._database.rows("SELECT ticket FROM tickets")]
        return {ticket.uuid: ticket for ticket in found}

    def messages(self) -> dict[str, list[tuple[Message, bool]]]:
        """All messages with whether they are unread, by ticket number."""
        found: dict[str, list[tuple[Message, bool]]] = {}
        for row in self._database.rows("SELECT number, message, unread FROM messages"):
            found.setdefault(row["number"], []).append((_message.decode(row["message"]), bool(row["unread"])))
        return found

    def unread(self) -> int:
        """How many messages are unread."""
        return int(self._database.rows("SELECT count(*) AS n FROM messages WHERE unread")[0]["n"])

    def mark_read(self, uuid: UUID) -> bool:
        """Mark a report's messages read; whether any was unread."""
        with self._database.transaction() as connection:
            done = connection.execute(
                "UPDATE messages SET unread = 0 WHERE unread AND number ="
                " (SELECT number FROM tickets WHERE uuid = ?)",
                (str(uuid),),
            )
            return done.rowcount > 0

    def has_open_ticket(self) -> bool:
        """Whether any ticket still waits for somebody."""
        return any(ticket.status in OPEN_STATUSES for ticket in self.tickets().values())

    def service_info(self) -> ServiceInfo | None:
        """What the server published when it was last asked."""
        raw = self._database.meta("service_info")
        return None if raw is None else decode_service_info(raw.encode())

    def service_etag(self) -> str | None:
        """The ETag of `service_info`."""
        return self._database.meta("service_etag")

    def keep_service_info(self, raw: bytes, etag: str) -> None:
        """Keep service info with its ETag."""
        with self._database.transaction() as connection:
            put_meta(connection, "service_info", raw.decode())
            put_meta(connection, "service_etag", etag)


def _is_here(connection: sqlite3.Connection, ticket: Ticket) -> bool:
    """Whether its report is: one that the user deleted here has no place to show news in."""
    report = connection.execute(
        "SELECT 1 FROM parcels WHERE uuid = ? AND taken_back_at IS NULL", (str(ticket.uuid),)
    )
    return report.fetchone() is not None
