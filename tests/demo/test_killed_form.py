"""The form in the running program, and a kill that nothing can catch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from helppanel.report.draft import Draft

PATIENCE_S = 120


def life(work: Path, verb: str) -> Draft:
    """What the form held before the kill."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.demo.killed_form", str(work), verb],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == -9, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=Draft, dec_hook=lambda _, name: Path(name))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_form_comes_back_whole(tmp_path: Path) -> None:
    """Fields, the picture with its marks, the file, groups and what is sent unmasked: all is as it was."""
    before = life(tmp_path, "fill")
    assert before.text == "导出 PDF 后\nthe last row is gone 😀"
    assert (before.kind, before.error_code, before.tried) == ("question", "E-2107", "重启过")
    assert (before.account, before.email) == ("lin", "a@example.com")
    assert before.left_out == {"system"}
    assert before.shown == {"email"}
    picture, file = before.files
    assert [type(mark).__name__ for mark in picture.marks] == ["Rectangle", "Mosaic"]
    assert picture.original is not None
    assert file.path.read_text() == "log"
    assert life(tmp_path, "look") == before
