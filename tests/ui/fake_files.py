"""Files of messages, in memory: a test says which there are, and holds one half-way."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.gauge import Tell, untold
from tests.ui.fake_judging import FakeJudging


class FakeFiles(FakeJudging):
    """Part of `FakeService`."""

    _folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.blobs: dict[str, Path] = {}
        self.coming = Event()  # unset: an attachment that is saved stops half-way
        self.coming.set()

    def attachment(self, sha256: str) -> Path:
        """What the test put there."""
        self._check("attachment")
        if sha256 not in self.blobs:
            raise HelpError(Problem.NOT_FOUND, sha256)
        return self.blobs[sha256]

    def attachment_named(self, sha256: str, name: str, tell: Tell = untold) -> Path:
        """What the test put there, under that name."""
        path = self._folder / "named" / name
        path.parent.mkdir(exist_ok=True)
        self.save_attachment(sha256, path, tell)
        return path

    def save_attachment(self, sha256: str, path: Path, tell: Tell = untold) -> None:
        """A copy in two halves; after the first it waits while the test has cleared `coming`."""
        content = self.attachment(sha256).read_bytes()
        tell(len(content) // 2)
        self.coming.wait(timeout=30)
        tell(len(content) - len(content) // 2)
        path.write_bytes(content)
