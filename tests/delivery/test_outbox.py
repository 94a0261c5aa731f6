from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import NO_WAY, HelpError, Problem
from helppanel.contract.report import Parcel, Receipt
from helppanel.delivery import outbox as outbox_module
from helppanel.delivery.database import Database
from tests.delivery.conftest import Client

Make = Callable[..., Parcel]


def receipt(parcel: Parcel, *missing: str) -> Receipt:
    return Receipt(uuid=parcel.uuid, number="HP-1", received_at=datetime.now(UTC), missing=missing)


def test_what_was_put_is_claimed_with_the_same_bytes(client: Client, parcel: Make) -> None:
    """The claim holds the manifest's very bytes and names the blobs, which are the outbox's own copies."""
    sent = parcel(files=(b"picture",))
    client.outbox.put(sent)
    for original in sent.blobs.values():
        original.unlink()
    claim = client.outbox.claim()
    assert claim is not None
    assert claim.manifest == sent.manifest
    assert claim.unsent == tuple(sent.blobs)
    assert client.outbox.blobs.path(claim.unsent[0]).read_bytes() == b"picture"


def test_put_twice_is_stored_once(client: Client, parcel: Make) -> None:
    """The same UUID put again makes no second parcel."""
    sent = parcel()
    client.outbox.put(sent)
    client.outbox.put(sent)
    assert len(client.conversations.all()) == 1


def test_other_bytes_under_a_stored_uuid_are_refused(client: Client, parcel: Make) -> None:
    """Words that would vanish behind a parcel with the same UUID are a problem, not a success."""
    sent, other = parcel("A"), parcel("B")
    client.outbox.put(sent)
    with pytest.raises(HelpError) as caught:
        client.outbox.put(Parcel(uuid=sent.uuid, manifest=other.manifest, blobs={}))
    assert caught.value.code is Problem.UUID_CONFLICT
    assert client.outbox.contents(sent.uuid)[0] == sent.manifest


def test_a_changed_file_is_not_stored_under_the_old_hash(client: Client, parcel: Make) -> None:
    """A file that changes between preview and send is refused, and no row is left behind."""
    sent = parcel(files=(b"before",))
    next(iter(sent.blobs.values())).write_bytes(b"after!")
    with pytest.raises(HelpError) as caught:
        client.outbox.put(sent)
    assert caught.value.code is Problem.FILE_UNREADABLE
    assert client.conversations.all() == ()


def test_two_instances_never_claim_the_same_parcel(client: Client, parcel: Make) -> None:
    """While one living instance holds the lease, another finds nothing due."""
    other = client.again()
    try:
        client.outbox.put(parcel())
        assert client.outbox.claim() is not None
        assert other.outbox.claim() is None
    finally:
        other.database.close()


def test_a_dead_process_frees_its_lease_at_once(client: Client, parcel: Make) -> None:
    """A lease held by a process that is gone is void long before it runs out."""
    client.outbox.put(parcel())
    assert client.outbox.claim() is not None
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    owner = f"{child.pid}:{psutil.Process(child.pid).create_time()}:x"
    child.wait()
    with client.database.transaction() as connection:
        connection.execute("UPDATE parcels SET lease_owner = ?", (owner,))
    other = client.again()
    try:
        assert other.outbox.claim() is not None
    finally:
        other.database.close()


def test_a_living_process_with_a_reused_pid_does_not_hold_the_lease(client: Client, parcel: Make) -> None:
    """The pid alone proves nothing: a process that began at another time never took this lease."""
    client.outbox.put(parcel())
    client.outbox.claim()
    with client.database.transaction() as connection:
        connection.execute("UPDATE parcels SET lease_owner = ?", (f"{os.getpid()}:1.0:x",))
    assert client.outbox.claim() is not None


def test_a_lease_runs_out(client: Client, parcel: Make) -> None:
    """An instance that hangs loses its parcel when the lease ends."""
    other = client.again()
    try:
        client.outbox.put(parcel())
        client.outbox.claim()
        client.clock.now += outbox_module.LEASE + 1
        assert other.outbox.claim() is not None
    finally:
        other.database.close()


