"""The frozen build: made anew, and asked for what freezing loses first. `make dist` runs its tour too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, clean_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The executable."""
    folder = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build"), "build.spec"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=800)
    return folder / "dist" / "helppanel" / ("helppanel.exe" if sys.platform == "win32" else "helppanel")


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it from its own folder, where there is no source tree."""
    return subprocess.run(
        [program, *arguments],
        cwd=program.parent,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )


def test_it_knows_every_command(frozen: Path) -> None:
    """The help text, for which all commands are loaded by name, names them all."""
    shown = run(frozen, "--help")
    assert shown.returncode == 0, shown.stderr
    for word in ("demo", "serve", "desk", "send", "status", "articles", "doctor"):
        assert f"    {word} " in shown.stdout


def test_it_finds_its_articles(frozen: Path) -> None:
    """The shipped pack lies where the frozen program looks for it."""
    pack = next(frozen.parent.rglob("articles.pack"))
    found = run(frozen, "articles", "search", str(pack), "导出", "--locale", "zh-CN", "--limit", "1")
    assert found.returncode == 0, found.stderr
    assert "PDF" in found.stdout


def test_its_doctor_finds_it_well(frozen: Path) -> None:
    """Facts, pictures and fonts are asked of the Qt that was frozen, also where there is no display."""
    told = run(frozen, "doctor", "--json")
    assert told.returncode == 0, told.stdout + told.stderr


def test_it_takes_the_tour(frozen: Path, tmp_path: Path) -> None:
    """Panel, server and desk work together frozen, from the menu to the answer."""
    tour = run(frozen, "demo", "--tour", str(tmp_path / "tour"))
    assert tour.returncode == 0, tour.stdout + tour.stderr
