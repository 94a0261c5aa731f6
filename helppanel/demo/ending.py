"""Notes that somebody asked the program to end: Ctrl+C in the terminal, or the system shutting down."""

from __future__ import annotations

import signal
from types import FrameType


class Ending:
    """From its making on, SIGINT and SIGTERM only set `asked`.

    An exception raised from a signal could land in the middle of anything, Qt's slots and imports included,
    and be swallowed there; a note cannot. Make it on the main thread.
    """

    def __init__(self) -> None:
        self.asked = False
        self.again = False  # whether the program is to be started anew
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
