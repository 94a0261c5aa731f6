"""`python -m helppanel` is the command line."""

from __future__ import annotations

import sys

from helppanel.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a process that helps starts this program once more
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
