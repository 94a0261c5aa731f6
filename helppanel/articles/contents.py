"""A help's table of contents, and the section that it puts each page in."""

from __future__ import annotations

import posixpath
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote

import msgspec

MAX_ENTRIES = 100_000


class Entry(msgspec.Struct, frozen=True):
    """One line of a table of contents; `depth` counts from 0, `page` is a path inside the help, or ""."""

    depth: int
    title: str
    page: str


def from_stream(data: bytes, folder: str) -> list[Entry]:
    """The contents that Qt Help keeps as a stream of (depth, link, title); links are relative to `folder`.

    Raises ValueError where it is damaged.
    """
    entries: list[Entry] = []
    place = 0
    while place < len(data) and len(entries) < MAX_ENTRIES:
        try:
            (depth,) = struct.unpack_from(">i", data, place)
            link, place = _string(data, place + 4)
            title, place = _string(data, place)
        except struct.error as error:
            raise ValueError("the table of contents is cut off") from error
        entries.append(Entry(depth, title, inside(folder, link)))
    return entries


def _string(data: bytes, place: int) -> tuple[str, int]:
    """A string as Qt streams it: length in bytes, then UTF-16, big end first; and where it ends."""
    (length,) = struct.unpack_from(">I", data, place)
    place += 4
    if length == 0xFFFFFFFF:  # a null string
        return "", place
    if place + length > len(data):
        raise ValueError("the table of contents is cut off")
    return data[place : place + length].decode("utf-16-be"), place + length


def inside(folder: str, link: str) -> str:
    """The path that `link`, as written in `folder`, leads to, without its anchor; "" if it leads outside."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    joined = posixpath.normpath(posixpath.join(folder, path)) if path else ""
    return "" if joined.startswith(("/", "..")) else joined


def sections(entries: Iterable[Entry]) -> dict[str, str]:
    """The section of each page that the contents name.

    The chapters are the topmost entries. Where one entry holds everything, as the title of a book does, and
    several below it hold pages, they are those, and the title is the section of what belongs to none.
    """
    listed = [entry for entry in entries if entry.title]
    if not listed:
        return {}
    top = min(entry.depth for entry in listed)
    holding = [
        entry
        for entry, following in pairwise(listed)
        if entry.depth == top + 1 and following.depth > entry.depth
    ]
    is_book = bool(title(listed)) and len(holding) > 1
    chapters = {id(entry) for entry in holding} if is_book else set()
    found: dict[str, str] = {}
    chapter = ""
    for entry in listed:
        if entry.depth <= top + is_book:
            chapter = entry.title if not is_book or id(entry) in chapters else listed[0].title
        if entry.page:
            found.setdefault(entry.page, " ".join(chapter.split()))
    return found


def title(entries: Iterable[Entry]) -> str:
    """The title of a book that one entry holds together; "" if several do."""
    listed = [entry for entry in entries if entry.title]
    top = min((entry.depth for entry in listed), default=0)
    roots = [entry.title for entry in listed if entry.depth == top]
    return " ".join(roots[0].split()) if len(roots) == 1 else ""


def spread(found: Mapping[str, str], pages: Iterable[str]) -> dict[str, str]:
    """`found` for all `pages`: one that the contents leave out gets what most others around it have."""
    around: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page, section in found.items():
        for folder in _folders(page):
            around[folder][section] += 1
    most = {folder: counts.most_common(1)[0] for folder, counts in around.items()}
    whole = dict(found)
    for page in pages:
        for folder in _folders(page):
            if page not in found and folder in most and most[folder][1] * 2 > around[folder].total():
                whole.setdefault(page, most[folder][0])
    return whole


def index(entries: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """The keywords of each page, given (page, name, whole name): the whole where it says something else."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for page, name, whole in entries:
        words = (name, whole) if not whole.endswith(name) else (name or whole,)
        found[page].update(dict.fromkeys(filter(None, words)))
    return {page: tuple(words) for page, words in found.items()}


def _folders(page: str) -> Iterator[str]:
    """The folders around `page`, the innermost first."""
    while page := posixpath.dirname(page):
        yield page
