"""What happens to the database's files behind the program's back."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery.database import Database
from helppanel.delivery.files import FILE_NAME, newest, wal
from tests.delivery.conftest import Client, Clock, make_client

Make = Callable[..., Parcel]


def stored(client: Client) -> set[str]:
    """The UUIDs of all parcels."""
    return {row["uuid"] for row in client.database.rows("SELECT uuid FROM parcels")}


def delete(folder: Path) -> None:
    """Somebody cleans up."""
    for file in folder.glob("outbox*"):
        file.unlink()


def delete_log(folder: Path) -> None:
    """Somebody deletes what looks like a temporary file."""
    wal(folder / FILE_NAME).unlink()


def replace(folder: Path) -> None:
    """Somebody puts yesterday's copy back."""
    delete(folder)
    Database(folder).close()


def truncate(folder: Path) -> None:
    """A repair of the disk leaves nothing of it."""
    with (folder / FILE_NAME).open("r+b") as stream:
        stream.truncate(0)


@pytest.mark.parametrize("harm", [delete, delete_log, replace, truncate])
def test_what_was_open_is_kept_with_what_comes_then(
    client: Client, parcel: Make, harm: Callable[[Path], None]
) -> None:
    """Its files are harmed while the program runs: the next parcel is stored, as is all that can be read."""
    before, after = parcel("before"), parcel("after")
    client.outbox.put(before)
    if harm is truncate:
        client.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file is all there is
    harm(client.folder)
    client.outbox.put(after)
    again = client.again()
    with closing(again.database):
        assert str(after.uuid) in stored(again)
        if harm is not truncate:
            assert str(before.uuid) in stored(again)


@pytest.mark.parametrize("harm", [delete, delete_log, replace])
def test_two_instances_follow_each_other(client: Client, parcel: Make, harm: Callable[[Path], None]) -> None:
    """Both had the file open: after the harm they share one again, and what was taken back stays away."""
    taken_back, kept = parcel("taken back"), parcel("kept")
    other = client.again()
    with closing(other.database):
        for sent in (taken_back, kept):
            client.outbox.put(sent)
        harm(client.folder)
        client.outbox.withdraw(taken_back.uuid)
        assert stored(other) == {str(kept.uuid)}
        assert other.database.path == client.database.path
        assert client.outbox.claim() is not None
        assert other.outbox.claim() is None


def test_what_is_erased_stays_erased(client: Client, parcel: Make) -> None:
    """Another window still has the database open when the user erases everything: it brings nothing back."""
    other = client.again()
    with closing(other.database):
        client.outbox.put(parcel())
        client.database.empty()
        client.database.close()
        delete(client.folder)
        assert stored(other) == set()


def test_a_damaged_file_stays_as_it_is(client: Client, parcel: Make) -> None:
    """Set aside means not renamed, not written, not deleted: another instance may have it open."""
    client.outbox.put(parcel())
    client.database.close()
    file = client.folder / FILE_NAME
    content = bytearray(file.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    file.write_bytes(content)
    again = client.again()
    with closing(again.database):
        assert again.database.set_aside == file
        assert again.database.path == newest(client.folder) != file
    with closing(Database(client.folder)) as third:
        assert third.set_aside is None
        assert third.path == again.database.path
    assert file.read_bytes() == content


def test_a_folder_with_any_name_is_salvaged(tmp_path: Path, parcel: Make) -> None:
    """What would mean something else in the name SQLite is given is only a name."""
    sent, client = parcel(), make_client(tmp_path / "我的 文档?x=1&#%20", Clock())
    client.outbox.put(sent)
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'messages_of'"
    page = client.database.rows(root)[0][0]
    client.database.close()
    with (client.folder / FILE_NAME).open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xff" * 4096)
    again = client.again()
    with closing(again.database):
        assert again.database.set_aside is not None
        assert stored(again) == {str(sent.uuid)}


def test_lost_messages_are_asked_for_again(client: Client) -> None:
    """The place in the server's news is not carried over: messages may be lost that came before it."""
    client.database.set_meta("cursor x", "17")
    client.database.set_meta("setting:theme", "dark")
    delete(client.folder)
    assert client.database.meta("cursor x") is None
    assert client.database.meta("setting:theme") == "dark"


def test_a_receipt_without_certain_blobs_is_asked_for_again(client: Client, parcel: Make) -> None:
    """Rows of blobs may be lost: an unfinished parcel is sent anew, and can no longer be taken back."""
    sent = parcel(files=(b"one",))
    client.outbox.put(sent)
    with client.database.transaction() as connection:
        connection.execute("UPDATE parcels SET number = 'HP-1', received_at = 'now', state = 'retrying'")
    delete(client.folder)
    claim = client.outbox.claim()
    assert claim is not None
    assert claim.number is None
    with pytest.raises(HelpError):
        client.outbox.withdraw(sent.uuid)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(share=st.floats(0, 1), with_log=st.booleans())
def test_a_file_cut_anywhere_opens(
    tmp_path_factory: pytest.TempPathFactory, share: float, with_log: bool
) -> None:
    """Whatever length is left of the file or its log, the folder opens, and nobody deletes the cut file."""
    folder = tmp_path_factory.mktemp("cut")
    client = make_client(folder / "data", Clock())
    for number in range(5):
        client.database.set_meta(f"setting:{number}", "x" * 3000)
    shutil.copytree(client.folder, folder / "copy")
    client.database.close()
    file = folder / "copy" / FILE_NAME
    file = wal(file) if with_log else file
    size = int(file.stat().st_size * share)
    with file.open("r+b") as stream:
        stream.truncate(size)
    with closing(make_client(folder / "copy", Clock()).database) as database:
        database.set_meta("after", "yes")
        assert database.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert (folder / "copy" / FILE_NAME).exists()


def test_another_programs_database_is_no_outbox(tmp_path: Path) -> None:
    """A file of ours that became somebody else's is set aside untouched, with its tables."""
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as foreign:
        foreign.execute("CREATE TABLE meta (x)")
    with closing(Database(tmp_path)) as database:
        assert database.set_aside == tmp_path / FILE_NAME
        database.set_meta("a", "b")


def test_who_only_reads_waits_for_nobody(client: Client, parcel: Make) -> None:
    """Another process writes for as long as it likes: the folder opens, and everything in it can be seen."""
    sent = parcel()
    client.outbox.put(sent)
    with closing(sqlite3.connect(client.folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = time.monotonic()
        again = client.again()
        with closing(again.database):
            assert [one.uuid for one in again.conversations.all()] == [sent.uuid]
        assert time.monotonic() - before < 5


def test_a_process_that_writes_for_long_is_waited_for_and_then_named(client: Client, parcel: Make) -> None:
    """Locked for longer than we wait: a problem of its own, nothing is stored, and later it works."""
    sent = parcel()
    with closing(Database(client.folder, patience=0.05)) as patient:
        with closing(sqlite3.connect(client.folder / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(HelpError) as caught:
                patient.set_meta("a", "b")
            assert caught.value.code is Problem.DATA_LOCKED
            assert patient.meta("a") is None
        patient.set_meta("a", "b")
    client.outbox.put(sent)
