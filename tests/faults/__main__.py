"""`python -m tests.faults`: the whole suite with the counts and the seed that are given."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import Campaign
from tests.faults.counts import CI, Counts, read_arguments
from tests.faults.errands import draw
from tests.faults.fuse import POINTS
from tests.faults.power.images import lose_power


def main(words: list[str]) -> int:
    """Exit 0 when nothing was lost or doubled and every invariant held."""
    wanted = read_arguments(words)
    counts, seed = wanted.counts, wanted.seed
    print(f"seed {seed}", flush=True)
    root = Path(tempfile.mkdtemp(prefix="helppanel-faults-"))
    outcome = Campaign(root, draw(counts, seed, wanted.kinds)).run()
    found = outcome.verdict
    wrong = outcome.wrong + _unreached(counts, found["points"])
    wrong += lose_power(root / "power", counts.power_losses, seed)
    for point, deaths in sorted(found["points"].items()):
        print(f"  died {deaths} times {point}")
    print(f"  slowest exit {found['slowest_exit']:.2f} s; told {found['told']}")
    for what in wrong[:40]:
        print(f"  WRONG: {what}")
    if wrong:
        print(f"  red: add `{' '.join(words)}` with --seed {seed} to tests/faults/seeds.txt")
    if wrong or wanted.keep:
        print(f"  kept in {root}")
    else:
        shutil.rmtree(root)
    print(
        f"soak: messages {outcome.messages} client-kills {outcome.client_kills}"
        f" server-kills {outcome.server_kills} faults {outcome.faults}"
        f" power-losses {counts.power_losses} replays {found['replays']}"
        f" lost {found['lost']} doubled {found['doubled']}"
    )
    return 1 if wrong else 0


def _unreached(counts: Counts, died: dict[str, int]) -> list[str]:
    """Where nobody died, in a run that is long enough for all."""
    if counts.client_kills < CI.client_kills:
        return []
    return [f"nobody died {point}" for point in POINTS if point not in died]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
