"""Where in a TOML document each value stands; `tomllib` does not say.

Only for documents that `tomllib` has taken: nothing is checked here.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]  # keys, and positions in arrays from 0

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_STRING = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\]|\\.)*"|\'[^\']*\'''',
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\r\n]*")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of each table and value of `text`: of its key, or of an array's item itself."""
    reader = _Reader(text)
    reader.document()
    return reader.lines


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self._text = text
        self._at = 0
        self._line, self._counted = 1, 0
        self._sizes: dict[Path, int] = {}  # of the arrays of tables

    def document(self) -> None:
        table: Path = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self._text):
                return
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        many = self._text.startswith("[[", self._at)
        line = self._note_line()
        self._at += 2 if many else 1
        keys = self._keys()
        self._at += 2 if many else 1
        path = (*self._below((), keys[:-1], line), keys[-1])
        if many:
            self.lines.setdefault(path, line)
            size = self._sizes.get(path, 0)
            self._sizes[path] = size + 1
            path = (*path, size)
        self.lines[path] = line
        return path

    def _pair(self, table: Path) -> None:
        line = self._note_line()
        keys = self._keys()
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        path = (*self._below(table, keys[:-1], line), keys[-1])
        self.lines[path] = line
        self._value(path)

    def _below(self, table: Path, keys: list[str], line: int) -> Path:
        """The table that `keys` lead to; of an array of tables, the last."""
        for key in keys:
            table = (*table, key)
            self.lines.setdefault(table, line)
            if table in self._sizes:
                table = (*table, self._sizes[table] - 1)
        return table

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _KEY.match(self._text, self._at)
            assert found is not None
            raw = found.group()
            keys.append(tomllib.loads(f"k = {raw}")["k"] if raw[0] in "\"'" else raw)
            self._at = found.end()
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _value(self, path: Path) -> None:
        first = self._text[self._at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._skip(_STRING if first in "\"'" else _PLAIN)

    def _array(self, path: Path) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self._text[self._at] == "]":
                self._at += 1
                return
            if self._text[self._at] == ",":
                self._at += 1
                continue
            self.lines[(*path, index)] = self._note_line()
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while True:
            self._skip(_BLANK)
            if self._text[self._at] == "}":
                self._at += 1
                return
            if self._text[self._at] == ",":
                self._at += 1
                continue
            self._pair(path)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        assert found is not None
        self._at = found.end()

    def _note_line(self) -> int:
        """The line of where we are."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
