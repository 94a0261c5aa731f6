"""One life of the client: the real service without a window, until it has ended, or been killed."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import msgspec

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, Reply
from helppanel.policy import Policy
from helppanel.service import HelpService
from tests.faults import clock, mutants
from tests.faults.diary import Diary
from tests.faults.fuse import Fuse
from tests.faults.messages import APP, Writing, parcel, write_files, writing
from tests.faults.room_left import leave

_GLANCE = 0.3  # seconds between two looks at what is left to do


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a life is to do.

    `home` holds the client's data folder, `diary` what it says of itself; `numbers` are the messages to
    write; `point` and `nth` say where it dies; `jumps` are the clock's leads in seconds, the second from the
    middle on; `largest` bounds the files it can write, in bytes, until somebody lifts that; `seconds` is how
    long it stays at most: till nothing waits to be sent, or `to_the_end`, till the latest news are here, too.
    """

    home: Path
    diary: Path
    url: str
    seed: int
    numbers: tuple[int, ...] = ()
    point: str = ""
    nth: int = 1
    jumps: tuple[float, float] = (0.0, 0.0)
    largest: int | None = None
    seconds: float = 10.0
    to_the_end: bool = False
    attention: Attention = Attention.HIDDEN
    mutant: str = ""


def live(plan: Plan) -> None:
    """Live it. Returns when everything is settled or the time is over."""
    os.dup2(os.open(plan.diary.with_suffix(".err"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
    diary = Diary(plan.diary)
    mutants.apply_to_client(plan.mutant)
    if plan.point:
        Fuse(plan.point, plan.nth, lambda point: diary.say("killed", point=point)).arm()
    clock.put(plan.jumps[0])
    if plan.largest is not None:
        for number in plan.numbers:  # what a user wants to attach was there before the disk was full
            write_files(_files(plan), plan.seed, writing(plan.seed, number))
        leave(os.getpid(), plan.largest)
    _Life(plan, diary).run()


class _Life:
    def __init__(self, plan: Plan, diary: Diary) -> None:
        self._plan = plan
        self._diary = diary
        self._data = plan.home / "data"
        config = HelpConfig(
            app_name=APP.name, app_version=APP.version, app_id=APP.id, server=plan.url, data_dir=self._data
        )
        self._service = HelpService(config, policy=Policy())
        self._form_is_empty = False
        self._until = time.monotonic() + plan.seconds

    def run(self) -> None:
        """Write, carry, mend what was refused, and end."""
        service = self._service
        service.start()
        service.attend(self._plan.attention)
        left = list(self._plan.numbers)
        self._write(left[: len(left) // 2 + 1], left)
        clock.put(self._plan.jumps[1])
        self._write(list(left), left)
        service.attend(Attention.HIDDEN)  # else a held call would count as news that are on their way
        while time.monotonic() < self._until and not self._settled(left):
            pass
        self._diary.say("closing")
        ended = service.close()
        self._diary.say("closed", ended=ended)

    def _settled(self, left: list[int]) -> bool:
        """Look whether all is done, and do what a user would."""
        service = self._service
        self._write(list(left), left)
        try:
            service.retry_now()
            self._rewrite()
            settled = service.wait_settled(min(_GLANCE, max(0.0, self._until - time.monotonic())))
            self._mend_refused()
            if not self._plan.to_the_end:
                settled = not self._rows("SELECT 1 FROM parcels WHERE state NOT IN ('delivered', 'refused')")
        except (HelpError, OSError) as error:  # OSError: no room for a file that is written anew
            self._diary.say("failed", code=getattr(error, "code", Problem.DISK_FULL))
            threading.Event().wait(_GLANCE)
            return False
        return settled and not left

    def _write(self, numbers: list[int], left: list[int]) -> None:
        """Write `numbers` and take from `left` what the user was told is stored."""
        for number in numbers:
            said = writing(self._plan.seed, number)
            try:
                made = self._made(said)
                self._service.submit(made)
            except (HelpError, OSError, sqlite3.Error) as error:
                self._diary.say("not told", number=number, why=str(error))
                return
            self._tell(said, made)
            left.remove(number)

    def _made(self, said: Writing) -> Parcel:
        files = write_files(_files(self._plan), self._plan.seed, said)
        return parcel(said, files, self._a_ticket(said) if said.is_reply else None)

    def _tell(self, said: Writing, made: Parcel) -> None:
        files = {sha256: path.stat().st_size for sha256, path in made.blobs.items()}
        self._diary.say("told", number=said.number, text=said.text, files=files)
        for path in made.blobs.values():
            path.unlink()

    def _a_ticket(self, said: Writing) -> str | None:
        """A ticket to write into; None where there is none yet: the message is a report then."""
        rows: list[tuple[Any, ...]] = []
        with suppress(sqlite3.OperationalError):  # a client that has never opened its database
            rows = self._rows(
                "SELECT number FROM parcels WHERE number != '' AND ticket IS NULL ORDER BY uuid"
            )
        return str(Random(said.number).choice(rows)[0]) if rows else None

    def _rewrite(self) -> None:
        """Send what is in the form: taken back, by this life or one before it, and not sent again."""
        if self._form_is_empty:
            return
        draft = self._service.load_draft()
        if draft is not None:
            self._service.submit(self._service.prepare(draft, (), "zh-CN"))
        self._form_is_empty = True

    def _mend_refused(self) -> None:
        """Send refused reports again as a user would, by the form; write refused replies anew."""
        rows = self._rows(
            "SELECT uuid, ticket, number, problem, manifest FROM parcels"
            " WHERE state = ? AND taken_back_at IS NULL",
            ParcelState.REFUSED,
        )
        for uuid, ticket, number, problem, manifest in rows:
            self._diary.say("refused", uuid=uuid, problem=problem, number=number)
            if number is not None:  # its words arrived; of all other problems the reader says what is missing
                if problem == Problem.TOO_LARGE:
                    self._stop_files(uuid, manifest)
                continue
            if ticket is None:
                self._form_is_empty = False
                self._service.edit_again(UUID(uuid))
                self._rewrite()
            else:
                self._write_again(UUID(uuid), ticket, manifest)

    def _stop_files(self, uuid: str, manifest: bytes) -> None:
        """Do without the files that the server will not take: which of them it was nobody sees from here."""
        text = msgspec.json.decode(manifest, type=_Words).text
        for (sha256,) in self._rows("SELECT sha256 FROM blobs WHERE parcel = ? AND NOT sent", uuid):
            self._diary.say("stopped", text=text, sha256=sha256)
            self._service.stop_file(UUID(uuid), sha256)

    def _write_again(self, refused: UUID, ticket: str, manifest: bytes) -> None:
        """A reply once more, under a UUID that follows from the first: a kill in between doubles nothing."""
        number = int(msgspec.json.decode(manifest, type=Reply).text[1:7])
        said = writing(self._plan.seed, number)
        uuid = UUID(int=Random(refused.int).getrandbits(128), version=4)
        made = parcel(said, write_files(_files(self._plan), self._plan.seed, said), ticket, uuid)
        self._service.submit(made)
        self._service.discard(refused)

    def _rows(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        database = self._data / "outbox.sqlite3"
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, params).fetchall()


class _Words(msgspec.Struct):
    text: str


def _files(plan: Plan) -> Path:
    return plan.home / "files"
