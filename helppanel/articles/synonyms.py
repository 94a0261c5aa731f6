"""Reads the words that an author takes for the same: `synonyms.txt` in a locale's folder.

One group a line, its words divided by commas (，、 too); what follows a `#` with nothing or a space
before it is a remark.
"""

from __future__ import annotations

import re
from pathlib import Path

from helppanel.articles import locales
from helppanel.articles.addresses import Folder
from helppanel.articles.source import Fault
from helppanel.articles.sources import locale_of, read_text, walk
from helppanel.articles.text import clean

NAME = "synonyms.txt"
MAX_WORD = 64  # characters

_REMARK = re.compile(r"(?:^|\s)#.*")
_COMMA = re.compile("[,，、]")

Synonyms = dict[str, list[tuple[str, ...]]]  # the groups of each locale, in the order of their files


def read_synonyms(paths: list[Path]) -> tuple[Synonyms, list[Fault]]:
    """The groups in all `synonyms.txt` under the folders among `paths`, and what is wrong in them."""
    groups: Synonyms = {}
    faults: list[Fault] = []
    for path in paths:
        for name in walk(path, NAME) if path.is_dir() else []:
            file = path / name
            if file.name != NAME:
                continue
            locale = locales.canonical(locale_of(file))
            text = read_text(file, Folder(path), name)
            if locale is None:
                faults.append(Fault(file, 1, "does not lie in the folder of a locale"))
            elif isinstance(text, Fault):
                faults.append(text)
            else:
                for number, line in enumerate(text.split("\n"), 1):
                    group = _group(line)
                    if isinstance(group, str):
                        faults.append(Fault(file, number, group))
                    elif group:
                        groups.setdefault(locale, []).append(group)
    return groups, faults


def _group(line: str) -> tuple[str, ...] | str:
    """The words of one line, none for a remark, or what is wrong."""
    line = _REMARK.sub("", line)
    if not line.strip():
        return ()
    words = [" ".join(clean(word).split()) for word in _COMMA.split(line)]
    if not all(words):
        return "has an empty word between commas"
    if len({word.casefold() for word in words}) < len(words):
        return "names a word twice"
    if len(words) < 2:
        return "has only one word, which needs another to mean the same"
    if max(map(len, words)) > MAX_WORD:
        return f"has a word of more than {MAX_WORD} characters"
    return tuple(words)
