"""`python -m tests.faults`: the whole suite with the counts and the seed that are given."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import Campaign
from tests.faults.counts import read_arguments


def main(words: list[str]) -> int:
    """Exit 0 when nothing was lost or doubled and every invariant held."""
    counts, seed, mutant, keep = read_arguments(words)
    print(f"seed {seed}", flush=True)
    root = Path(tempfile.mkdtemp(prefix="helppanel-faults-"))
    outcome = Campaign(root, counts, seed, mutant).run()
    found = outcome.verdict
    for point, deaths in sorted(found["points"].items()):
        print(f"  died {deaths} times {point}")
    print(f"  slowest exit {found['slowest_exit']:.2f} s; told {found['told']}")
    for wrong in outcome.wrong[:40]:
        print(f"  WRONG: {wrong}")
    if outcome.wrong or keep:
        print(f"  kept in {root}")
    else:
        shutil.rmtree(root)
    print(
        f"soak: messages {outcome.messages} client-kills {outcome.client_kills}"
        f" server-kills {outcome.server_kills} faults {outcome.faults}"
        f" replays {found['replays']} lost {found['lost']} doubled {found['doubled']}"
    )
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
