"""Which draft belongs to which form: two windows, or two instances, of one app never share one."""

from __future__ import annotations

import time
from pathlib import Path

from helppanel.delivery.database import Database, put_meta
from helppanel.delivery.presence import Holder, is_alive

NAMES = ("draft", *(f"draft-{number}" for number in range(2, 33)))
REPLIES = "replies"  # beside them: a folder a conversation, for the files of a reply that is being written
_META = "holder of "
_LATELY = 86_400.0  # seconds


class Slots:
    """The folders for drafts below the data folder, each held by at most one living form."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._holder = Holder()

    def take(self) -> Path:
        """A free slot, until `release` or this process's end; one where something was left comes first."""
        me = self._holder.name  # not inside: the first time it takes a while
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT name, value FROM meta WHERE name LIKE ?", (f"{_META}%",))
            held = {
                name
                for name, holder in ((r["name"].removeprefix(_META), r["value"]) for r in rows)
                if self._is_held(name, holder)
            }
            free = [name for name in NAMES if name not in held] or [NAMES[0]]
            left = [name for name in free if any((self._database.folder / name).glob("*.json"))]
            name = (left or free)[0]
            put_meta(connection, f"{_META}{name}", me)
        return self._database.folder / name

    def _is_held(self, name: str, holder: str) -> bool:
        alive = is_alive(holder)
        return self._was_written(name) if alive is None else alive

    def _was_written(self, name: str) -> bool:
        """Whether somebody wrote there lately: all that is seen of a holder on another machine."""
        try:
            return time.time() - (self._database.folder / name / "draft.json").stat().st_mtime < _LATELY
        except OSError:
            return False

    def release(self) -> None:
        """Give back what this form held."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM meta WHERE name LIKE ? AND value LIKE ?", (f"{_META}%", f"%:{self._holder.mark}")
            )
