"""`python -m tests.faults.drills`: plants each mutant and puts it through just what it cannot survive.

Prints one JSON object: for each mutant all that the reader found wrong.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import deque
from pathlib import Path

from tests.faults.campaign import Campaign
from tests.faults.errands import Errand, Script, User
from tests.faults.mutants import MUTANTS
from tests.faults.power.images import lose_power
from tests.faults.proxy import Fault

_SEED = 7
_ENOUGH = 4.0  # seconds in which a healthy outbox is empty
_IMAGES = 60

_AFTER_COMMIT = Errand(phase=Fault.AFTER_COMMIT, seconds=0.5)


def _die(point: str) -> Errand:
    return Errand(kill=True, point=point)


# By mutant: what one user goes through, how often the server dies meanwhile, how many answers are written.
_DRILLS: dict[str, tuple[list[Errand], int, int]] = {
    "no key": ([_AFTER_COMMIT] * 3, 0, 0),
    # As many kills as errands: one comes between each two.
    "dedup in memory only": ([_die("after call of reports")] * 4, 4, 0),
    "sent marked before the POST": ([_die("before call of reports")] * 2, 0, 0),
    "cursor saved before its data": ([Errand(), *[_die("after commit of keep")] * 6], 0, 14),
    "lease without expiry": ([_die("after commit of claim")], 0, 0),
}


def drill(root: Path, mutant: str) -> list[str]:
    """All that is wrong after it, with the mutant planted ("": nothing is)."""
    if mutant == "no fsync of the blob":
        return lose_power(root / "power", _IMAGES, _SEED, mutant)
    errands, server_kills, answers = _DRILLS[mutant]
    user = User(0, tls=False, errands=deque(errands), numbers=deque(range(2 * len(errands))))
    script = Script(
        users=[user],
        answers=answers,
        server_kills=server_kills,
        seed=_SEED,
        mutant=mutant,
        drain=_ENOUGH,
    )
    return Campaign(root, script).run().wrong


def main() -> None:
    found = {}
    with tempfile.TemporaryDirectory(prefix="helppanel-drills-") as folder:
        for place, mutant in enumerate(sys.argv[1:] or MUTANTS):
            root = Path(folder) / str(place)
            root.mkdir()
            found[mutant] = drill(root, mutant)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
