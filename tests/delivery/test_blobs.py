"""The blob files: whole, durable, and only swept when nobody can name them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery import blobs as blobs_module
from helppanel.delivery.blobs import BlobStore
from tests.delivery.conftest import Client

Make = Callable[..., Parcel]


def source(folder: Path, content: bytes) -> tuple[str, Path]:
    """A file and its hash."""
    path = folder / "source"
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest(), path


@pytest.mark.parametrize("spoiled", [b"", b"pic", b"Picture"])
def test_a_spoiled_blob_is_put_right(tmp_path: Path, spoiled: bytes) -> None:
    """A file that has the blob's name and other bytes is replaced when the blob comes again."""
    sha256, path = source(tmp_path, b"picture")
    store = BlobStore(tmp_path / "blobs")
    store.keep(sha256, path)
    store.path(sha256).write_bytes(spoiled)
    store.keep(sha256, path)
    assert store.path(sha256).read_bytes() == b"picture"


def of_draft(folder: Path) -> tuple[str, Path]:
    """A file of a draft that was kept two hours ago, and its hash."""
    files = folder / "draft-2" / "files"
    files.mkdir(parents=True)
    sha256, path = source(files, b"picture")
    os.utime(path, (0, time.time() - 7200))
    return sha256, path


def test_a_drafts_file_is_not_written_again(tmp_path: Path) -> None:
    """It gets a second name, which outlives the draft and is none of those a sweep takes for left over."""
    sha256, path = of_draft(tmp_path)
    store = BlobStore(tmp_path / "blobs")
    store.keep(sha256, path)
    assert path.samefile(store.path(sha256))
    assert store.sweep(set()) == 0
    path.unlink()
    assert store.path(sha256).read_bytes() == b"picture"
    assert len(list(store.folder.iterdir())) == 1


def test_where_a_file_has_one_name_only_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every file system can; and what is not a draft's may be written into by anybody."""
    sha256, path = of_draft(tmp_path)
    other = path.with_name("source").rename(tmp_path / "elsewhere")
    store = BlobStore(tmp_path / "blobs")
    store.keep(sha256, other)
    assert not other.samefile(store.path(sha256))
    store.path(sha256).unlink()
    other.rename(path)
    monkeypatch.setattr(Path, "hardlink_to", _refuse)
    store.keep(sha256, path)
    assert not path.samefile(store.path(sha256))
    assert store.path(sha256).read_bytes() == b"picture"


def test_a_drafts_file_with_other_bytes_is_refused(tmp_path: Path) -> None:
    """What changed since the preview is told, and leaves nothing behind."""
    sha256, path = of_draft(tmp_path)
    path.write_bytes(b"another")
    store = BlobStore(tmp_path / "blobs")
    with pytest.raises(HelpError, match=Problem.FILE_UNREADABLE):
        store.keep(sha256, path)
    assert not list(store.folder.iterdir())


def _refuse(_path: Path, _target: Path) -> None:
    raise PermissionError(1, "not here")


def test_every_name_is_made_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders' names too, and a blob's that was there: its writer may have been killed before that."""
    synced: list[Path] = []
    monkeypatch.setattr(blobs_module, "sync_folder", synced.append)
    monkeypatch.setattr("helppanel.durable.sync_folder", synced.append)
    sha256, path = source(tmp_path, b"picture")
    store = BlobStore(tmp_path / "data" / "blobs")
    store.keep(sha256, path)
    assert synced == [tmp_path, tmp_path / "data", store.folder]
    synced.clear()
    store.keep(sha256, path)
    assert synced == [store.folder]


def test_a_blob_another_instance_reads_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that is open; where it already holds the bytes that is no failure."""
    sha256, path = source(tmp_path, b"picture")
    store = BlobStore(tmp_path / "blobs")

    def refuse(_part: Path, target: Path) -> None:
        target.write_bytes(b"picture")  # the other instance was faster, and now reads it
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    store.keep(sha256, path)
    assert [file.name for file in store.folder.iterdir()] == [sha256]


def test_a_file_that_is_gone_is_the_files_problem(tmp_path: Path) -> None:
    """What vanished since the preview is named; the disk is not blamed."""
    with pytest.raises(HelpError) as caught:
        BlobStore(tmp_path / "blobs").keep("0" * 64, tmp_path / "gone.txt")
    assert caught.value.code is Problem.FILE_UNREADABLE
    assert caught.value.params == {"name": "gone.txt"}


def test_what_cannot_be_swept_keeps_nobody_out(client: Client) -> None:
    """A folder, or a file another instance swept first, among the blobs: the outbox opens all the same."""
    folder = client.folder / "blobs"
    (folder / "a folder").mkdir(parents=True)
    (folder / "orphan").write_bytes(b"x")
    (folder / "gone").symlink_to(folder / "nowhere")
    for name in ("a folder", "orphan"):
        os.utime(folder / name, (1, 1))
    client.again().database.close()
    assert not (folder / "orphan").exists()


def test_a_blob_swept_between_copy_and_commit_is_copied_again(
    client: Client, parcel: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another instance takes a blob for an orphan after it was copied and before its row is there."""
    sent = parcel(files=(b"picture",))
    sha256 = next(iter(sent.blobs))
    keep = client.outbox.blobs.keep
    swept: list[str] = []

    def keep_and_lose(name: str, path: Path) -> None:
        keep(name, path)
        if not swept:
            os.utime(client.outbox.blobs.path(name), (1, 1))
            other = client.again()
            other.database.close()
            swept.append(name)
            assert not client.outbox.blobs.path(name).exists()

    monkeypatch.setattr(client.outbox.blobs, "keep", keep_and_lose)
    client.outbox.put(sent)
    assert client.outbox.blobs.path(sha256).read_bytes() == b"picture"


def test_a_blob_of_two_parcels_outlives_one(client: Client, parcel: Make) -> None:
    """Taking back one parcel leaves the file the other still names."""
    one, other = parcel("one", files=(b"same",)), parcel("other", files=(b"same",))
    for sent in (one, other):
        client.outbox.put(sent)
    client.outbox.withdraw(one.uuid)
    sha256 = next(iter(one.blobs))
    os.utime(client.outbox.blobs.path(sha256), (1, 1))
    client.again().database.close()
    assert client.outbox.blobs.path(sha256).read_bytes() == b"same"
