"""Finds shipped files in a source tree, a wheel or a frozen build; the only file that knows all three."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `articles/`, `i18n/`, `icons/`, `service/` and `theme/`."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [package / "resources", package.parent / "resources"]
    if frozen is not None:
        places.insert(0, Path(frozen) / "helppanel" / "resources")
    for place in places:
        if (place / "i18n").is_dir():
            return place
    raise FileNotFoundError(f"helppanel's resources are missing; looked in {', '.join(map(str, places))}")


def path(name: str) -> Path:
    """The shipped file `name`, a path relative to `resources/` with forward slashes."""
    return root() / name
