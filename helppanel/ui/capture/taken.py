"""One picture as it was taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QImage

from helppanel.report.marks import Private


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A picture before anything is drawn on it; all places are in its pixels.

    `source` is `window`, `screen`, `region` or `paste`. `covered` counts the places that the host declared
    private: nothing of them is in `image` any more. `private` are places that look private and are proposed
    to be covered. `unseen` names what a picture of this kind cannot show, as codes: `opengl`, `native`,
    `video`, `web`, `window`; or `text`, which it does show but which was not all looked at.
    """

    image: QImage
    source: str
    covered: int = 0
    private: tuple[Private, ...] = ()
    unseen: tuple[str, ...] = ()


Picture: TypeAlias = Callable[[], Taken]  # called on a worker: what looks private is looked for then


def given(taken: Taken) -> Picture:
    """A picture in which nothing is to be looked for."""
    return lambda: taken
