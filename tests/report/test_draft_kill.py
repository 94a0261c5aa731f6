"""The draft and a process that is killed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from helppanel.report.draft_store import DraftStore

WRITER = """
import sys
from pathlib import Path
from helppanel.report.draft import Draft
from helppanel.report.draft_store import DraftStore
store = DraftStore(Path(sys.argv[1]))
draft = store.load() or Draft()
for number in range(len(draft.text), 100_000):
    store.save(Draft(text="字" * (number + 1)))
    print(number + 1, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_saved(tmp_path: Path) -> None:
    """Killed again and again while saving, the draft is whole each time and holds what was saved last."""
    rng = random.Random(2030)
    folder = tmp_path / "draft"
    saved = 0
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(rng.randint(1, 40)):
                saved = int(writer.stdout.readline())
            writer.kill()
        draft = DraftStore(folder).load()
        assert draft is not None
        assert draft.text == "字" * len(draft.text)
        assert len(draft.text) >= saved
        assert list(folder.glob("draft-damaged-*")) == []
        saved = len(draft.text)
