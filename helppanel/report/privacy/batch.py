"""Answers lines of `{"id": …, "text": …}` with where something private stands in each text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from helppanel.report.privacy.find import find_each

_BLOCK = 1 << 18  # bytes of lines that are answered together


class Lines(NamedTuple):
    """Whole lines of a batch; the first is number `first`, from 1."""

    first: int
    data: bytes


class Answer(NamedTuple):
    """`text`: a line for each that asked. `problem`: why the line number `bad` ended it, "" if none did."""

    text: str
    bad: int = 0
    problem: str = ""


def parts(stream: BinaryIO) -> Iterator[Lines]:
    """The lines of a batch, some at a time."""
    first = 1
    while lines := stream.readlines(_BLOCK):
        yield Lines(first, b"".join(lines))
        first += len(lines)


def answer(part: Lines) -> Answer:
    """The spans of each text, up to the first line that is none."""
    asked: list[tuple[str, str]] = []
    for number, line in enumerate(part.data.split(b"\n"), part.first):
        if line.strip():
            try:
                asked.append(_asked(line, is_first=number == 1))
            except ValueError as error:
                return Answer(_spans(asked), number, str(error))
            except RecursionError:
                return Answer(_spans(asked), number, "nested too deeply")
    return Answer(_spans(asked))


def _asked(line: bytes, is_first: bool) -> tuple[str, str]:
    """One line's id as JSON, and its text. Raises ValueError, saying what is wrong with it."""
    asked: Any = json.loads(line.decode("utf-8-sig" if is_first else "utf-8"))
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("text"), str):
        raise ValueError('not an object with "id" and a string "text"')
    return json.dumps(asked["id"], ensure_ascii=False, allow_nan=False), asked["text"]


def _spans(asked: list[tuple[str, str]]) -> str:
    """A line for each; `asked`: ids as JSON, and texts."""
    lines = []
    for (name, _), spans in zip(asked, find_each([text for _, text in asked]), strict=True):
        found = ", ".join(f'{{"start": {s.start}, "end": {s.end}, "kind": "{s.kind.value}"}}' for s in spans)
        lines.append(f'{{"id": {name}, "spans": [{found}]}}\n')
    return "".join(lines)
