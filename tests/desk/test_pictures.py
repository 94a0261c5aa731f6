"""Only plain pictures are shown in a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from helppanel.server.desk.pictures import picture_type


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"<!doctype html><script>", None),
        (b"", None),
    ],
)
def test_the_bytes_decide(tmp_path: Path, head: bytes, media_type: str | None) -> None:
    """A blob is a picture by its first bytes, whatever its sender called it."""
    file = tmp_path / "blob"
    file.write_bytes(head)
    assert picture_type(file) == media_type


def test_a_vanished_file_is_no_picture(tmp_path: Path) -> None:
    """A blob that cannot be read makes no page fail."""
    assert picture_type(tmp_path / "gone") is None