def test_settle_needs_a_receipt_and_all_blobs(client: Client, parcel: Make) -> None:
    """Nothing becomes delivered without a receipt, or while a blob is missing."""
    sent = parcel(files=(b"one",))
    sha256 = next(iter(sent.blobs))
    client.outbox.put(sent)
    client.outbox.claim()
    with pytest.raises(HelpError):
        client.outbox.settle(sent.uuid)
    client.outbox.keep_receipt(sent.uuid, receipt(sent, sha256))
    assert client.conversations.one(sent.uuid).uploading
    with pytest.raises(HelpError):
        client.outbox.settle(sent.uuid)
    client.outbox.blob_sent(sent.uuid, sha256)
    client.outbox.settle(sent.uuid)
    assert client.conversations.one(sent.uuid).state is ParcelState.DELIVERED


def test_retry_waits_and_nudge_respects_retry_after(client: Client, parcel: Make) -> None:
    """A nudge makes a waiting parcel due now, but never before the moment the server asked for."""
    sent = parcel()
    client.outbox.put(sent)
    client.outbox.claim()
    client.outbox.retry(sent.uuid, Problem.OFFLINE, after=60, asked=0, reached=False)
    assert client.outbox.claim() is None
    client.outbox.nudge()
    assert client.outbox.claim() is not None
    client.outbox.retry(sent.uuid, Problem.RATE_LIMITED, after=60, asked=60, reached=True)
    client.outbox.nudge()
    assert client.outbox.claim() is None
    assert client.outbox.next_due() == pytest.approx(60)
    client.clock.now += 61
    assert client.outbox.claim() is not None


def test_a_nudge_is_for_what_the_way_held_up(client: Client, parcel: Make) -> None:
    """A way that is free again hurries what found none, not what the server itself could not take."""
    held_up, poisoned = parcel("a"), parcel("b")
    for sent, problem in ((held_up, Problem.NAME_NOT_FOUND), (poisoned, Problem.UNAVAILABLE)):
        client.outbox.put(sent)
        client.outbox.claim()
        client.outbox.retry(sent.uuid, problem, after=60, asked=0, reached=True)
    client.outbox.nudge(NO_WAY)
    claim = client.outbox.claim()
    assert claim is not None
    assert claim.uuid == held_up.uuid
    client.outbox.retry(held_up.uuid, Problem.NAME_NOT_FOUND, after=60, asked=0, reached=True)
    assert client.outbox.claim() is None


def test_a_clock_that_was_set_says_nothing_of_patience(client: Client, parcel: Make) -> None:
    """Put back by half an hour, the clock does not hold up for half an hour what was due in a minute."""
    sent = parcel()
    client.outbox.put(sent)
    client.outbox.claim()
    client.outbox.retry(sent.uuid, Problem.OFFLINE, after=60, asked=2, reached=False)
    client.clock.now -= 1800
    client.outbox.nudge(NO_WAY)
    assert client.outbox.claim() is None
    client.outbox.nudge(NO_WAY, anew=True)
    assert client.outbox.claim() is not None


def test_a_clock_put_back_does_not_hold_parcels_for_ever(client: Client, parcel: Make) -> None:
    """A next try that suddenly lies hours ahead is due."""
    sent = parcel()
    client.outbox.put(sent)
    client.outbox.claim()
    client.outbox.retry(sent.uuid, Problem.OFFLINE, after=60, asked=60, reached=False)
    client.clock.now -= 86_400
    assert client.outbox.claim() is not None


def test_a_parcel_that_never_left_can_be_taken_back(client: Client, parcel: Make) -> None:
    """After failures that surely reached nobody the user gets text and files back."""
    sent = parcel(files=(b"one",))
    client.outbox.put(sent)
    client.outbox.claim()
    client.outbox.retry(sent.uuid, Problem.OFFLINE, after=60, asked=0, reached=False)
    manifest, files = client.outbox.contents(sent.uuid)
    client.outbox.withdraw(sent.uuid)
    assert manifest == sent.manifest
    assert [path.read_bytes() for path in files.values()] == [b"one"]
    assert client.outbox.next_due() is None


