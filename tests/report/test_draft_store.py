"""The draft on disk."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.contract.report import AttachmentRole, ReportKind
from helppanel.report.draft import Draft
from helppanel.report.draft_store import GRACE, DraftStore

SURROGATES = st.text(st.characters(exclude_categories=()))


def age(path: Path) -> None:
    """Make a file older than the grace period."""
    old = path.stat().st_mtime - GRACE - 60
    os.utime(path, (old, old))


def filled(store: DraftStore, tmp_path: Path) -> Draft:
    """A draft with a picture and a file, saved."""
    (tmp_path / "日志 1.txt").write_text("内容", "utf-8")
    draft = Draft(
        kind=ReportKind.SUGGESTION,
        text="导出 PDF 时提示“导出失败”",
        email="lin@example.com",
        query="导出",
        article="export-pdf",
        left_out=frozenset({"process"}),
        files=(
            store.keep_picture(b"\x89PNG", "截图.png", "window"),
            store.keep_file(tmp_path / "日志 1.txt"),
        ),
        saved_at=datetime(2030, 9, 3, 14, 20, tzinfo=UTC),
    )
    store.save(draft)
    return draft


def test_another_process_reads_back_what_was_saved(tmp_path: Path) -> None:
    """A saved draft, with its files, is the same when a new store loads it."""
    draft = filled(DraftStore(tmp_path / "draft"), tmp_path)
    again = DraftStore(tmp_path / "draft").load()
    assert again == draft
    assert [f.path.read_bytes() for f in draft.files] == [b"\x89PNG", "内容".encode()]
    assert [f.role for f in draft.files] == [AttachmentRole.SCREENSHOT, AttachmentRole.FILE]


def test_no_draft_is_none(tmp_path: Path) -> None:
    """Loading from a folder that is not there gives None and makes no folder."""
    assert DraftStore(tmp_path / "draft").load() is None
    assert not (tmp_path / "draft").exists()


def test_the_draft_survives_a_moved_data_folder(tmp_path: Path) -> None:
    """Files are found again after the data folder was moved, because the draft holds no absolute path."""
    filled(DraftStore(tmp_path / "old"), tmp_path)
    (tmp_path / "old").rename(tmp_path / "new")
    again = DraftStore(tmp_path / "new").load()
    assert again is not None
    assert [f.path.is_file() for f in again.files] == [True, True]


def test_a_path_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A draft that was tampered with cannot name a file outside its own folder."""
    store = DraftStore(tmp_path / "draft")
    filled(store, tmp_path)
    (tmp_path / "secret").write_text("x")
    file = tmp_path / "draft" / "draft.json"
    before = store.load()
    assert before is not None
    name = before.files[0].path.name
    file.write_text(file.read_text("utf-8").replace(name, "../../secret"), "utf-8")
    again = store.load()
    assert again is not None
    assert [f.name for f in again.files] == ["日志 1.txt"]


@pytest.mark.parametrize("cut", [0.5, 0.8, 0.97])
def test_a_cut_file_is_set_aside_and_its_text_kept(tmp_path: Path, cut: float) -> None:
    """A draft file that was cut off is kept under another name, and the user's words come back."""
    store = DraftStore(tmp_path / "draft")
    words = "打印时卡住。\n“重试”也没有用 " * 40
    store.save(Draft(text=words))
    file = tmp_path / "draft" / "draft.json"
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * cut)])
    again = DraftStore(tmp_path / "draft").load()
    assert again is not None
    assert again.text
    assert words.startswith(again.text.rstrip("\ufffd"))
    aside = list((tmp_path / "draft").glob("draft-damaged-*.json"))
    assert [p.read_bytes() for p in aside] == [data[: int(len(data) * cut)]]


@pytest.mark.parametrize("data", [b"", b"\x00" * 300, b"[" * 100_000, b'{"text": 7}', b"\xff\xfe"])
def test_garbage_is_set_aside(tmp_path: Path, data: bytes) -> None:
    """Bytes that are no draft at all are kept under another name and loading goes on without a draft."""
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "draft.json").write_bytes(data)
    assert DraftStore(folder).load() is None
    assert [p.read_bytes() for p in folder.glob("draft-damaged-*.json")] == [data]
    assert not (folder / "draft.json").exists()


def test_forgotten_copies_are_swept(tmp_path: Path) -> None:
    """At load, copies the draft does not name and halves of saves go; all others stay."""
    first = DraftStore(tmp_path / "draft")
    draft = filled(first, tmp_path)
    forgotten = first.keep_picture(b"old", "a.png", "window").path
    young = first.keep_picture(b"young", "b.png", "window").path
    half = tmp_path / "draft" / "draft.json.1234.tmp"
    half.write_bytes(b"{")
    for path in (forgotten, half, *(f.path for f in draft.files)):
        age(path)
    DraftStore(tmp_path / "draft").load()
    assert not forgotten.exists()
    assert not half.exists()
    assert young.exists()
    assert all(f.path.exists() for f in draft.files)
    file = tmp_path / "draft" / "draft.json"
    file.write_bytes(file.read_bytes()[:-1])
    DraftStore(tmp_path / "draft").load()
    DraftStore(tmp_path / "draft").load()
    assert all(f.path.exists() for f in draft.files)


def test_discard_removes_draft_and_files(tmp_path: Path) -> None:
    """After discard nothing of the draft is left on disk, not even a copy no save named."""
    store = DraftStore(tmp_path / "draft")
    filled(store, tmp_path)
    store.keep_picture(b"not yet saved", "a.png", "screen")
    store.discard()
    assert [p for p in (tmp_path / "draft").rglob("*") if p.is_file()] == []
    assert store.load() is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SURROGATES, SURROGATES, SURROGATES)
def test_any_text_can_be_saved(tmp_path: Path, text: str, email: str, query: str) -> None:
    """Whatever characters a form can hold, saving and loading raises nothing and valid text is unchanged."""
    store = DraftStore(tmp_path / "draft")
    store.save(Draft(text=text, email=email, query=query))
    again = store.load()
    assert again is not None
    if text.isprintable():
        assert again.text == text
