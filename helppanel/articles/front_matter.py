"""What stands between the `---` lines at the head of a Markdown file. Needs the extra `articles`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import msgspec

from helppanel.articles.source import Fault
from helppanel.contract.problems import HelpError, Problem

MAX_FRONT_MATTER = 16_384  # characters

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"`\$\.(\w+)|unknown field `(\w+)`")
_SET = re.compile(r"^(\w+)[ \t]*:", re.MULTILINE)
_MALFORMED = (msgspec.MsgspecError, UnicodeError, RecursionError)


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The members of front matter. `popular` orders the articles shown before anyone searches."""

    id: str
    title: str
    section: str
    keywords: list[str] = []
    updated: date | None = None
    platforms: list[str] = []
    related: list[str] = []
    popular: int = 0
    locale: str = ""


class Head(msgspec.Struct, frozen=True):
    """Front matter as read: where the text after it begins, and the line of the file that sets `related`."""

    front: FrontMatter
    end: int
    related_line: int


def read_head(file: Path, text: str) -> Head | Fault:
    """The front matter at the head of the `text` of `file`. Raises HelpError(EXTRA_MISSING)."""
    match = _FRONT.match(text, 0, MAX_FRONT_MATTER)
    if match is None:
        return Fault(file, 1, "does not begin with front matter between --- lines")
    keys: set[str] = set()
    for key in _SET.finditer(match[1]):
        if key[1] in keys:
            line = match[1].count("\n", 0, key.start()) + 2
            return Fault(file, line, f"front matter: sets {key[1]!r} a second time")
        keys.add(key[1])
    raw = _yaml(file, match[1])
    if isinstance(raw, Fault):
        return raw
    try:
        front = msgspec.convert(raw, FrontMatter)
    except _MALFORMED as error:
        found = _KEY.search(str(error))
        at = _line_of(match[1], (found[1] or found[2]) if found else "")
        return Fault(file, at, f"front matter: {error}")
    return Head(front, match.end(), _line_of(match[1], "related"))


def _yaml(file: Path, front: str) -> object:
    try:
        import yaml
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (PyYAML)") from error
    try:
        # The compiled loader is ten times as fast; not every platform has it.
        loaded: object = yaml.load(front, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe
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
