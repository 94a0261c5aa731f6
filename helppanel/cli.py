"""The command line: one entry point, one line a word; each word's code is loaded when it is used.

Exit codes: 0 done, 1 failed (problem code and sentence on stderr), 2 usage, 3 safely stored but not yet
delivered.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from helppanel.commands.console import fail, use_utf8
from helppanel.contract.problems import HelpError
from helppanel.version import __version__

WORDS = ("demo", "serve", "desk", "send", "status", "bundle", "articles", "doctor", "scrub")
_MODULES = {"send": "delivery", "status": "delivery"}


def parser(words: Sequence[str] = WORDS) -> argparse.ArgumentParser:
    """The parser of `words`; all of them for the help text."""
    root = argparse.ArgumentParser(
        prog="helppanel",
        description="Help → Online Support for Qt desktop applications, and the desk behind it.",
        epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 safely stored but not yet delivered.",
    )
    root.add_argument("--version", action="version", version=f"helppanel {__version__}")
    subparsers = root.add_subparsers(metavar="COMMAND", required=True)
    for module in dict.fromkeys(_MODULES.get(word, word) for word in words):
        import_module(f"helppanel.commands.{module}").add_parser(subparsers)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_utf8()
    # Loading only the word that is used keeps `send` free of the server's imports.
    word = next((a for a in arguments if not a.startswith("-")), "")
    words = (word,) if word in WORDS else () if arguments == ["--version"] else WORDS
    args = parser(words).parse_args(arguments)
    try:
        return int(args.run(args))
    except HelpError as error:
        return fail(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
