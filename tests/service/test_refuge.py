"""The data folder takes nothing: the words are kept somewhere else, and come back."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import msgspec
import platformdirs
import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery import schema
from helppanel.delivery.database import Database
from helppanel.report.draft import Draft
from helppanel.report.draft_store import DraftStore
from helppanel.service import HelpService
from helppanel.service.refuge import Refuge

Make = Callable[..., HelpService]
TEXT = "打印三栏表格时闪退，每次都是第 2 页。"


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's cache and temporary files of this test alone, and no long waiting."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_args, **_more: tmp_path / "cache")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(Database.__init__, "__defaults__", (0.1,))


def draft(text: str = TEXT) -> Draft:
    """What the form would save."""
    return Draft(text=text, saved_at=datetime.now(UTC))


@contextmanager
def a_newer_database(folder: Path) -> Iterator[None]:
    """The app was set back to an older version."""
    folder.mkdir()
    file = folder / "outbox.sqlite3"
    with closing(sqlite3.connect(file)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    yield
    file.unlink()


@contextmanager
def a_locked_database(folder: Path) -> Iterator[None]:
    """Another program holds it."""
    Database(folder).close()
    with closing(sqlite3.connect(folder / "outbox.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def no_folder(folder: Path) -> Iterator[None]:
    """A file lies where the folder should be: not even root can write there."""
    folder.write_bytes(b"")
    yield
    folder.unlink()


Trouble = Callable[[Path], AbstractContextManager[None]]
TROUBLES: list[tuple[Trouble, Problem]] = [
    (a_newer_database, Problem.DATA_NEWER),
    (a_locked_database, Problem.DATA_LOCKED),
    (no_folder, Problem.DATA_UNWRITABLE),
]


@pytest.mark.parametrize(("trouble", "problem"), TROUBLES)
def test_words_and_files_come_back(tmp_path: Path, make: Make, trouble: Trouble, problem: Problem) -> None:
    """What cannot be saved or sent is in a plain file that is named; it is offered again later, and sent."""
    (tmp_path / "log.txt").write_text("what happened")
    with trouble(tmp_path / "data"):
        service = make()
        file = service.keep_file(tmp_path / "log.txt")
        written = msgspec.structs.replace(draft(), files=(file,))
        for verb in (service.save_draft, partial(send, service)):
            with pytest.raises(HelpError) as caught:
                verb(written)
            assert caught.value.code is problem
            assert Path(str(caught.value.params["kept"])).read_text("utf-8") == TEXT
        assert service.close()
    service = make()
    found = service.load_draft()
    assert found is not None
    assert found.text == TEXT
    assert found.files[0].path.read_text() == "what happened"
    service.save_draft(found)
    assert not list(tmp_path.rglob("feedback.txt"))
    send(service, found)
    assert service.load_draft() is None
    assert [one.title for one in service.conversations()] == [TEXT]


def test_a_draft_that_was_there_waits_its_turn(tmp_path: Path, make: Make) -> None:
    """The draft kept before is not overwritten by one that had to be kept elsewhere; both are offered."""
    service = make()
    service.save_draft(draft("earlier"))
    assert service.close()
    with a_locked_database(tmp_path / "data"):
        service = make()
        with pytest.raises(HelpError):
            service.save_draft(draft("later"))
        assert service.close()
    service = make()
    found = []
    while (one := service.load_draft()) is not None:
        found.append(one.text)
        service.discard_draft()
    assert found == ["earlier", "later"]


def test_what_fails_for_a_moment_goes_on_where_it_was(tmp_path: Path, make: Make) -> None:
    """The database is free again: the next save and the sending work as ever, and nothing lies about."""
    service = make()
    with a_locked_database(tmp_path / "data"), pytest.raises(HelpError):
        service.save_draft(draft())
    service.save_draft(draft())
    send(service, draft())
    assert not list(tmp_path.rglob("feedback.txt"))
    assert service.load_draft() is None


def test_a_picture_kept_elsewhere_outlives_a_save(tmp_path: Path, make: Make) -> None:
    """A save that knows nothing of it yet works again: the file is still there for the one that does."""
    service = make()
    with a_locked_database(tmp_path / "data"):
        file = service.keep_picture(b"picture", name="a.png", source="window")
    service.save_draft(draft())
    service.save_draft(msgspec.structs.replace(draft(), files=(file,)))
    assert service.close()
    found = make().load_draft()
    assert found is not None
    assert [one.path.read_bytes() for one in found.files] == [b"picture"]


def test_a_file_that_is_gone_keeps_no_words_back(tmp_path: Path, make: Make) -> None:
    """Somebody cleaned up where a file was kept: the words, and the other files, are saved all the same."""
    service = make()
    with a_locked_database(tmp_path / "data"):
        files = tuple(service.keep_picture(b"one", name=name, source="window") for name in ("a", "b"))
    files[0].path.unlink()
    service.save_draft(msgspec.structs.replace(draft(), files=files))
    assert service.close()
    found = make().load_draft()
    assert found is not None
    assert found.text == TEXT
    assert [one.name for one in found.files] == ["b"]


def test_a_draft_on_disk_is_named_where_sending_fails(tmp_path: Path, make: Make) -> None:
    """Only the outbox is locked: the draft is where it always is, and that is what is named."""
    service = make()
    service.save_draft(draft())
    with a_locked_database(tmp_path / "data"), pytest.raises(HelpError) as caught:
        send(service, draft())
    kept = Path(str(caught.value.params["kept"]))
    assert TEXT in kept.read_text("utf-8")
    assert kept.parent.parent == tmp_path / "data"


def test_a_reply_is_kept_and_found_again(tmp_path: Path, make: Make) -> None:
    """A reply that is being written, or cannot be stored, is in a plain file; writing goes on with it."""
    service, name = make(), f"reply:{uuid4()}"
    with a_locked_database(tmp_path / "data"):
        for verb in (partial(service.save_setting, name), partial(service.reply, "HP-1")):
            with pytest.raises(HelpError) as caught:
                verb(TEXT)
            assert Path(str(caught.value.params["kept"])).read_text("utf-8") == TEXT
    assert service.close()
    service = make()
    assert service.load_setting(name) == TEXT
    service.save_setting(name, "more")
    assert service.load_setting(name) == "more"
    service.save_setting(name, None)
    assert service.load_setting(name) is None


def test_a_stored_report_is_stored_though_its_draft_stays(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft cannot be deleted after sending: that is no failure, and it is not offered as unsent."""
    service = make()
    service.save_draft(draft())
    with monkeypatch.context() as patch:
        patch.setattr(DraftStore, "discard", refused)
        send(service, draft())
    send(service, draft("another"))
    assert {one.title for one in service.conversations()} == {TEXT, "another"}
    assert service.close()
    assert make().load_draft() is None


