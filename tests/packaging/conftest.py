"""A wheel of this source tree, and an environment that has only the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def build(kind: str, source: Path, into: Path) -> Path:
    """Build a `wheel` or an `sdist` of the project in `source`."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)],
        cwd=source,
        check=True,
        capture_output=True,
        timeout=100,
    )
    (built,) = into.iterdir()
    return built


class Installed:
    """An environment with helppanel installed from a wheel; dependencies come from the tests' own one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.scripts / ("python.exe" if sys.platform == "win32" else "python")

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of its scripts from an empty folder, with nothing of the source tree in reach."""
        return subprocess.run(
            [self.scripts / program, *arguments],
            cwd=self.folder / "elsewhere",
            env=clean_environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )


def clean_environment() -> dict[str, str]:
    """The environment without what would point Python at the source tree."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
        "PYTHONUTF8": "1"
    }


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A fresh environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    (folder / "elsewhere").mkdir()
    result = Installed(folder)
    ours = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    # A folder that a .pth file adds is searched, but its own .pth files, editable installs, are not read.
    (Path(ours) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(result.python),
            "install",
            "--no-deps",
            "--no-index",
            str(wheel),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    return result
