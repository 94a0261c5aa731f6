"""Reads what authors write: folders of Markdown with front matter, and .jsonl files with one article a line.

Front matter needs the extra `articles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from helppanel.articles import locales
from helppanel.articles.text import clean
from helppanel.contract.problems import HelpError, Problem

MAX_FRONT_MATTER = 16_384  # characters

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_ID = re.compile(r"[^\s#?]+")
_KEY = re.compile(r"`\$\.(\w+)|unknown field `(\w+)`")
_MALFORMED = (msgspec.MsgspecError, UnicodeError, RecursionError)


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands between the `---` lines. `popular` orders the articles shown before anyone searches."""

    id: str
    title: str
    section: str
    keywords: list[str] = []
    updated: date | None = None
    platforms: list[str] = []
    related: list[str] = []
    popular: int = 0
    locale: str = ""


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


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One article as its author wrote it.

    The Markdown `body` begins on line `line` of `file`, and `related` stands on line `related_line`.
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


class Fault(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a source, at `line` of `file`, counted from 1; `what` is for authors, in English."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def repeated(source: Source, other: Source) -> Fault:
    """That `source` has the id which `other` has already."""
    return Fault(source.file, source.line, f"repeats the id {source.id!r} of {other.file}:{other.line}")


def scan(paths: list[Path]) -> Iterator[Source | Fault]:
    """Every article under `paths`, in a fixed order; a fault in the place of each that cannot be read."""
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*.md"), key=lambda file: file.as_posix()):
                yield _markdown(file)
        elif path.suffix.lower() == ".jsonl" and path.is_file():
            yield from _lines(path)
        elif path.suffix.lower() == ".md" and path.is_file():
            yield _markdown(path)
        else:
            yield Fault(path, 1, "is neither a folder of Markdown nor a .jsonl file")


def _markdown(file: Path) -> Source | Fault:
    text = _text(file)
    if isinstance(text, Fault):
        return text
    match = _FRONT.match(text)
    if match is None or len(match[1]) > MAX_FRONT_MATTER:
        return Fault(file, 1, "does not begin with front matter between --- lines")
    raw = _yaml(file, match[1])
    if isinstance(raw, Fault):
        return raw
    try:
        front = msgspec.convert(raw, FrontMatter)
    except _MALFORMED as error:
        key = _KEY.search(str(error))
        return Fault(file, _line_of(match[1], (key[1] or key[2]) if key else ""), f"front matter: {error}")
    folder = next((part.name for part in file.resolve().parents if locales.is_folder(part.name)), "")
    body, line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    return _source(front, front.locale or folder, body, file, line, _line_of(match[1], "related"))


def _lines(file: Path) -> Iterator[Source | Fault]:
    text = _text(file)
    if isinstance(text, Fault):
        yield text
        return
    decoder = msgspec.json.Decoder(Line)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue

        try:
            page = decoder.decode(line)
        except _MALFORMED as error:
            yield Fault(file, number, str(error))
        else:
            yield _source(page, page.locale or page.lang, page.body, file, number, number)


def _source(
    front: FrontMatter | Line, locale: str, body: str, file: Path, line: int, related_line: int
) -> Source | Fault:
    name = locales.canonical(locale)
    if name is None:
        return Fault(file, line, f"has no known locale: {locale!r}" if locale else "does not say its locale")
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
        body=clean(body),
        related_line=related_line,
    )


def _text(file: Path) -> str | Fault:
    try:
        data = file.read_bytes()
    except OSError as error:
        return Fault(file, 1, f"cannot be read: {error.strerror}")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Fault(file, data.count(b"\n", 0, error.start) + 1, "is not UTF-8 text")


def _yaml(file: Path, front: str) -> object:
    try:
        import yaml
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (PyYAML)") from error
    try:
        loaded: object = yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Fault(file, mark.line + 2 if mark else 1, f"front matter: {error.problem}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Fault(file, 1, f"front matter: {error}")
    return loaded


def _line_of(front: str, key: str) -> int:
    """The line of the file on which the front matter sets `key`, else its first."""
    lines = (number for number, line in enumerate(front.split("\n"), 2) if key and line.startswith(f"{key}:"))
    return next(lines, 1)
