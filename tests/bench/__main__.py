"""`python -m tests.bench [start|send|poll]…`: the table of ratios. Exits 0 whatever is met: it informs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import poll, send, start
from tests.bench.table import Row, table

PARTS = {"start": start.rows, "send": send.rows, "poll": poll.rows}


def main() -> None:
    found: list[Row] = []
    for name in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            found += PARTS[name](Path(folder))
    print(table(found))


if __name__ == "__main__":
    main()
