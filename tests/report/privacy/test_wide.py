"""Streams of two or four bytes a character are read as UTF-8 and written back as they were."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.report.privacy.wide import Wide


class Slow(io.BytesIO):
    """Bytes that arrive one at a time."""

    def read1(self, size: int | None = -1, /) -> bytes:
        """The next one."""
        return super().read1(min(size or 1, 1))


def _read(stream: io.BytesIO) -> tuple[bytes, Wide]:
    wide, data = Wide(stream), b""
    while more := wide.read(64):
        data += more
    return data, wide


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0")))  # one could be a mark's
def test_what_begins_with_its_mark_is_read(encoding: str, text: str) -> None:
    """However slowly it arrives, nothing is lost, and it can be written as it was."""
    before = text.encode(encoding)
    data, wide = _read(Slow(before))
    assert data.decode("utf-8-sig") == text
    assert wide.widened(data) == before


@given(st.binary())
def test_any_bytes_are_read(content: bytes) -> None:
    """What is no such text comes as it is; what begins as one and is none breaks nothing."""
    data, wide = _read(io.BytesIO(content))
    assert data == content or wide.widened(data)
