"""删除我的数据: asked for here, confirmed by the server, done here too; the wish survives all that fails.

While it waits nothing else leaves, but what came to the server by hand: the server must first learn whose
that is, or it could not be erased with the rest.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.erasure import Erasure
from helppanel.contract.problems import Problem
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database, put_meta
from helppanel.delivery.ledger import forget, remove_blobs
from helppanel.delivery.members import account_name
from helppanel.delivery.shown_again import heard_name
from helppanel.delivery.slots import REPLIES

_JUMP = 3600.0  # as of the outbox: a due time further ahead means that the clock was put back
# Of `parcels`: that it came to the server as a file, and the server was not yet shown whose it is.
BY_HAND = "(by_hand = 1 AND number IS NOT NULL AND state != 'refused')"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The wish. Times are seconds since the epoch; `tokens` those under which the server was asked so far."""

    uuid: UUID
    asked_at: float
    next_try: float
    attempts: int = 0
    tokens: tuple[str, ...] = ()
    problem: Problem | None = None


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """The last one that was done: `at` here, `here` parcels; None as `erasure`: the server had nothing."""

    at: float
    here: int
    erasure: Erasure | None = None


class Erasing:
    """Over one database, for one server."""

    def __init__(self, database: Database, blobs: BlobStore, server: str, clock: Callable[[], float]) -> None:
        self._database = database
        self._blobs = blobs
        self._server = server
        self._clock = clock
        self.name = f"erase {server}"  # of the wish in `meta`
        self._done = f"erased {server}"

    def ask(self) -> None:
        """Remember the wish, durably; a second one is the first."""
        now = self._clock()
        wish = Asked(uuid=uuid4(), asked_at=now, next_try=now)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)",
                (self.name, msgspec.json.encode(wish).decode()),
            )

    def take_back(self) -> None:
        """Forget the wish. What the server may have done by then it has done."""
        self._database.set_meta(self.name, None)

    def asked(self) -> Asked | None:
        """The wish that waits."""
        raw = self._database.meta(self.name)
        return None if raw is None else msgspec.json.decode(raw, type=Asked)

    def confirmed(self) -> Confirmed | None:
        """What was done last."""
        raw = self._database.meta(self._done)
        return None if raw is None else msgspec.json.decode(raw, type=Confirmed)

    def due_in(self) -> float | None:
        """Seconds until the server is to be asked; None where nothing is wished, or others come first."""
        wish = self.asked()
        if wish is None or self._database.rows(f"SELECT 1 FROM parcels WHERE {BY_HAND} LIMIT 1"):  # noqa: S608  constant
            return None
        rest = wish.next_try - self._clock()
        return rest if 0 < rest < _JUMP else 0.0

    def begin(self, token: str | None) -> Asked | None:
        """Note durably under which token the server will be asked, before it is: its answer may be lost."""
        wish = self.asked()
        if wish is not None:
            tokens = dict.fromkeys((*wish.tokens, token) if token is not None else wish.tokens)
            wish = msgspec.structs.replace(wish, tokens=tuple(tokens), attempts=wish.attempts + 1)
            self._keep(wish)
        return wish

    def fail(self, problem: Problem, after: float) -> None:
        """Ask again in `after` seconds."""
        wish = self.asked()
        if wish is not None:
            self._keep(msgspec.structs.replace(wish, problem=problem, next_try=self._clock() + after))

    def nudge(self, problems: Collection[Problem]) -> None:
        """Ask now, if one of `problems` is why it waits."""
        wish = self.asked()
        if wish is not None and wish.problem in problems:
            self._keep(msgspec.structs.replace(wish, next_try=self._clock()))

    def finish(self, erasure: Erasure | None) -> None:
        """The server has done it: delete here what left for it, and what it answered, and who we were to it.

        Replies that wait go with their tickets, and what may have left without a receipt. All else that waits
        stays, and leaves under a new name.
        """
        shutil.rmtree(self._database.folder / "fetched", ignore_errors=True)  # attachments of answers
        with self._database.transaction() as connection:
            left = connection.execute(
                "SELECT uuid, number FROM parcels"
                " WHERE (left_at IS NOT NULL OR (touched AND handed_at IS NULL))"
                " AND coalesce(server, ?) = ?",
                (self._server, self._server),
            ).fetchall()
            uuids = [row["uuid"] for row in left]
            for row in left:
                waiting = connection.execute("SELECT uuid FROM parcels WHERE ticket = ?", (row["number"],))
                uuids += [reply["uuid"] for reply in waiting if reply["uuid"] not in uuids]
            blobs = forget(connection, uuids)
            for uuid in uuids:
                shutil.rmtree(self._database.folder / REPLIES / uuid, ignore_errors=True)
            for name in (
                f"installation {self._server}",
                f"cursor {self._server}",
                heard_name(self._server),
                account_name(self._server),
                self.name,
            ):
                put_meta(connection, name, None)
            done = Confirmed(at=self._clock(), here=len(uuids), erasure=erasure)
            put_meta(connection, self._done, msgspec.json.encode(done).decode())
        remove_blobs(self._database, self._blobs, blobs)

    def _keep(self, wish: Asked) -> None:
        """Unless it was taken back meanwhile."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE meta SET value = ? WHERE name = ?",
                (msgspec.json.encode(wish).decode(), self.name),
            )
