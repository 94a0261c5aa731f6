"""What a process says of itself, one JSON line each; a line that is written outlives the process."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any


class Diary:
    """A file that several processes append to."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def say(self, what: str, **more: Any) -> None:
        """Append a line: `what`, `at` in seconds of the machine's monotonic clock, and `more`."""
        line = json.dumps({"what": what, "at": time.monotonic(), **more}, ensure_ascii=False)
        os.write(self._file, line.encode() + b"\n")


def read(path: Path) -> list[dict[str, Any]]:
    """Every whole line; a kill may have torn the last one. None of a file that is not there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
