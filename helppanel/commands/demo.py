"""`helppanel demo`: the sample editor with its Help menu, or a tour through it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from platformdirs import user_data_path

from helppanel.commands.console import has_display
from helppanel.config import LOCALES, THEMES, system_locale
from helppanel.demo.tour.stories import STORIES
from helppanel.ui.texts import Texts

DEFAULT_TOUR = Path("out") / "tour"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `demo`; it sets `run`, which returns the exit code."""
    parser = subparsers.add_parser(
        "demo",
        help="open the sample editor with its Help menu",
        description="Opens a small document editor that embeds the panel, and a support server of its own on "
        f"this computer. Where there is no display, takes the tour into {DEFAULT_TOUR.as_posix()} instead.",
    )
    parser.add_argument(
        "--tour",
        type=Path,
        metavar="DIR",
        help="drive the program by itself, without a screen; pictures, tour.json and received/ go into DIR",
    )
    parser.add_argument(
        "--story", choices=list(STORIES), default="feedback", help="the way the tour takes (%(default)s)"
    )
    parser.add_argument("--locale", choices=LOCALES, help="the language; default: the system's")
    parser.add_argument("--theme", choices=THEMES, help="light or dark; default: the system's")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    locale = args.locale or system_locale()
    if args.tour is None and has_display():
        return _open(locale, args.theme)
    folder: Path = args.tour or DEFAULT_TOUR
    texts = Texts(locale)
    if args.tour is None:
        print(texts.t("demo.no_display", folder=folder))
    return _tour(folder, args.story, locale, args.theme, texts)


def _open(locale: str, theme: str | None) -> int:
    """The editor, with a server process of its own so that the whole circle can be seen."""
    from helppanel.demo.app import application, run
    from helppanel.demo.ending import Ending
    from helppanel.demo.server_process import ServerProcess, ServerProcessError

    ending = Ending()
    application()  # before the server: without a usable screen Qt ends the program on the spot
    texts = Texts(locale)
    server = ServerProcess(user_data_path("helppanel", appauthor=False) / "demo-server")
    url: str | None = None
    try:
        url = server.start()
        agent = texts.t("demo.agent_name")
        password = server.add_agent(agent)
        print(texts.t("demo.server_started", url=url))
        print(texts.t("demo.server_desk", url=f"{url}/desk/"))
        print(texts.t("demo.server_login", name=agent, password=password), flush=True)
    except ServerProcessError as error:
        print(texts.t("demo.server_missing", reason=error), file=sys.stderr)
    try:
        code = run(server=url, ending=ending, locale=locale, theme=theme)
    finally:
        server.stop()
    if ending.again:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  itself, as it was started
    return code


def _tour(folder: Path, story: str, locale: str, theme: str | None, texts: Texts) -> int:
    # A request to end must not leave the server behind: leave the ordinary way, and it is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded
    from helppanel.demo.app import application
    from helppanel.demo.tour.fonts import can_draw_chinese
    from helppanel.demo.tour.runner import run_tour

    application()
    if not can_draw_chinese():
        print(texts.t("demo.fonts_missing"), file=sys.stderr)
    code = run_tour(folder, story, STORIES[story](), locale=locale, theme=theme, say=print)
    print(texts.t("demo.tour_passed" if code == 0 else "demo.tour_failed", folder=folder))
    return code
