"""`python -m tests.end2end.erase_points URL DATA K`: have all that was sent erased, and die at the K-th step.

A step is as in `kill_points`. Exits 0 when nothing was left to do before step K came.
"""

from __future__ import annotations

import sys
from pathlib import Path

from helppanel.config import HelpConfig
from helppanel.service import HelpService
from tests.end2end.kill_points import Fuse, arm


def main() -> int:
    url, data, steps = sys.argv[1:]
    service = HelpService(HelpConfig(app_name="x", app_version="1", server=url, data_dir=Path(data)))
    arm(Fuse(int(steps)))
    service.erase_me()
    service.start()
    settled = service.wait_settled(30)
    service.close()
    return 0 if settled else 1


if __name__ == "__main__":
    sys.exit(main())
