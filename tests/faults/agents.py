"""Support staff who answer tickets through the desk's API while the server is killed under their hands."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import requests

from tests.faults.diary import Diary
from tests.faults.pace import Pace

_MOMENT = 0.05  # seconds


class Agents:
    """Writes `count` answers that the server acknowledges; those it does not count as none, here or not."""

    def __init__(
        self, root: Path, port: Callable[[], int], token: str, count: int, seed: int, pace: Pace
    ) -> None:
        self._database = root / "server" / "helppanel.sqlite3"
        self._diary = Diary(root / "agent.log")
        self._port = port
        self._count = self.left = count
        self._tries = 0
        self._rng = Random(f"agents {seed}")
        self._pace = pace
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"

    def run(self) -> None:
        """Answer one after the other, in step with the users; `left` is what there was no ticket for."""
        while self.left and (self._numbers() or not self._pace.is_over()):
            self._pace.wait_for_share((self._count - self.left + 1) / self._count)
            self._tries += 1
            if self._answer(f"a{self._tries:06d} 请再试一次"):
                self.left -= 1
            else:
                threading.Event().wait(_MOMENT)

    def _numbers(self) -> list[str]:
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
            return [row[0] for row in connection.execute("SELECT number FROM tickets ORDER BY id")]

    def _answer(self, text: str) -> bool:
        numbers = self._numbers()
        if not numbers:
            return False
        url = f"http://127.0.0.1:{self._port()}/api/v1/desk/tickets/{self._rng.choice(numbers)}/messages"
        try:
            if self._session.post(url, json={"text": text}, timeout=10).status_code != 201:
                return False
        except requests.RequestException:
            return False
        self._diary.say("answered", text=text)
        return True
