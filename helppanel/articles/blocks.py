"""Takes the blocks off a Markdown text that need no parser to be known: plain paragraphs and headings.

A blank line before and after them ends everything else that may be open, but for fenced code; and only the
definition of a link reaches from one block into another. Texts with either are left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

# Each line begins with a letter or a quotation, so with nothing that begins another block or a table's row.
_LINE = r"(?:[^\W\d_]|[\u300c\u300e\u300a\uff08\u201c])[^\n]*"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*(?<!\s)")
_HEADING = re.compile(r"(#{1,6}) +(?=[^#\s])([^\n]*[^#\s])[ \t]*")
_REACHES_OUT = re.compile(r"```|~~~|\]:|[\r\0]")


class Block(msgspec.Struct, frozen=True):
    """The `text` of a paragraph ("p") or heading ("h1" to "h6"), or Markdown (""); lines count from 0."""

    tag: str
    line: int
    text: str


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of `markdown` in order; what is not known at sight stays together."""
    if _REACHES_OUT.search(markdown):
        yield Block("", 0, markdown)
        return
    line = begin = 0
    waiting: list[str] = []
    for chunk in markdown.rstrip("\n").split("\n\n"):
        heading = _HEADING.fullmatch(chunk) if chunk.startswith("#") else None
        if heading is not None or _PARAGRAPH.fullmatch(chunk):
            if waiting:
                yield Block("", begin, "\n\n".join(waiting))
                waiting = []
            if heading is not None:
                yield Block(f"h{len(heading[1])}", line, heading[2])
            else:
                yield Block("p", line, chunk)
        else:
            begin = begin if waiting else line
            waiting.append(chunk)
        line += chunk.count("\n") + 2
    if waiting:
        yield Block("", begin, "\n\n".join(waiting))
