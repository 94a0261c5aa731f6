"""Cuts recorded sessions anywhere, makes images of what the disk may hold then, and has them checked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.power import client, server
from tests.faults.power.disk import Disk
from tests.faults.power.record import Act, record

_PER_SESSION = 25  # images at most of one recorded session
_STEPS = 24
_SIDES: tuple[tuple[str, Callable[[Path, list[dict[str, Any]]], list[str]]], ...] = (
    ("client", client.check),
    ("server", server.check),
)


def lose_power(root: Path, count: int, seed: int, mutant: str = "") -> list[str]:
    """Make and check `count` images, three of four of the client; what was wrong, with its seed."""
    wrong: list[str] = []
    for part, (side, share) in enumerate((("client", count - count // 4), ("server", count // 4))):
        made = 0
        while made < share:
            batch = min(_PER_SESSION, share - made)
            wrong += _session(root, side, batch, seed * 1_000 + part * 500 + made // _PER_SESSION, mutant)
            made += batch
    return wrong


def _session(root: Path, side: str, count: int, seed: int, mutant: str) -> list[str]:
    folder, marks, trace = root / "disk", root / "marks", root / "trace"
    folder.mkdir(parents=True)
    arguments = [str(folder), str(marks), str(seed), str(_STEPS), mutant]
    acts = record(f"tests.faults.power.{side}", arguments, folder, marks, trace)
    rng = Random(seed)
    cuts = sorted(_cut(acts, rng) for _ in range(count))
    wrong = []
    disk, done, said = Disk(folder), 0, list[dict[str, Any]]()
    for cut in cuts:
        for act in acts[done:cut]:
            disk.do(act)
            said += _mark(act)
        done = cut
        image = root / "image"
        disk.after_power_loss(rng, image)
        found = dict(_SIDES)[side](image, said)
        wrong += [f"{side}, seed {seed}, cut {cut} of {len(acts)}: {what}" for what in found]
        shutil.rmtree(image)
    shutil.rmtree(folder)
    marks.unlink()
    trace.unlink()
    return wrong


def _cut(acts: list[Act], rng: Random) -> int:
    """How many acts there were before power was lost: as often as not hardly more than had to be durable."""
    promised = [place for place, act in enumerate(acts, 1) if act.what == "mark"]
    if rng.random() < 0.5:
        return rng.randrange(len(acts) + 1)
    return min(len(acts), rng.choice(promised) + rng.choice((0, 0, 1, 5)))


def _mark(act: Act) -> list[dict[str, Any]]:
    return [json.loads(act.data)] if act.what == "mark" else []
