"""Characters that people mistake for each other by their looks, written by hand in `confusions.txt`.

From memory of school lists of 形近字 and of common slips; not taken from the engine's own table, whose
look-alikes are computed from rendered glyphs, so that the `lookalike` queries are an outside check of it.
Each word of the file is a group; any member may be typed for any other.
"""

from __future__ import annotations

from pathlib import Path


def confusions() -> dict[str, str]:
    """For each character, all that are typed for it by mistake, in the order of the groups."""
    table: dict[str, str] = {}
    for group in Path(__file__).with_suffix(".txt").read_text("utf-8").split():
        for char in group:
            others = table.get(char, "")
            table[char] = others + "".join(c for c in group if c != char and c not in others)
    return table
