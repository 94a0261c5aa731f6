"""Which blobs may be shown in a page: those whose bytes say that they are a plain picture."""

from __future__ import annotations

from pathlib import Path

_HEAD = 12  # bytes


def picture_type(file: Path) -> str | None:
    """The media type of a PNG, JPEG, GIF or WebP, told by its first bytes; None for all else.

    What the sender called it is not asked: an SVG or HTML page named `image/png` stays a download.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    return None
