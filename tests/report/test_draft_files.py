"""Copies the draft keeps of pictures and files."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.report import disk
from helppanel.report.draft import Draft
from helppanel.report.draft_store import DraftStore
from helppanel.report.marks import Cover, Private


def leftovers(store: Path) -> list[Path]:
    """Files left in the store's folder."""
    return [p for p in store.rglob("*") if p.is_file()]


def test_the_copy_is_independent_of_the_original(tmp_path: Path) -> None:
    """Changing or deleting the chosen file afterwards does not change what the draft holds."""
    original = tmp_path / "a.txt"
    original.write_text("before")
    kept = DraftStore(tmp_path / "draft").keep_file(original)
    original.unlink()
    assert kept.path.read_text() == "before"
    assert (kept.name, kept.media_type, kept.size, kept.source) == ("a.txt", "text/plain", 6, "file")


def test_two_files_with_one_name_are_two_files(tmp_path: Path) -> None:
    """Files of the same name from two folders do not overwrite each other."""
    store = DraftStore(tmp_path / "draft")
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "日志.txt").write_text(folder)
    one, two = (store.keep_file(tmp_path / folder / "日志.txt") for folder in ("x", "y"))
    assert one.name == two.name == "日志.txt"
    assert (one.path.read_text(), two.path.read_text()) == ("x", "y")


def test_a_large_file_is_refused_before_copying(tmp_path: Path) -> None:
    """A file over the limit is refused with its name and the limit, and nothing is copied."""
    (tmp_path / "big.bin").write_bytes(b"x" * (1024**2 + 1))
    store = DraftStore(tmp_path / "draft", Limits(file=1024**2))
    with pytest.raises(HelpError) as caught:
        store.keep_file(tmp_path / "big.bin")
    assert caught.value.code is Problem.FILE_TOO_LARGE
    assert caught.value.params == {"name": "big.bin", "limit": 1}
    assert not (tmp_path / "draft").exists()


@pytest.mark.parametrize("kind", ["missing", "folder", "nul"])
def test_what_cannot_be_read_is_named(tmp_path: Path, kind: str) -> None:
    """A missing path, a folder and an impossible path are FILE_UNREADABLE with a name, and leave nothing."""
    (tmp_path / "folder").mkdir()
    path = tmp_path / ("a\0b" if kind == "nul" else kind)
    with pytest.raises(HelpError) as caught:
        DraftStore(tmp_path / "draft").keep_file(path)
    assert caught.value.code is Problem.FILE_UNREADABLE
    assert caught.value.params["name"]
    assert leftovers(tmp_path / "draft") == []


if sys.platform != "win32":  # which has no named pipes in folders

    def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
        """A named pipe without a writer is refused instead of waited for."""
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(HelpError) as caught:
            DraftStore(tmp_path / "draft").keep_file(tmp_path / "pipe")
        assert caught.value.code is Problem.FILE_UNREADABLE


@pytest.mark.parametrize("what", [errno.ENOSPC, errno.EFBIG])
def test_a_full_disk_is_said_and_keeps_the_last_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: int
) -> None:
    """Where the disk is full or no file may grow, saving and copying say so; the old draft stays."""
    store = DraftStore(tmp_path / "draft")
    store.save(Draft(text="first"))
    before = leftovers(tmp_path / "draft")
    (tmp_path / "a.txt").write_text("a")

    def full(_: int) -> None:
        raise OSError(what, os.strerror(what))

    monkeypatch.setattr(os, "fsync", full)
    for attempt in (
        lambda: store.save(Draft(text="second")),
        lambda: store.keep_file(tmp_path / "a.txt"),
        lambda: store.keep_picture(b"p", "p.png", "window"),
    ):
        with pytest.raises(HelpError) as caught:
            attempt()
        assert caught.value.code is Problem.DISK_FULL
    assert leftovers(tmp_path / "draft") == before
    draft = store.load()
    assert draft is not None
    assert draft.text == "first"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    """Where the data folder may not be written, saving says DATA_UNWRITABLE."""
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(HelpError) as caught:
        DraftStore(tmp_path / "locked" / "draft").save(Draft())
    assert caught.value.code is Problem.DATA_UNWRITABLE


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    """Where the data folder cannot be made, saving says DATA_UNWRITABLE."""
    (tmp_path / "draft").write_text("in the way")
    with pytest.raises(HelpError) as caught:
        DraftStore(tmp_path / "draft").save(Draft())
    assert caught.value.code is Problem.DATA_UNWRITABLE


def test_a_file_that_grows_while_copied_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows over the limit during the copy is refused and the half copy is gone."""
    (tmp_path / "log").write_bytes(b"x")
    chunks = iter([b"x" * 80, b"x" * 80, b""])

    def growing(stream: BinaryIO, name: str) -> bytes:
        return next(chunks)

    monkeypatch.setattr(disk, "_read", growing)
    with pytest.raises(HelpError) as caught:
        DraftStore(tmp_path / "draft", Limits(file=100)).keep_file(tmp_path / "log")
    assert caught.value.code is Problem.FILE_TOO_LARGE
    assert leftovers(tmp_path / "draft") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_name_is_kept(tmp_path: Path, name: str) -> None:
    """A name of any characters and length is kept, shown on one line, and survives saving and loading."""
    (tmp_path / "a").write_text("a")
    store = DraftStore(tmp_path / "draft")
    kept = store.keep_file(tmp_path / "a", name)
    assert 1 <= len(kept.name) <= 255
    assert "\n" not in kept.name
    store.save(Draft(files=(kept,)))
    draft = store.load()
    assert draft is not None
    assert draft.files == (kept,)


def test_a_picture_goes_with_its_marks_and_its_original(tmp_path: Path) -> None:
    """Marks and the picture without them come back with the draft, and go with it."""
    folder = tmp_path / "draft"
    store = DraftStore(folder)
    kept = store.keep_picture(b"plain", "a.png", "window")
    marks = (Cover(box=(1, 2, 3, 4)), Private(box=(0, 0, 9, 9), kind="email"))
    marked = store.remark_picture(kept, b"flat", marks)
    again = store.remark_picture(marked, b"flat again", marks[:1])
    store.save(Draft(files=(again,)))
    loaded = DraftStore(folder).load()
    assert loaded is not None
    (file,) = loaded.files
    assert (file, file.hidden) == (again, 1)
    assert file.path.read_bytes() == b"flat again"
    assert file.original is not None
    assert file.original.read_bytes() == b"plain"
    store.discard()
    assert leftovers(folder) == []


def test_a_picture_without_its_original_stays_as_it_is(tmp_path: Path) -> None:
    """When the original is gone the flattened picture is kept, and still says how much of it is hidden."""
    store = DraftStore(tmp_path / "draft")
    kept = store.keep_picture(b"flat", "a.png", "window", b"plain")
    store.save(Draft(files=(structs.replace(kept, marks=(Cover(box=(1, 2, 3, 4)),), covered=2),)))
    assert kept.original is not None
    kept.original.unlink()
    loaded = store.load()
    assert loaded is not None
    (file,) = loaded.files
    assert (file.original, file.marks, file.hidden) == (None, (), 3)


def test_nothing_outlives_the_draft(tmp_path: Path) -> None:
    """Discarded after a restart, the draft takes pictures along that were removed or replaced before it."""
    folder = tmp_path / "draft"
    before = DraftStore(folder)
    kept = before.keep_picture(b"plain", "a.png", "window")
    before.keep_picture(b"removed since", "b.png", "window")
    before.save(Draft(text="x", files=(before.remark_picture(kept, b"flat", ()),)))
    DraftStore(folder).discard()
    assert leftovers(folder) == []
