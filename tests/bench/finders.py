"""How fast private data is found in logs, how well on the labelled set, beside a few obvious patterns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from helppanel.report.privacy.find import find
from helppanel.report.privacy.scrub import clean
from tests.bench.logs import mixed
from tests.bench.table import Figure, Row, interleave, percentile
from tests.privacy_set import __main__ as privacy_set
from tests.privacy_set import naive
from tests.privacy_set.score import GOALS, Labelled, read, score

SIZE = 5_000_000  # bytes of UTF-8
ROUNDS = 3
LEAST_RATE = 5.0  # MB/s
MOST_START = 0.3  # s
_COMMAND = "import sys; from helppanel.cli import main; sys.exit(main())"


def dense(lines: list[Labelled]) -> str:
    """5 MB of the set's lines, over and over: two of three hold a secret or what looks like one."""
    text = "".join(line.text + "\n" for line in lines)
    return (text * (SIZE // len(text.encode()) + 1)).encode()[:SIZE].decode(errors="ignore")


def _seconds(find_in: Callable[[str], Iterable[object]], text: str) -> Callable[[], float]:
    """CPU seconds: whatever else the machine does, one thread's work is measured."""

    def once() -> float:
        start = time.process_time()
        for _ in find_in(text):
            pass
        return time.process_time() - start

    return once


def _rate(what: str, seconds: list[float]) -> Figure:
    return Figure(
        what=what, value=SIZE / 1e6 / percentile(seconds, 50), unit="MB/s", goal=LEAST_RATE, is_least=True
    )


def _command(folder: Path, *words: str) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of all its processes, of `helppanel scrub` from start to end."""
    cpu, start = os.times(), time.perf_counter()
    with (folder / "out").open("wb") as out:
        subprocess.run([sys.executable, "-c", _COMMAND, "scrub", *words], stdout=out, check=True)
    wall, after = time.perf_counter() - start, os.times()
    return wall, sum(after[2:4]) - sum(cpu[2:4])


def _commands(folder: Path, text: str) -> list[Row | Figure]:
    """The command from its start to its end, on a file, on a batch, and on next to nothing."""
    log, batch, little = folder / "a.log", folder / "lines.jsonl", folder / "little.log"
    log.write_text(text, "utf-8", newline="\n")
    little.write_text("x\n", "utf-8")
    with batch.open("w", encoding="utf-8") as file:
        file.writelines(
            json.dumps({"id": n, "text": line}) + "\n" for n, line in enumerate(text.splitlines())
        )
    starts = [_command(folder, str(little))[1] for _ in range(ROUNDS)]
    found: list[Row | Figure] = [
        Figure(what="scrub: start, CPU", value=percentile(starts, 50), unit="s", goal=MOST_START)
    ]
    for what, words in (("scrub FILE", (str(log),)), ("scrub --batch", ("--batch", str(batch)))):
        taken = [_command(folder, *words) for _ in range(ROUNDS)]
        found.append(_rate(f"{what}: rate by the clock", [wall for wall, _ in taken]))
        cpu = percentile([cpu for _, cpu in taken], 50)
        found.append(Figure(what=f"{what}: CPU of all processes", value=cpu, unit="s"))
    return found


def rows(folder: Path) -> list[Row | Figure]:
    """The speed on mixed logs and where secrets stand close, and the three shares beside naive patterns'."""
    lines = read()
    text, close = mixed(SIZE, [line.text for line in lines]), dense(lines)
    ours, theirs = interleave(_seconds(find, text), _seconds(naive.find, text), ROUNDS)
    found: list[Row | Figure] = [
        Row(what="find in a 5 MB log", against="naive patterns", ours=ours, baseline=theirs, unit="s"),
        _rate("find in mixed logs: rate", ours),
        _rate(
            "clean mixed logs: rate", [_seconds(lambda t: clean(t).text[:0], text)() for _ in range(ROUNDS)]
        ),
        _rate("find in the set's lines: rate", [_seconds(find, close)() for _ in range(ROUNDS)]),
        *_commands(folder, text),
    ]
    by_ours, by_naive = score(lines, privacy_set.ours), score(lines, naive.find)
    for share, what in (
        ("leak", "secrets that leak"),
        ("precision", "spans right"),
        ("touched", "clean lines touched"),
    ):
        value, other = 100 * getattr(by_ours, share), 100 * getattr(by_naive, share)
        least = share == "precision"
        found.append(Figure(what=what, value=value, unit="%", goal=100 * GOALS[share], is_least=least))
        found.append(Figure(what=f"{what}, naive patterns", value=other, unit="%"))
    return found
