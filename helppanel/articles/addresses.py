"""What the addresses in a page mean: which may be followed, and which files of its source they name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import msgspec

_WEB = ("http", "https")
_NOT_IN_ADDRESS = re.compile(r"[\x00-\x1f\x7f]")
_NOT_IN_PATH = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


class Files(Protocol):
    """The files that the pages of one source may refer to; small when pickled.

    A path is relative to the source's root, with `/`, and never leads out of it: see `inside`.
    """

    def read(self, path: str, limit: int) -> bytes | None:
        """The first `limit` bytes of the file at `path`; None if there is none."""
        ...

    def article(self, path: str) -> str | None:
        """The id of the article whose page lies at `path`; None if there is none."""
        ...


class Folder(msgspec.Struct, frozen=True):
    """The files under `root`, and under nothing else: links out of it are not followed."""

    root: Path

    def read(self, path: str, limit: int) -> bytes | None:
        """The first `limit` bytes of the regular file at `path`; None if there is none inside the root."""
        try:
            root = self.root.resolve()
            real = (root / path).resolve()
            # Asked before opening: opening a pipe would wait for its writer.
            if not real.is_relative_to(root) or not real.is_file():
                return None
            with real.open("rb") as file:
                return file.read(min(limit, real.stat().st_size))  # a larger demand would take that memory
        except (OSError, ValueError, RuntimeError):  # the last is what a circle of links raises before 3.13
            return None

    def article(self, path: str) -> str | None:
        """None: a folder of Markdown names its articles by their ids."""
        return None


def inside(page: str, address: str) -> str | None:
    """The path that the relative `address` names, as written in the page at the path `page`.

    None if it leads out of the root, or is no relative path on every machine. Query and fragment are ignored.
    """
    path = unquote(re.split("[?#]", address, maxsplit=1)[0])
    if not path or path.startswith("/") or _NOT_IN_PATH.search(path):
        return None
    parts = page.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def target(address: str, page: str, files: Files | None) -> str | None:
    """Where the link `address` in the page at `page` leads, as articles write it; None if readers cannot go.

    That is `#anchor`, `article:<id>[#anchor]`, `http(s):` or `mailto:`. `other.md#part`, as editors write it,
    means the article `other`.
    """
    address = _NOT_IN_ADDRESS.sub("", address).strip()
    if address.startswith("#"):
        return unquote(address) if len(address) > 1 else None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme == "article":
        return unquote(address) if parts.path else None
    if (parts.scheme in _WEB and parts.netloc) or (parts.scheme == "mailto" and parts.path):
        return address
    if parts.scheme or parts.netloc:
        return None
    if parts.path.endswith(".md"):
        name: str | None = unquote(parts.path.rpartition("/")[2].removesuffix(".md"))
    else:
        path = inside(page, parts.path)
        name = files.article(path) if files is not None and path is not None else None
    if not name:
        return None
    return f"article:{name}" + (f"#{unquote(parts.fragment)}" if parts.fragment else "")
