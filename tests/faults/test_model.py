"""Outbox, courier and server against a simple model, in any order of events."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from helppanel.contract.limits import Limits
from helppanel.contract.ticket import Author, InstallationRequest
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.courier import In, Out, SendError
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import LEASE, Outbox
from helppanel.report.judging import prepare_rating, prepare_reopening
from helppanel.server.agents import add_agent
from tests.faults.messages import Writing, parcel
from tests.faults.server_in_process import Died, Loss, RealServer, Wire

_INTRODUCTION = InstallationRequest(app_id="writer", app_version="1", locale="zh-CN")
# Two instances of the app on one folder, and one of somebody else.
_FOLDERS = ("ours", "ours", "theirs")
_MORNING = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
CLIENTS = st.integers(0, len(_FOLDERS) - 1)


class Client:
    """One instance of the app."""

    def __init__(self, folder: Path, wire: Wire, clock: list[float]) -> None:
        self.database = Database(folder)
        self.inbox = Inbox(self.database)
        self.wire = wire
        self.outbox = Outbox(self.database, BlobStore(folder / "blobs"), lambda: clock[0])
        self.out = Out(self.outbox, self.inbox, wire, _INTRODUCTION, lambda _uuid: None, Random(1))
        self.news = In(self.inbox, wire)


class Delivery(RuleBasedStateMachine):
    """The model: what each folder's user was told is stored, and what agents have answered to whom."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="helppanel-model-"))
        self.clock = [1_790_000_000.0]
        self.told: dict[UUID, str] = {}
        self.answers: set[UUID] = set()
        self.rated: dict[str, list[int]] = {}  # by ticket, in the order in which they were given

    @initialize()
    def begin(self) -> None:
        self.server = RealServer(self.root / "server")
        self.server.write(lambda write: add_agent(write, "周予", "correct horse"))
        self.clients = [self._started(place) for place in range(len(_FOLDERS))]
        for who in (0, 2):  # each has a ticket to write into, and to judge
            self.write(who, [], False)
            self.send(who, Loss.NONE)

    @rule(who=CLIENTS, contents=st.lists(st.binary(max_size=3), max_size=2), reply=st.booleans())
    def write(self, who: int, contents: list[bytes], reply: bool) -> None:
        number = len(self.told)
        said = Writing(number, f"m{number}", UUID(int=number + 1, version=4), reply, ())
        files = [self.root / f"{number}-{place}" for place in range(len(contents))]
        for path, content in zip(files, contents, strict=True):
            path.write_bytes(content)
        client = self.clients[who]
        tickets = client.database.rows("SELECT number FROM parcels WHERE number != '' AND ticket IS NULL")
        client.outbox.put(parcel(said, files, tickets[0]["number"] if reply and tickets else None))
        self.told[said.uuid] = _FOLDERS[who]

    @rule(who=CLIENTS, stars=st.integers(1, 5), opens=st.booleans())
    def judge(self, who: int, stars: int, opens: bool) -> None:
        """Of what an agent has just solved: a rating, and why it is not solved after all."""
        outbox = self.clients[who].outbox
        tickets = self.clients[who].database.rows(
            "SELECT number FROM parcels WHERE number != '' AND ticket IS NULL"
        )
        if not tickets:
            return
        number = tickets[0]["number"]
        self.server.agent_solves(number)
        given = self.rated.setdefault(number, [])
        at = _MORNING + timedelta(seconds=len(given))
        made = UUID(int=2**65 + sum(map(len, self.rated.values())), version=4)
        outbox.put(prepare_rating(stars, "", number, uuid=made, now=at, limits=Limits()))
        given.append(stars)
        if opens:
            told = UUID(int=len(self.told) + 1, version=4)
            outbox.put(prepare_reopening(f"m{told}", None, number, uuid=told, now=at, limits=Limits()))
            self.told[told] = _FOLDERS[who]

    @rule(who=CLIENTS, loss=st.sampled_from(Loss))
    def send(self, who: int, loss: Loss) -> None:
        client = self.clients[who]
        client.wire.loss = loss
        try:
            client.out.step()
        except Died:
            self._restart(who)
        client.wire.loss = Loss.NONE

    @rule(who=CLIENTS, loss=st.sampled_from(Loss))
    def read(self, who: int, loss: Loss) -> None:
        client = self.clients[who]
        client.wire.loss = loss
        try:
            client.news.step(0)
        except SendError:
            pass
        except Died:
            self._restart(who)
        client.wire.loss = Loss.NONE

    @precondition(lambda self: self.told)
    @rule(which=st.integers(0, 10))
    def answer(self, which: int) -> None:
        numbers = self.server.column("SELECT number FROM tickets ORDER BY id")
        if numbers:
            uuid = UUID(int=2**64 + len(self.answers), version=4)
            self.server.agent_answers(str(numbers[which % len(numbers)]), uuid)
            self.answers.add(uuid)

    @rule(who=CLIENTS)
    def crash(self, who: int) -> None:
        self._restart(who)

    @rule(seconds=st.sampled_from((1, 10, LEASE + 1, 86_400, -60, -86_400)))
    def jump(self, seconds: float) -> None:
        self.clock[0] += seconds

    @rule(who=CLIENTS)
    def nudge(self, who: int) -> None:
        self.clients[who].outbox.nudge()

    def teardown(self) -> None:
        try:
            if hasattr(self, "clients"):
                self._settle()
                self._compare()
        finally:
            for client in getattr(self, "clients", []):
                client.database.close()
            if hasattr(self, "server"):
                self.server.close()
            shutil.rmtree(self.root)

    def _settle(self) -> None:
        """Nothing goes wrong any more; time passes until nothing is left to do."""
        for _ in range(50):
            self.clock[0] += LEASE + 1
            for client in self.clients:
                client.outbox.nudge()
                while client.out.step().worked:
                    pass
            if all(client.outbox.next_due() is None for client in self.clients):
                break
        else:
            raise AssertionError("the outbox does not end empty")
        for client in self.clients:
            client.news.step(0)

    def _compare(self) -> None:
        wanted = Counter(uuid.hex for uuid in self.told)
        assert Counter(self.server.column("SELECT uuid FROM messages WHERE author = 'user'")) == wanted
        manifests = self.server.column("SELECT uuid FROM manifests")
        assert len(manifests) == len(wanted) + sum(map(len, self.rated.values()))
        assert set(manifests) >= set(wanted)
        stars = "SELECT number || ' ' || stars FROM ratings JOIN tickets ON tickets.id = ticket_id"
        assert sorted(map(str, self.server.column(stars))) == sorted(
            f"{number} {given[-1]}" for number, given in self.rated.items()
        )
        missing = "SELECT a.sha256 FROM attachments a LEFT JOIN blobs b USING (sha256) WHERE b.sha256 IS NULL"
        assert self.server.column(missing) == []
        shown: Counter[UUID] = Counter()
        for client in (self.clients[0], self.clients[2]):
            found = client.database.rows("SELECT state FROM parcels WHERE state != 'delivered'")
            assert found == []
            for messages in client.inbox.messages().values():
                shown.update(message.uuid for message, _ in messages if message.author is Author.AGENT)
        assert shown == Counter(self.answers)

    def _restart(self, who: int) -> None:
        """The process is gone, with what it held; another begins."""
        self.clients[who].database.close()
        self.clients[who] = self._started(who)

    def _started(self, who: int) -> Client:
        return Client(self.root / _FOLDERS[who], Wire(self.server), self.clock)


TestDelivery = Delivery.TestCase
TestDelivery.settings = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
