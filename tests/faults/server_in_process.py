"""The server's own functions on a real database, called without HTTP; its answers get lost when told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Receipt
from helppanel.contract.ticket import (
    DeskPatch,
    Installation,
    InstallationRequest,
    SyncAnswer,
    TicketStatus,
)
from helppanel.delivery.courier import SendError
from helppanel.server.agents import agent_named
from helppanel.server.blob_rights import named_sizes, record_arrival
from helppanel.server.blobs import BlobFolder
from helppanel.server.database import Transaction, open_database
from helppanel.server.installations import Caller, Callers, add_installation
from helppanel.server.intake import accept_reply, accept_report
from helppanel.server.ratings import accept_rating
from helppanel.server.reopenings import accept_reopening
from helppanel.server.service_file import open_service
from helppanel.server.sync import news
from helppanel.server.tickets import answer, edit
from tests.delivery.fake_server import FakeServer

T = TypeVar("T")


class Loss(StrEnum):
    """What happens to a call."""

    NONE = "none"
    BEFORE = "lost on the way"
    AFTER = "its answer is lost"
    TWICE = "arrives twice"
    DEATH_BEFORE = "the client dies before it"
    DEATH_AFTER = "the client dies after it"


class Died(BaseException):
    """The client's process ended here."""


class RealServer:
    """All that it keeps lies in `folder`; an agent called 周予 is there."""

    def __init__(self, folder: Path) -> None:
        self.database = open_database(folder)
        self.blobs = BlobFolder(folder / "blobs")
        self.service = open_service(folder)
        self.callers = Callers(self.database.raw())
        self._folder = folder

    def write(self, op: Callable[[Transaction], T]) -> T:
        """One transaction."""
        with self.database.writing() as transaction:
            return op(transaction)

    def agent_answers(self, number: str, uuid: UUID) -> None:
        """An agent writes into the ticket."""
        self.write(lambda write: answer(write, number, agent_named(write.connection, "周予"), "好", uuid))

    def agent_solves(self, number: str) -> None:
        """An agent takes it for done."""
        patch = DeskPatch(status=TicketStatus.SOLVED)
        self.write(lambda write: edit(write, number, agent_named(write.connection, "周予"), patch))

    def take_blob(self, caller: Caller, sha256: str, content: bytes) -> None:
        """Keep a file that a manifest names."""
        with self.database.reading() as connection:
            if len(content) not in named_sizes(connection, caller.id, sha256):
                raise SendError(Problem.BLOB_UNKNOWN)
        part = self._folder / "part"
        part.write_bytes(content)
        self.blobs.adopt(part, sha256)
        self.write(lambda write: record_arrival(write, caller.id, sha256, len(content)))

    def column(self, sql: str) -> list[object]:
        """The first column of a query."""
        with closing(self.database.raw()) as connection:
            return [row[0] for row in connection.execute(sql)]

    def close(self) -> None:
        """Close the database."""
        self.callers.close()
        self.database.close()


class Wire(FakeServer):
    """A client's way to it: a `Sender` whose next call meets `loss`."""

    def __init__(self, server: RealServer) -> None:
        super().__init__()
        self._server = server
        self.loss = Loss.NONE

    def register(self, request: InstallationRequest) -> Installation:
        return self._call(lambda: self._server.write(lambda write: add_installation(write, request)))

    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt:
        caller = self._caller()
        return self._call(
            lambda: self._server.write(
                lambda write: accept_report(write, caller.id, uuid, manifest, Limits()).receipt
            )
        )

    def put_reply(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt:
        caller = self._caller()
        return self._call(
            lambda: self._server.write(
                lambda write: accept_reply(write, caller.id, ticket, uuid, manifest, Limits()).receipt
            )
        )

    def put_rating(self, ticket: str, manifest: bytes) -> Receipt:
        caller = self._caller()
        return self._call(
            lambda: self._server.write(
                lambda write: accept_rating(write, caller.id, ticket, manifest, Limits()).receipt
            )
        )

    def put_reopening(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt:
        caller = self._caller()
        return self._call(
            lambda: self._server.write(
                lambda write: accept_reopening(write, caller.id, ticket, uuid, manifest, Limits()).receipt
            )
        )

    def put_blob(self, sha256: str, path: Path) -> None:
        caller = self._caller()
        self._call(lambda: self._server.take_blob(caller, sha256, path.read_bytes()))

    def sync(self, cursor: str, wait: int, heard: int = 0) -> SyncAnswer | None:
        caller = self._caller()

        def ask() -> SyncAnswer:
            with self._server.database.reading() as connection:
                return news(connection, caller.id, cursor, self._server.service, heard)

        return self._call(ask)

    def _caller(self) -> Caller:
        caller = self._server.callers.look_up(self.token or "")
        if caller is None:
            raise SendError(Problem.UNAUTHORIZED, reached=False)
        return caller

    def _call(self, op: Callable[[], T]) -> T:
        loss, self.loss = self.loss, Loss.NONE
        if loss is Loss.BEFORE:
            raise SendError(Problem.OFFLINE, reached=False)
        if loss is Loss.DEATH_BEFORE:
            raise Died
        try:
            done = op()
            if loss is Loss.TWICE:
                done = op()
        except HelpError as error:
            raise SendError(error.code, error.detail) from error
        if loss is Loss.AFTER:
            raise SendError(Problem.TIMEOUT)
        if loss is Loss.DEATH_AFTER:
            raise Died
        return done