def test_erasing_erases_here_too(tmp_path: Path, make: Make) -> None:
    """After all local data is deleted no words are left anywhere."""
    with a_locked_database(tmp_path / "data"):
        service = make()
        with pytest.raises(HelpError):
            service.save_draft(draft())
    service.erase()
    assert not list(tmp_path.rglob("feedback.txt"))
    assert service.load_draft() is None


def test_nobody_waits_for_a_held_database_at_the_end(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker waits for another program's lock: closing ends in its time, and the app may exit."""
    monkeypatch.setattr(Database.__init__, "__defaults__", (30.0,))
    with a_locked_database(tmp_path / "data"):
        service, begun = make(), threading.Event()

        def save() -> None:
            begun.set()
            service.save_draft(draft())

        service.run(save)
        assert begun.wait(10)
        before = time.monotonic()
        assert not service.close(0.5)
        assert time.monotonic() - before < 2
    for worker in threading.enumerate():
        if worker.name == "helppanel-worker":
            worker.join(30)


def test_the_next_place_is_tried(tmp_path: Path) -> None:
    """A place that takes nothing, or that another user prepared, is passed over; none at all is a problem."""
    (tmp_path / "file").touch()
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    refuge = Refuge(lambda: [tmp_path / "file", tmp_path / "open", tmp_path / "good"])
    kept = refuge.keep(draft(), uuid4())
    assert kept.is_relative_to(tmp_path / ("good" if os.name == "posix" else "open"))
    with pytest.raises(HelpError):
        Refuge(lambda: [tmp_path / "file"]).keep(draft(), uuid4())


def test_a_living_form_keeps_its_words(tmp_path: Path) -> None:
    """Another window of the app is not offered what this one is writing; the next start is."""
    one, other = Refuge(lambda: [tmp_path / "place"]), Refuge(lambda: [tmp_path / "place"])
    kept = one.keep(draft(), uuid4())
    assert other.find() is None
    assert one.find() is not None
    (kept.parent / "holder").write_text("999999999:1.0:x")
    assert other.find() is not None


def refused(_store: DraftStore) -> None:
    raise HelpError(Problem.DATA_UNWRITABLE)


def send(service: HelpService, written: Draft) -> None:
    """What the form's button does."""
    service.submit(service.prepare(written, (), "zh-CN"))
