"""`python -m tests.bench [PART]…`: the table. Exits 0 whatever is met: it informs."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import (
    annotator,
    answered,
    capture,
    facts,
    finders,
    held,
    poll,
    polling,
    reading,
    search,
    send,
    start,
)
from tests.bench.table import Figure, Row, table

PARTS: dict[str, Callable[[Path], Sequence[Row | Figure]]] = {
    "start": start.rows,
    "send": send.rows,
    "poll": poll.rows,
    "answered": answered.rows,
    "held": held.rows,
    "polling": polling.rows,
    "reading": reading.rows,
    "annotator": annotator.rows,
    "facts": facts.rows,
    "finders": finders.rows,
    "capture": capture.rows,
    "search": search.small,
    "search-100000": search.large,
}


def main() -> None:
    found: list[Row | Figure] = []
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            found += PARTS[name](Path(folder))
    print(table(found))


if __name__ == "__main__":
    main()
