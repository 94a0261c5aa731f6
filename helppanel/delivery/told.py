"""A request's body that says how much of it has left."""

from __future__ import annotations

import io
from collections.abc import Callable


class Told(io.BytesIO):
    """Bytes to send; `tell_left` hears how many were taken so far, a block at a time."""

    def __init__(self, content: bytes, tell_left: Callable[[int], None]) -> None:
        super().__init__(content)
        self._tell_left = tell_left

    def read(self, size: int | None = -1, /) -> bytes:
        """The next block."""
        block = super().read(size)
        self._tell_left(self.tell())
        return block
