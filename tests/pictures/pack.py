"""`python -m tests.pictures.pack PACK OUT QUERY [--locale L]`: any pack, searched and read in the panel.

Types QUERY, clicks the first hit, and leaves small pictures `NAME-hits.png` and `NAME-read.png` in OUT for
`NAME.pack`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMainWindow, QTextBrowser, QWidget

import helppanel
from helppanel.config import LOCALES
from helppanel.demo.app import application
from helppanel.demo.tour.hands import click, type_text
from helppanel.demo.tour.patience import rest, wait_until
from helppanel.ui.help_page import HelpPage
from tests.pictures.files import write_png
from tests.pictures.readme import small
from tests.pictures.screen import environment
from tests.pictures.studio import SETTLE_S, WIDE

W = TypeVar("W", bound=QWidget)
PATIENCE_S = 60.0
ON_SCREEN = "HELPPANEL_ON_SCREEN"  # set in the process that has the screen


def see(name: str, kind: type[W]) -> W:
    """The visible widget with this objectName, waited for."""

    def shown() -> list[W]:
        found = [widget for widget in QApplication.allWidgets() if widget.objectName() == name]
        return [widget for widget in found if isinstance(widget, kind) and widget.isVisible()]

    wait_until(shown, PATIENCE_S, name)
    return shown()[0]


def shoot(path: Path) -> None:
    """A picture of the panel."""
    rest(SETTLE_S)
    write_png(small(see("helppanel_frame", QWidget).grab().toImage()), path)


def run(pack: Path, out: Path, query: str, locale: str) -> None:
    """Searches and reads."""
    application()
    window = QMainWindow()
    with TemporaryDirectory(prefix="helppanel-pictures-", ignore_cleanup_errors=True) as data:
        config = helppanel.HelpConfig(
            app_name=pack.stem,
            app_version="1",
            pack=pack,
            locale=locale,
            theme="light",
            data_dir=Path(data),
        )
        panel = helppanel.install(window, config)
        window.show()
        panel.open("help")
        see("page_help", QWidget)
        panel.toggle_docked()
        see("helppanel_window", QWidget).resize(WIDE)
        page, field = see("page_help", HelpPage), see("help_search", QLineEdit)
        click(field)
        type_text(field, query)
        wait_until(lambda: page.query == query, PATIENCE_S, f"the answer to {query}")
        hits = see("help_results", QListView)
        shoot(out / f"{pack.stem}-hits.png")
        first = hits.model().index(0, 0)
        click(hits.viewport(), hits.visualRect(first).center())
        text = see("article_text", QTextBrowser)
        wait_until(text.toPlainText, PATIENCE_S, "the article")
        shoot(out / f"{pack.stem}-read.png")
        window.close()
        window.deleteLater()
        rest(SETTLE_S)


def main() -> int:
    """In a process of its own that has a screen."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.pack", description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("query")
    parser.add_argument("--locale", choices=LOCALES, default=LOCALES[0])
    args = parser.parse_args()
    if ON_SCREEN in os.environ:
        run(args.pack, args.out, args.query, args.locale)
        return 0
    args.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="helppanel-screen-") as folder:
        surroundings = environment(Path(folder)) | {ON_SCREEN: "1"}
        command = [sys.executable, "-m", "tests.pictures.pack", *sys.argv[1:]]
        return subprocess.run(command, env=surroundings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
