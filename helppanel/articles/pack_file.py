"""What is known of a pack's file without opening it; light, so that a panel can be ready before it reads."""

from __future__ import annotations

from pathlib import Path

MAGIC = b"\x89HPK\r\n\x1a\n"  # as PNG's: a transfer in text mode damages it visibly
FORMAT = 3

Stamp = tuple[int, int, int, int]  # which file, its size, when it was written


def stamp(path: Path) -> Stamp:
    """What changes when the file is written to, or another takes its place. Raises OSError."""
    of = path.stat()
    return of.st_dev, of.st_ino, of.st_size, of.st_mtime_ns
