"""Keeps the panel off the screen while a picture is taken."""

from __future__ import annotations

from collections.abc import Callable


class Curtain:
    """Drawn or not; to lift it twice does nothing."""

    def __init__(self, conceal: Callable[[bool], None]) -> None:
        self._conceal, self._is_drawn = conceal, False

    def draw(self) -> None:
        """Take the panel away."""
        if not self._is_drawn:
            self._is_drawn = True
            self._conceal(True)

    def lift(self) -> None:
        """Bring it back."""
        if self._is_drawn:
            self._is_drawn = False
            self._conceal(False)
