from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("lives are forked", allow_module_level=True)

from tests.faults.mutants import MUTANTS
from tests.faults.power.record import can_record

SEEDS = (Path(__file__).parent / "seeds.txt").read_text("utf-8").splitlines()
CLOSING = re.compile(
    r"soak: messages \d+ client-kills \d+ server-kills \d+ faults \d+ power-losses \d+ replays [1-9]\d*"
    r" lost 0 doubled 0"
)
# What gives each mutant away.
SIGNS = {
    "no key": "doubled: m",
    "dedup in memory only": "doubled: m",
    "sent marked before the POST": "lost: 0: m",
    "cursor saved before its data": "lost: answer",
    "no fsync of the blob": "a file is not what was stored",
    "lease without expiry": "is still sending",
}

pytestmark = pytest.mark.xdist_group("faults")  # one after the other: each of them takes every core


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.faults", *arguments], capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.timeout(600)
def test_nothing_is_lost_and_nothing_doubled() -> None:
    """Through every fault of the CI column, all that was stored arrived exactly once."""
    done = run() if can_record() else run("--power-losses", "0")
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr[-5_000:]
    assert CLOSING.fullmatch(done.stdout.splitlines()[-1])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("arguments", [line for line in SEEDS if not line.startswith("#")])
def test_what_was_red_is_green(arguments: str) -> None:
    """A run that once found a fault finds none."""
    if not can_record():
        arguments = re.sub("--power-losses [0-9]+", "--power-losses 0", arguments)
    done = run(*shlex.split(arguments))
    assert "lost 0 doubled 0" in done.stdout
    wrong = [line for line in done.stdout.splitlines() if "WRONG" in line and "no replay" not in line]
    assert wrong == []


@pytest.fixture(scope="module")
def drilled() -> dict[str, list[str]]:
    mutants = [mutant for mutant in MUTANTS if can_record() or "fsync" not in mutant]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.drills", *mutants],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-5_000:]
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_goes_red(drilled: dict[str, list[str]], mutant: str) -> None:
    """The fault, planted into client or server, is seen by what it does."""
    if mutant not in drilled:
        pytest.skip("strace is not here, or may not trace")
    assert [wrong for wrong in drilled[mutant] if SIGNS[mutant] in wrong]
