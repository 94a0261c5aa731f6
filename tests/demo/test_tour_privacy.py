"""The tour past private things: none of them arrives, and it notices when one does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from helppanel.demo.tour.runner import RESULT, Result, run_tour
from helppanel.demo.tour.stage import Cast
from helppanel.demo.tour.story_privacy import PrivacyStory
from helppanel.report.scrubbing import Scrubbing
from helppanel.ui.capture import windows
from helppanel.ui.report import darkroom

pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).parents[2]
SHORT_S = 20.0


def told(folder: Path) -> Result:
    """The story in a process of its own, as a user tells it."""
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "helppanel", "demo", "--tour", str(folder), "--story", "privacy"]
    command += ["--locale", "zh-CN", "--theme", "light"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return msgspec.json.decode((folder / RESULT).read_bytes(), type=Result)


def comparable(folder: Path, differs: list[str]) -> Any:
    """The manifest without what is other at each telling."""
    manifest = json.loads((folder / "received" / "manifest.json").read_text("utf-8"))
    for group in manifest["facts"]:
        for fact in group["facts"]:
            if f"facts.{group['id']}.{fact['id']}" in differs:
                fact["value"] = ""
    return {key: value for key, value in manifest.items() if key not in differs}


def pictures(folder: Path) -> list[Path]:
    """What was received, by name."""
    return sorted((folder / "received").glob("*.png"))


def test_no_secret_arrives_whatever_it_is(tmp_path: Path) -> None:
    """Told twice with other secrets, the received bytes are the same but for what is listed, without any."""
    with ThreadPoolExecutor(2) as both:
        one, two = both.map(told, (tmp_path / "1", tmp_path / "2"))
    assert {secret.text for secret in one.private if secret.rect} != {s.text for s in two.private if s.rect}
    assert [(s.rect is None, len(s.text)) for s in one.private] == [
        (s.rect is None, len(s.text)) for s in two.private
    ]
    assert comparable(tmp_path / "1", one.differs) == comparable(tmp_path / "2", two.differs)
    assert [p.read_bytes() for p in pictures(tmp_path / "1")] == [
        p.read_bytes() for p in pictures(tmp_path / "2")
    ]
    password = next(secret for secret in one.private if secret.picture_index != one.private[0].picture_index)
    beside = [secret for secret in one.private if secret.picture_index == password.picture_index]
    assert len({secret.text for secret in beside}) == 5, "a row of the list looks out from under the dialog"
    received = b"".join(path.read_bytes() for path in (tmp_path / "1" / "received").iterdir())
    assert not [secret.text for secret in one.private if secret.text.encode() in received]
    for secret in one.private:
        if secret.rect is not None and secret.picture_index is not None:
            x, y, width, height = secret.rect
            image = QImage(str(pictures(tmp_path / "1")[secret.picture_index]))
            assert len({image.pixel(x + a, y + b) for a in range(width) for b in range(height)}) == 1


def failed(out: Path) -> tuple[str, str]:
    """The step that failed, and how."""
    assert run_tour(out, "privacy", PrivacyStory, cast=Cast(patience_s=SHORT_S)) == 1
    result = msgspec.json.decode((out / RESULT).read_bytes(), type=Result)
    step = next(step for step in result.steps if not step.ok)
    return step.step, step.detail


@pytest.mark.slow
def test_an_uncovered_column_is_noticed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If what the host declares private were not covered, the tour would fail on what was received."""

    def nothing(*_: object) -> list[object]:
        return []

    monkeypatch.setattr(windows, "rects", nothing)
    step, detail = failed(tmp_path)
    assert step == "received"
    assert "can be seen" in detail


@pytest.mark.slow
def test_an_unflattened_mark_is_noticed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the picture left without its covers, the tour would fail on what was received."""
    monkeypatch.setattr(darkroom, "flatten", lambda picture, _marks: picture)
    step, detail = failed(tmp_path)
    assert step == "received"
    assert "can be seen" in detail


@pytest.mark.slow
def test_an_unscrubbed_fact_is_noticed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If facts left as they are, the tour would fail before anything is sent."""
    monkeypatch.setattr(Scrubbing, "text", lambda _self, text: text)
    step, detail = failed(tmp_path)
    assert step in ("masked_facts", "preview")
    assert "holds" in detail or "report_masked" in detail
