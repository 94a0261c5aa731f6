"""What kind of file a name promises."""

from __future__ import annotations

import mimetypes

UNKNOWN = "application/octet-stream"


def media_type(name: str) -> str:
    """The media type for a file's name; the same name gives the same answer on most machines."""
    guess, encoding = mimetypes.guess_type(f"/{name}", strict=False)  # the slash: never read as a URL
    if guess is None or encoding is not None or len(guess) > 127:
        return UNKNOWN
    return guess
