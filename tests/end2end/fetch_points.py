"""`python -m tests.end2end.fetch_points URL DATA K TITLE`: fetch the server's pack and die at the K-th step.

A step is the moment before and after each HTTP call and each time a file gets its name. Exits 0 when an
article of this title was served before step K came, whether this process fetched it or another was faster.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.delivery import packs
from helppanel.delivery.client import Client
from helppanel.service import HelpService
from tests.end2end.kill_points import Fuse

# Packs in many parts, and little patience with an instance that was killed on its way.
QUICK = {"PART": 8192, "_ABANDONED": 3.0, "_BUSY": 0.2}


def arm(fuse: Fuse) -> None:
    """Put a step before and after every call and every renaming."""
    for owner, name in ((Client, "_call"), (Path, "rename"), (Path, "replace")):
        setattr(owner, name, counted(getattr(owner, name), fuse))


def counted(original: Callable[..., Any], fuse: Fuse) -> Callable[..., Any]:
    """`original` between two steps."""

    def call(*args: Any, **options: Any) -> Any:
        fuse.step()
        result = original(*args, **options)
        fuse.step()
        return result

    return call


def is_served(service: HelpService, title: str) -> bool:
    """Whether an article of this title is in the pack that serves."""
    return any(one.title == title for one in service.titles("zh-CN"))


def main() -> int:
    url, data, steps, title = sys.argv[1:]
    for name, value in QUICK.items():
        setattr(packs, name, value)
    swapped = threading.Event()
    config = HelpConfig(app_name="x", app_version="1", server=url, data_dir=Path(data))
    service = HelpService(config, on_change=lambda kind: swapped.set() if kind == "articles" else None)
    served = is_served(service, title)
    arm(Fuse(int(steps)))
    service.start()
    service.attend(Attention.VISIBLE)
    if not served:
        swapped.wait(30)
        served = is_served(service, title)
    service.close()
    return 0 if served else 1


if __name__ == "__main__":
    sys.exit(main())
