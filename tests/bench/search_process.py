"""What only a fresh process can tell about search. Each command prints one line of JSON.

`first PACK LOCALE QUERY`: milliseconds from before the imports to the first answer.
`memory PACK LOCALE QUERIES`: bytes the process has grown by, from before the imports to after all queries.
`build PACK SOURCE…`: seconds with imports and progress, bytes of the index.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def first(path: str, locale: str, query: str) -> dict[str, float]:
    began = time.perf_counter()
    from helppanel.articles.pack import Pack

    hits = Pack.open(Path(path)).search(query, locale, 10).hits
    return {"ms": (time.perf_counter() - began) * 1000, "hits": len(hits)}


def memory(path: str, locale: str, queries: str) -> dict[str, float]:
    asked = Path(queries).read_text("utf-8").splitlines()
    process = psutil.Process()
    before = process.memory_info().rss
    from helppanel.articles.pack import Pack

    pack = Pack.open(Path(path))
    for query in asked:
        pack.search(query, locale, 10)
    return {"bytes": process.memory_info().rss - before}


def build(out: str, *sources: str) -> dict[str, float]:
    began, done = time.perf_counter(), 0

    def progress(pages: int, _in_all: int) -> None:
        nonlocal done
        done = pages

    from helppanel.articles.build import build as compile_pack

    # As `helppanel articles build` does it.
    report = compile_pack(
        [Path(source) for source in sources], Path(out), progress, workers=os.cpu_count() or 1
    )
    seconds = time.perf_counter() - began
    assert done == sum(report.pages.values())
    return {"seconds": seconds, "pages": done, "index": report.index_size}


COMMANDS: dict[str, Callable[..., dict[str, float]]] = {"first": first, "memory": memory, "build": build}

if __name__ == "__main__":
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))
