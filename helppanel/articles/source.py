"""An article as its author wrote it, and what can be wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from helppanel.articles.addresses import Files

MAX_PAGE = 2 * 1024 * 1024  # bytes of one page's source

Format = Literal["markdown", "html"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One article as its author wrote it.

    The `body`, Markdown or a whole HTML page as text, begins on line `line` of `file`; `related` stands on
    line `related_line`. `title` may be "" in HTML: the page says it. What the body refers to is read from
    `files`, in which the page itself lies at `path`.
    """

    file: Path
    line: int
    id: str
    locale: str
    title: str
    section: str
    keywords: tuple[str, ...]
    updated: str
    platforms: tuple[str, ...]
    related: tuple[str, ...]
    popular: int
    body: str
    related_line: int
    format: Format = "markdown"
    files: Files | None = None
    path: str = ""


class Fault(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a source, at `line` of `file`, counted from 1; `what` is for authors, in English.

    Unless it `stops` it no pack is built; the others only mean that a page is left out.
    """

    file: Path
    line: int
    what: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def repeated(source: Source, other: Source) -> Fault:
    """That `source` has the id which `other` has already."""
    return Fault(source.file, source.line, f"repeats the id {source.id!r} of {other.file}:{other.line}")
