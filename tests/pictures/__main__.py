"""`python -m tests.pictures OUT [--only NAME…]`: one PNG a page, language, theme and width into OUT."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from helppanel.config import LOCALES, THEMES
from tests.pictures import screen


def main() -> int:
    """Each language and theme in a process of its own: a program has one language and one theme."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="how the names begin")
    parser.add_argument("--locale", choices=LOCALES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    worst = 0
    with TemporaryDirectory(prefix="helppanel-screen-") as folder:
        environment = screen.environment(Path(folder))
        for locale in args.locale or LOCALES:
            for theme in args.theme or THEMES:
                command = [sys.executable, "-m", "tests.pictures.session", str(args.out), locale, theme]
                worst |= subprocess.run([*command, *args.only], env=environment, check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
