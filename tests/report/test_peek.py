"""The bytes of a blob, as they are shown."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.peek import HEX, TEXT, as_hex, as_text, peek


def blob(folder: Path, data: bytes) -> tuple[Path, str]:
    """A file with `data`, and its SHA-256."""
    path = folder / "blob"
    path.write_bytes(data)
    return path, hashlib.sha256(data).hexdigest()


def unhexed(text: str) -> bytes:
    """The bytes that rows of hexadecimal show."""
    return b"".join(bytes.fromhex(row[10:57]) for row in text.split("\n") if row)


def test_text_is_shown_whole(tmp_path: Path) -> None:
    """A text is all there, byte for byte, with its line ends and marks."""
    data = "\ufeff第一行\r\n第二行\tEnd\n".encode()
    seen = peek(*blob(tmp_path, data))
    assert (seen.text.encode(), seen.is_text, seen.more, seen.matches) == (data, True, 0, True)


def test_a_long_text_says_how_much_is_missing(tmp_path: Path) -> None:
    """A character on the border is not broken, and shown and missing bytes add up."""
    data = b"x" * (TEXT - 1) + "文".encode() * 5
    seen = peek(*blob(tmp_path, data))
    assert seen.is_text
    assert len(seen.text.encode()) + seen.more == len(data)
    assert data.startswith(seen.text.encode())


def test_anything_else_is_shown_in_hexadecimal(tmp_path: Path) -> None:
    """Bytes that are no text are all there up to the limit, and the rest is counted."""
    data = bytes(range(256)) * 20
    seen = peek(*blob(tmp_path, data))
    assert not seen.is_text
    assert unhexed(seen.text) == data[:HEX]
    assert seen.more == len(data) - HEX


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    """Nothing is shown as nothing."""
    seen = peek(*blob(tmp_path, b""))
    assert (seen.text, seen.is_text, seen.more, seen.matches) == ("", True, 0, True)


def test_a_file_that_changed_is_told(tmp_path: Path) -> None:
    """Bytes that do not have the SHA-256 of the manifest do not match."""
    path, _ = blob(tmp_path, b"new")
    assert not peek(path, hashlib.sha256(b"old").hexdigest()).matches


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    """What cannot be read is said as a problem."""
    with pytest.raises(HelpError) as caught:
        peek(tmp_path / "gone", "0" * 64)
    assert caught.value.code is Problem.FILE_UNREADABLE


@given(st.binary(max_size=200))
def test_whatever_bytes_there_are(data: bytes) -> None:
    """Both ways of showing give the very bytes back."""
    text = as_text(data, whole=True)
    assert text is None or text.encode() == data
    assert unhexed(as_hex(data)) == data