@pytest.mark.parametrize("later_reached", [True, False])
def test_a_parcel_that_may_have_arrived_cannot_be_taken_back(
    client: Client, parcel: Make, later_reached: bool
) -> None:
    """Once bytes may have arrived, no later certainty makes editing safe: it would become a second ticket."""
    sent = parcel()
    client.outbox.put(sent)
    client.outbox.claim()
    client.outbox.retry(sent.uuid, Problem.TIMEOUT, after=0, asked=0, reached=True)
    client.clock.now += 1
    client.outbox.claim()
    client.outbox.retry(sent.uuid, Problem.OFFLINE, after=0, asked=0, reached=later_reached)
    with pytest.raises(HelpError) as caught:
        client.outbox.withdraw(sent.uuid)
    assert caught.value.code is Problem.MAYBE_SENT


def test_sweep_removes_only_old_files_no_parcel_names(client: Client, parcel: Make) -> None:
    """Orphans go after an hour; fresh ones may belong to another instance's send and stay."""
    sent = parcel(files=(b"named",))
    client.outbox.put(sent)
    old, fresh = client.folder / "blobs" / "old", client.folder / "blobs" / "fresh"
    old.write_bytes(b"x")
    fresh.write_bytes(b"x")
    for file in (old, client.outbox.blobs.path(next(iter(sent.blobs)))):
        os.utime(file, (1, 1))
    client.again().database.close()
    left = {file.name for file in (client.folder / "blobs").iterdir()}
    assert left == {"fresh", *sent.blobs}


def test_a_damaged_database_is_set_aside(tmp_path: Path) -> None:
    """A file that is no database is kept under another name and a new one begun."""
    (tmp_path / "outbox.sqlite3").write_bytes(b"not a database at all" * 100)
    database = Database(tmp_path)
    assert database.set_aside is not None
    assert database.set_aside.read_bytes().startswith(b"not a database")
    assert database.rows("SELECT count(*) AS n FROM parcels")[0]["n"] == 0
    database.close()


def test_what_a_damaged_database_still_holds_is_brought_over(client: Client, parcel: Make) -> None:
    """One ruined page costs at most what was on it: the reports elsewhere are delivered all the same."""
    parcels = [parcel(f"report {number}" + "。" * 1500) for number in range(40)]
    for one in parcels:
        client.outbox.put(one)
    client.database.close()
    file = client.folder / "outbox.sqlite3"
    content = bytearray(file.read_bytes())
    page = int.from_bytes(content[16:18], "big")
    middle = len(content) // page // 2 * page
    content[middle : middle + page] = b"\xff" * page
    file.write_bytes(content)
    again = client.again()
    try:
        assert again.database.set_aside is not None
        assert len(again.conversations.all()) >= 30
        assert again.outbox.claim() is not None
    finally:
        again.database.close()


def test_nobody_else_may_read_the_folder(client: Client) -> None:
    """On systems that know permissions, token and texts are the user's alone."""
    if os.name == "posix":
        assert client.folder.stat().st_mode & 0o077 == 0
        assert (client.folder / "outbox.sqlite3").stat().st_mode & 0o077 == 0


def test_a_future_database_is_left_alone(tmp_path: Path) -> None:
    """A database of a newer version is refused with its own problem, and not touched."""
    connection = sqlite3.connect(tmp_path / "outbox.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(HelpError) as caught:
        Database(tmp_path)
    assert caught.value.code is Problem.DATA_NEWER


def test_a_folder_that_cannot_be_written_is_a_clear_problem(tmp_path: Path) -> None:
    """Where no folder can be made the problem says so."""
    (tmp_path / "file").write_text("")
    with pytest.raises(HelpError) as caught:
        Database(tmp_path / "file" / "data")
    assert caught.value.code is Problem.DATA_UNWRITABLE
