from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What opening a host must not pay for: network, search, images.
HEAVY = (
    "requests", "urllib3", "http.client", "ssl", "mss", "helppanel.articles", "helppanel.delivery",
    "helppanel.service", "helppanel.ui.capture", "PySide6.QtSvg", "PySide6.QtNetwork", "PIL", "litestar",
)  # fmt: skip

# What the first opening must not wait for: it comes when a pack is read, a report written, the hours shown.
LATER = ("numpy", "psutil", "zoneinfo", "requests", "mss", "PIL", "helppanel.articles.pack.")

INSTALL = """
import os, pathlib, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
import helppanel
config = helppanel.HelpConfig(app_name="x", app_version="1", data_dir=pathlib.Path(sys.argv[1]))
panel = helppanel.install(window, config)
app.processEvents()
print(*sorted(sys.modules), sep="\\n")
"""


def _lint(source: Path) -> subprocess.CompletedProcess[str]:
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--config",
        "pyproject.toml",
        "--no-cache",
    ]
    return subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)


def test_imports_run_downwards_only() -> None:
    """The rooms import each other only as the layers allow."""
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("delivery/retry.py", "import PySide6.QtCore"),
        ("delivery/retry.py", "import helppanel.service"),
        ("delivery/retry.py", "import helppanel.report.draft"),
        ("server/store.py", "import helppanel.config"),
        ("server/store.py", "import helppanel.delivery.retry"),
        ("ui/theme.py", "import helppanel.delivery.client"),
        ("ui/theme.py", "import helppanel.articles.pack"),
        ("service/rooms.py", "import sqlalchemy"),
        ("report/draft.py", "import helppanel"),
        ("ui/theme.py", "import requests"),
    ],
)
def test_a_planted_violation_is_seen(tmp_path: Path, file: str, line: str) -> None:
    """Each rule fails when somebody breaks it."""
    copy = tmp_path / "helppanel"
    for source in (ROOT / "helppanel").rglob("*.py"):
        target = copy / source.relative_to(ROOT / "helppanel")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    with (copy / file).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    assert _lint(tmp_path).returncode == 1


def test_install_imports_nothing_heavy(tmp_path: Path) -> None:
    """A host that never opens the panel pays for no network, search or image module."""
    done = subprocess.run(
        [sys.executable, "-c", INSTALL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_the_first_opening_imports_only_what_it_shows() -> None:
    """The panel with its first page is at hand without what reads packs, asks the machine or the network."""
    code = (
        "import sys; from helppanel.ui import session; session.pages.load('home');"
        "print(*(f'{name}.' for name in sys.modules), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if name.startswith(LATER)] == []


def test_the_package_itself_imports_no_qt() -> None:
    """`import helppanel` resolves its names lazily."""
    code = "import sys, helppanel; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "PySide6" not in done.stdout
    assert "helppanel.config" not in done.stdout


def test_the_version_is_told_at_once() -> None:
    """`helppanel --version` loads none of the commands, of which some bring search or patterns with them."""
    code = (
        "import contextlib, sys; from helppanel.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--version'])\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("helppanel ")
    loaded = {name for name in done.stdout.split() if name.startswith("helppanel.commands.")}
    assert loaded == {"helppanel.commands.console"}
