"""Reads what authors write: folders of Markdown with front matter, and .jsonl files with one article a line.

No file is read further than one page may be long, and nothing outside the folders that were named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from helppanel.articles import html_folder, locales, qt_help, qt_project
from helppanel.articles.addresses import Files, Folder
from helppanel.articles.front_matter import FrontMatter, read_head
from helppanel.articles.source import MAX_PAGE, Fault, Source
from helppanel.articles.text import clean

_ID = re.compile(r"[^\s#?]+")
_MALFORMED = (msgspec.MsgspecError, UnicodeError, RecursionError)
_NO_LOCALE = "does not say its locale; say it there or with --locale"
_TOO_LARGE = f"is larger than {MAX_PAGE // 1024 // 1024} MB"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a .jsonl file; members it does not know are passed over."""

    id: str
    title: str
    body: str
    locale: str = ""
    lang: str = ""
    section: str = ""
    keywords: list[str] | str = []
    updated: date | None = None
    platforms: list[str] = []
    related: list[str] = []
    popular: int = 0


def scan(paths: list[Path], locale: str = "") -> Iterator[Source | Fault]:
    """Every article under `paths`, in a fixed order, read when asked for; a fault for each unreadable one.

    `locale` is for those that do not say theirs.
    """
    for path in paths:
        if path.is_dir():
            files, has_pages = Folder(path), html_folder.has_pages(path)
            for name in walk(path, ".md"):
                # Beside HTML, a file without front matter is what came with it, such as a README.
                if not has_pages or files.read(name, 3) == b"---":
                    yield _markdown(path / name, files, name, locale)
            if has_pages:
                yield from html_folder.read(path, locale)
        elif path.suffix.lower() == ".qch" and path.is_file():
            yield from qt_help.read(path, locale)
        elif path.suffix.lower() == ".qhp" and path.is_file():
            yield from qt_project.read(path, locale)
        elif path.suffix.lower() == ".jsonl" and path.is_file():
            yield from _lines(path, locale)
        elif path.suffix.lower() == ".md" and path.is_file():
            yield _markdown(path, Folder(path.parent), path.name, locale)
        else:
            yield Fault(path, 1, "is neither a folder of Markdown or HTML nor a .jsonl, .qch or .qhp file")


def walk(root: Path, *suffixes: str) -> list[str]:
    """The paths, relative to `root` and with `/`, of files under it that end in one of `suffixes`, sorted.

    Links to folders are not followed, so there are no circles.
    """
    found: list[str] = []
    for folder, _, names in os.walk(root):
        inner = Path(folder).relative_to(root)
        found += [(inner / name).as_posix() for name in names if name.lower().endswith(suffixes)]
    return sorted(found)


def _markdown(file: Path, files: Folder, path: str, fallback: str) -> Source | Fault:
    text = read_text(file, files, path)
    if isinstance(text, Fault):
        return text
    head = read_head(file, text)
    if isinstance(head, Fault):
        return head
    locale = head.front.locale or locale_of(file) or fallback
    line = text.count("\n", 0, head.end) + 1
    return _source(head.front, locale, text[head.end :], file, line, head.related_line, files, path)


def locale_of(file: Path) -> str:
    """The name of the innermost folder around `file` that is a locale's; "" if there is none."""
    return next((part for part in reversed(file.absolute().parts[:-1]) if locales.is_folder(part)), "")


def _lines(file: Path, fallback: str) -> Iterator[Source | Fault]:
    decoder, files = msgspec.json.Decoder(Line), Folder(file.parent)
    try:
        with file.open("rb") as stream:
            number = 0
            while line := stream.readline(MAX_PAGE + 1):
                number += 1
                if len(line) > MAX_PAGE:
                    yield Fault(file, number, _TOO_LARGE)
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(MAX_PAGE)
                    continue
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if not line.isspace():
                    yield _line(decoder, line, file, number, files, fallback)
    except OSError as error:
        yield Fault(file, 1, f"cannot be read: {error.strerror}")


def _line(
    decoder: msgspec.json.Decoder[Line], line: bytes, file: Path, number: int, files: Folder, fallback: str
) -> Source | Fault:
    try:
        page = decoder.decode(line)
    except _MALFORMED as error:
        return Fault(file, number, str(error))
    locale = page.locale or page.lang or fallback
    return _source(page, locale, page.body, file, number, number, files, file.name)


def _source(
    front: FrontMatter | Line,
    locale: str,
    body: str,
    file: Path,
    line: int,
    related_line: int,
    files: Files,
    path: str,
) -> Source | Fault:
    name = locales.canonical(locale)
    if name is None:
        return Fault(file, line, f"has no known locale: {locale!r}" if locale else _NO_LOCALE)
    words = front.keywords.split(",") if isinstance(front.keywords, str) else front.keywords
    title = " ".join(clean(front.title).split())
    if not title:
        return Fault(file, line, "has an empty title")
    if not _ID.fullmatch(front.id):
        return Fault(file, line, f"has an id that no link could name: {front.id!r}")
    return Source(
        file=file,
        line=line,
        id=clean(front.id),
        locale=name,
        title=title,
        section=clean(front.section).strip(),
        keywords=tuple(filter(None, (clean(word).strip() for word in words))),
        updated=front.updated.isoformat() if front.updated else "",
        platforms=tuple(map(clean, front.platforms)),
        related=tuple(map(clean, front.related)),
        popular=front.popular,
        body=body,
        related_line=related_line,
        files=files,
        path=path,
    )


def read_text(file: Path, files: Files, path: str) -> str | Fault:
    """The text of `file`, which is the one at `path` in `files`; a fault if it has none, or too much."""
    data = files.read(path, MAX_PAGE + 1)
    if data is None:
        return Fault(file, 1, "cannot be read, or is no file inside its folder")
    if len(data) > MAX_PAGE:
        return Fault(file, 1, _TOO_LARGE)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Fault(file, data.count(b"\n", 0, error.start) + 1, "is not UTF-8 text")
