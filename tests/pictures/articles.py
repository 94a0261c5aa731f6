"""`python -m tests.pictures.articles OUT`: the pictures in the articles, into OUT/<locale>/images."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from helppanel.config import LOCALES
from helppanel.demo.app import application
from tests.pictures.article_shots import Shots
from tests.pictures.screen import environment

LARGEST = 120_000  # bytes; a pack carries every picture of every language


def main(out: Path) -> int:
    """Each language in a process of its own: a program has one."""
    worst = 0
    with TemporaryDirectory(prefix="helppanel-screen-") as folder:
        surroundings = environment(Path(folder))
        for locale in LOCALES:
            command = [sys.executable, "-m", "tests.pictures.articles", str(out), locale]
            worst |= subprocess.run(command, env=surroundings, check=False).returncode
    return worst


def shoot(out: Path, locale: str) -> int:
    """Takes those of one language; 1 where one is too large."""
    application()
    folder = out / locale / "images"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="helppanel-pictures-", ignore_cleanup_errors=True) as work:
        Shots(folder, Path(work), locale).run()
    heavy = [file for file in sorted(folder.glob("*.png")) if file.stat().st_size > LARGEST]
    for file in heavy:
        print(f"{file} has {file.stat().st_size} bytes, more than {LARGEST}", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    place, *rest = sys.argv[1:]
    sys.exit(shoot(Path(place), rest[0]) if rest else main(Path(place)))
