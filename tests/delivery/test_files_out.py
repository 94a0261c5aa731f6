"""The courier between words and files: what goes first, what is left out, what is tried once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.courier import Out, Outcome
from helppanel.delivery.sender import SendError
from helppanel.delivery.uploads import WHOLE
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer

Make = Callable[..., Parcel]
INTRODUCTION = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")


class Server(FakeServer):
    """Calls `meanwhile` when a piece has arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Iterator[Callable[[], object]] = iter(())

    def upload_piece(self, url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        arrived = super().upload_piece(url, offset, piece, tell)
        for act in self.meanwhile:
            act()
            break
        return arrived


def big() -> bytes:
    """A file that goes in pieces."""
    return uuid4().bytes + bytes(3 * WHOLE)


def out(
    client: Client,
    server: FakeServer,
    told: list[tuple[UUID, int, int]] | None = None,
    on_heard: Callable[[], None] = lambda: None,
) -> Out:
    heard = told if told is not None else []
    return Out(
        client.outbox,
        client.inbox,
        server,
        INTRODUCTION,
        lambda _uuid: None,
        on_progress=lambda uuid, done, total: heard.append((uuid, done, total)),
        on_heard=on_heard,
    )


def through(courier: Out) -> list[Outcome]:
    """Steps until nothing is due."""
    outcomes = []
    while (outcome := courier.step()).worked:
        outcomes.append(outcome)
    return outcomes


def state(client: Client, parcel: Parcel) -> ParcelState:
    return client.conversations.one(parcel.uuid).state


def test_words_go_before_files(client: Client, parcel: Make) -> None:
    """While a large file is being sent a new parcel's words leave after the next piece; then it goes on."""
    server, large, late = Server(), parcel("large", files=(big(),)), parcel("late")
    client.outbox.put(large)
    server.meanwhile = iter([lambda: client.outbox.put(late)])

    outcomes = through(out(client, server))

    assert [call.split()[0] for call in server.calls][1:5] == [
        *("put_report", "create_upload", "upload_piece", "put_report"),
    ]
    assert [outcome.more for outcome in outcomes] == [True, False, False]
    assert {state(client, each) for each in (large, late)} == {ParcelState.DELIVERED}
    assert sum(call.startswith("create_upload") for call in server.calls) == 1


def test_a_server_that_answers_is_heard_of_while_a_file_is_under_way(client: Client, parcel: Make) -> None:
    """The words and each piece say that the way is open, long before the step with the file ends."""
    server, sent = Server(), parcel(files=(big(), b"small"))
    client.outbox.put(sent)
    at: list[int] = []

    out(client, server, on_heard=lambda: at.append(len(server.calls))).step()

    named = [server.calls[number - 1].split()[0] for number in at]
    assert named[:3] == ["put_report", "put_blob", "create_upload"]
    assert named[3:] == ["upload_piece"] * (len(named) - 3)
    assert len(named) > 4


def test_words_of_all_go_before_files_of_any(client: Client, parcel: Make) -> None:
    """Of two parcels with files both words are there before the first file, and small files before large."""
    server = FakeServer()
    for text in ("one", "two"):
        client.outbox.put(parcel(text, files=(big(), text.encode())))
    through(out(client, server))
    calls = [call.split()[0] for call in server.calls]
    assert calls[:5] == ["register", "put_report", "put_report", "put_blob", "create_upload"]


def test_an_upload_survives_the_process(client: Client, parcel: Make) -> None:
    """Another process goes on with the upload of one that was cut; no byte that arrived leaves again."""
    server, sent = FakeServer(), parcel(files=(big(),))
    client.outbox.put(sent)
    server.swallow = 1000
    setattr(server, "upload_offset", refused)  # noqa: B010  mypy forbids the assignment
    assert out(client, server).step().error is not None
    delattr(server, "upload_offset")
    client.outbox.release()
    client.clock.now += 3600

    other = client.again()
    through(out(other, server))

    assert state(other, sent) is ParcelState.DELIVERED
    assert any(call.startswith("upload_piece 1000 ") for call in server.calls)
    assert sum(call.startswith("create_upload") for call in server.calls) == 1
    other.database.close()


def refused(_: str) -> int | None:
    raise SendError(Problem.OFFLINE)


def test_a_stopped_file_is_left_out(client: Client, parcel: Make) -> None:
    """A file the user stops before or while it leaves stays here; the server is told, the rest is sent."""
    server, sent = Server(), parcel(files=(big(), big() + b"x", b"small"))
    first, second = [sha for sha, path in sent.blobs.items() if path.stat().st_size > WHOLE]
    client.outbox.put(sent)
    client.outbox.uploads.withdraw(sent.uuid, first)
    server.meanwhile = iter([lambda: client.outbox.uploads.withdraw(sent.uuid, second)])

    through(out(client, server))

    assert server.withdrawn == [(None, sent.uuid, first), (None, sent.uuid, second)]
    assert list(server.blobs.values()) == [b"small"]
    assert state(client, sent) is ParcelState.DELIVERED


def test_a_conversation_says_which_files_are_not_there(client: Client, parcel: Make) -> None:
    """Before and after a file is stopped the thread tells what has still to leave from what will not."""
    sent = parcel(files=(b"one", b"two"))
    first, second = sent.blobs
    client.outbox.put(sent)

    def shown() -> tuple[set[str], set[str]]:
        (entry,) = client.conversations.one(sent.uuid).entries
        return set(entry.unsent), set(entry.withdrawn)

    assert shown() == ({first, second}, set())
    client.outbox.uploads.withdraw(sent.uuid, second)
    assert shown() == ({first}, {second})
    through(out(client, FakeServer()))
    assert shown() == (set(), {second})


def test_only_what_has_not_arrived_can_be_stopped(client: Client, parcel: Make) -> None:
    """A file that is there, and one nobody knows, cannot be stopped."""
    sent = parcel(files=(b"one",))
    client.outbox.put(sent)
    through(out(client, FakeServer()))
    for sha256, code in ((*sent.blobs, Problem.MAYBE_SENT), ("0" * 64, Problem.NOT_FOUND)):
        with pytest.raises(HelpError) as caught:
            client.outbox.uploads.withdraw(sent.uuid, sha256)
        assert caught.value.code is code


def test_stopping_the_file_that_was_refused_frees_the_rest(client: Client, parcel: Make) -> None:
    """A parcel whose words arrived and whose file was refused is delivered once that file is stopped."""
    server, sent = FakeServer(), parcel(files=(b"one",))
    [sha256] = sent.blobs
    client.outbox.put(sent)

    def too_large(sha256: str, path: Path) -> None:
        raise SendError(Problem.TOO_LARGE)

    setattr(server, "put_blob", too_large)  # noqa: B010
    through(out(client, server))
    assert state(client, sent) is ParcelState.REFUSED
    client.outbox.uploads.withdraw(sent.uuid, sha256)
    through(out(client, server))
    assert state(client, sent) is ParcelState.DELIVERED
    assert server.withdrawn == [(None, sent.uuid, sha256)]


@pytest.mark.parametrize("times", [1, 2])
def test_other_bytes_at_the_server_are_sent_once_more(client: Client, parcel: Make, times: int) -> None:
    """What was spoiled on the way is sent again from its start, once; then the parcel is refused."""
    server, sent = FakeServer(), parcel(files=(b"one",))
    client.outbox.put(sent)
    left = iter([SendError(Problem.BLOB_MISMATCH)] * times)
    original = server.put_blob

    def spoiling(sha256: str, path: Path) -> None:
        for error in left:
            raise error
        original(sha256, path)

    setattr(server, "put_blob", spoiling)  # noqa: B010
    through(out(client, server))

    row = client.conversations.one(sent.uuid)
    assert row.state is (ParcelState.DELIVERED if times == 1 else ParcelState.REFUSED)
    assert row.problem is (None if times == 1 else Problem.BLOB_MISMATCH)


def test_a_file_that_changed_on_this_machine_says_so(client: Client, parcel: Make) -> None:
    """When our copy is not what it was, that is the problem, not the server's."""
    server, sent = FakeServer(), parcel(files=(b"one",))
    client.outbox.put(sent)
    (sha256,) = sent.blobs
    client.outbox.blobs.path(sha256).write_bytes(b"two")
    error = SendError(Problem.BLOB_MISMATCH)

    def refusing(*_: object) -> None:
        raise error

    setattr(server, "put_blob", refusing)  # noqa: B010
    through(out(client, server))

    row = client.conversations.one(sent.uuid)
    assert (row.state, row.problem) == (ParcelState.REFUSED, Problem.FILE_UNREADABLE)


class Flaky(FakeServer):
    """Each piece brings a little and breaks; the call after that finds no way either."""

    def __init__(self) -> None:
        super().__init__()
        self.is_down = False

    def upload_piece(self, url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        self.swallow, self.is_down = 1000, True
        return super().upload_piece(url, offset, piece, tell)

    def upload_offset(self, url: str) -> int | None:
        if self.is_down:
            self.is_down = False
            raise SendError(Problem.OFFLINE)
        return super().upload_offset(url)


def test_failures_count_anew_after_progress(client: Client, parcel: Make) -> None:
    """A link that lets something through each time is tried again soon, however often it breaks."""
    server, sent = Flaky(), parcel(files=(big(),))
    client.outbox.put(sent)
    courier = out(client, server)
    for _ in range(10):
        server.fail = SendError(Problem.OFFLINE)
        courier.step()
        client.clock.now += 3600
    courier.step()  # nobody can tell yet whether that brought anything
    client.clock.now += 3600
    for _ in range(11):
        assert courier.step().error is not None
        client.clock.now += 4
    (kept,) = server.uploads.values()
    assert len(kept) == 12_000


def test_progress_is_of_the_whole_parcel(client: Client, parcel: Make) -> None:
    """What is told counts all files of the parcel, and ends with all of their bytes."""
    told: list[tuple[UUID, int, int]] = []
    sent = parcel(files=(big(), big()))
    client.outbox.put(sent)
    through(out(client, FakeServer(), told))
    total = sum(path.stat().st_size for path in sent.blobs.values())
    assert {(uuid, of) for uuid, _, of in told} == {(sent.uuid, total)}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1] == total


def test_files_of_a_former_installation_arrive(client: Client, parcel: Make) -> None:
    """Where the installation changed after the words had left, they are sent again and the files follow."""
    server, sent = FakeServer(), parcel(files=(b"one",))
    client.outbox.put(sent)
    answers = iter([SendError(Problem.TIMEOUT), SendError(Problem.BLOB_UNKNOWN)])
    original = server.put_blob

    def failing(sha256: str, path: Path) -> None:
        for error in answers:
            raise error
        original(sha256, path)

    setattr(server, "put_blob", failing)  # noqa: B010
    courier = out(client, server)
    courier.step()
    client.clock.now += 3600
    through(courier)
    assert state(client, sent) is ParcelState.DELIVERED
    assert server.calls.count("put_report") == 2
