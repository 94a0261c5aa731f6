"""What a keystroke's search costs, beside SQLite FTS5 and tantivy on the same pages and queries.

`HELPPANEL_CORPUS` names a folder with `corpus.*.jsonl`, and perhaps `queries.zh*.jsonl`, to measure with;
without it the shipped articles are grown. Every beginning of a typed query counts as a keystroke.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import msgspec

from helppanel import assets
from helppanel.articles.pack import Pack
from tests.bench import grow
from tests.bench.baselines import Engine, Fts5, Tantivy
from tests.bench.start import ENVIRONMENT
from tests.bench.table import Figure, Row, percentile

LOCALE = "zh-CN"
SMALL, LARGE = 2_500, 100_000  # pages
KEYSTROKES = 1_000
STARTS = 9  # fresh processes, of which the median counts
MB = 1_000_000
OWN_QUERIES = Path(__file__).parent.parent / "relevance" / f"queries.{LOCALE}.jsonl"

# Ratio of the p99 to that of FTS5, milliseconds, milliseconds, MB, MB, pages a second.
GOALS: dict[int, dict[str, float]] = {
    SMALL: {"keystroke": 8, "first": 120, "index": 20, "memory": 60, "rate": 1500},
    LARGE: {"fts5": 1 / 8, "index": 400, "memory": 250, "rate": 1500},
}


class Ours:
    """The pack, asked as the panel asks it."""

    def __init__(self, path: Path) -> None:
        self._pack = Pack.open(path)

    def search(self, typed: str) -> list[str]:
        return [hit.id for hit in self._pack.search(typed, LOCALE, 10).hits]

    def close(self) -> None:
        self._pack.close()


def small(folder: Path) -> list[Row | Figure]:
    """A help as large as that of an office suite."""
    return _at(SMALL, folder)


def large(folder: Path) -> list[Row | Figure]:
    """The largest help there may be."""
    return _at(LARGE, folder)


def _at(count: int, folder: Path) -> list[Row | Figure]:
    """All rows at `count` pages."""
    given = os.environ.get("HELPPANEL_CORPUS")
    corpus = Path(given) if given else assets.path("articles")
    pages = grow.real(sorted(corpus.glob("corpus.*.jsonl")) if given else [corpus], LOCALE)
    queries = sorted(corpus.glob("queries.zh*.jsonl")) if given else []
    typed = keystrokes(queries or [OWN_QUERIES])
    return _measured(list(grow.grown(pages, count)), typed, folder)


def keystrokes(files: list[Path]) -> list[str]:
    """`KEYSTROKES` beginnings of the queries in `files`, always the same."""
    lines = [line for file in files for line in file.read_bytes().splitlines()]
    queries = [str(msgspec.json.decode(line)["query"]) for line in lines]
    beginnings = sorted({query[:end] for query in queries for end in range(1, len(query) + 1)})
    return Random(grow.SEED).sample(beginnings, min(KEYSTROKES, len(beginnings)))


def _measured(pages: list[grow.Page], typed: list[str], folder: Path) -> list[Row | Figure]:
    """Builds, asks in fresh processes, then all engines in turns."""
    source, pack, asked = folder / "pages.jsonl", folder / "help.pack", folder / "typed.txt"
    grow.write(pages, source)
    asked.write_text("\n".join(typed), "utf-8")
    built = _process("build", pack, source)
    memory = _process("memory", pack, LOCALE, asked)["bytes"]
    first = statistics.median(_process("first", pack, LOCALE, typed[0])["ms"] for _ in range(STARTS))
    engines = Ours(pack), Fts5(pages, folder / "fts5.db"), Tantivy(pages, folder / "tantivy")
    ours, fts5, tantivy = _interleaved(typed, engines)
    engines[0].close()
    engines[1].close()

    where, goals = f"at {len(pages):,} pages", GOALS[len(pages)]
    found: list[Row | Figure] = []
    for against, samples in (("SQLite FTS5, bigrams", fts5), ("tantivy, bigrams", tantivy)):
        for percent in (50, 95, 99):
            found.append(
                Row(
                    what=f"search: a keystroke {where}",
                    against=against,
                    ours=ours,
                    baseline=samples,
                    unit="ms",
                    goal=goals.get("fts5") if samples is fts5 and percent == 99 else None,
                    percent=percent,
                )
            )
    for what, value, unit, goal in (
        ("a keystroke, p99", percentile(ours, 99), "ms", "keystroke"),
        ("imports, pack opened, first answer", first, "ms", "first"),
        ("size of the index", built["index"] / MB, "MB", "index"),
        (f"growth of the process after {len(typed):,} queries", memory / MB, "MB", "memory"),
        ("building", built["pages"] / built["seconds"], "pages/s", "rate"),
    ):
        name = f"search: {what} {where}"
        found.append(Figure(what=name, value=value, unit=unit, goal=goals.get(goal), is_least=goal == "rate"))
    return found


def _interleaved(typed: list[str], engines: tuple[Engine, ...]) -> list[list[float]]:
    """Milliseconds of each keystroke by each engine, in turns, after one that does not count."""
    samples: list[list[float]] = [[] for _ in engines]
    for engine in engines:
        engine.search(typed[0])
    for query in typed:
        for engine, taken in zip(engines, samples, strict=True):
            began = time.perf_counter()
            engine.search(query)
            taken.append((time.perf_counter() - began) * 1000)
    return samples


def _process(command: str, *arguments: Path | str) -> dict[str, float]:
    """The figures that a fresh process prints, as users' machines run it: with its bytecode cached."""
    line = [sys.executable, "-m", "tests.bench.search_process", command, *map(str, arguments)]
    done = subprocess.run(line, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
