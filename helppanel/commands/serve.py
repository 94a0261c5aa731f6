"""`helppanel serve`: the server."""

from __future__ import annotations

import argparse
from pathlib import Path

from helppanel.commands.extras import needing
from helppanel.commands.ready_file import ReadyFile
from helppanel.config import system_locale


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `serve`."""
    parser = subparsers.add_parser(
        "serve",
        help="run the server that takes in reports, with the desk",
        description=(
            "Takes in reports, carries answers back and shows the desk under /desk, until it is told to stop "
            "(SIGTERM, Ctrl+C). A company's whole setup is service.toml in the data folder; what is saved in "
            "it takes effect within seconds. "
            "To reach it from other machines, put a web server with TLS in front."
        ),
    )
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="the data folder; made if it does not exist"
    )
    parser.add_argument(
        "--packs",
        type=Path,
        metavar="DIR",
        help="the packs of articles that panels download: NAME.pack for every app, APP_ID/NAME.pack for one "
        "(packs in the data folder)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="only check service.toml, say what is set or all that is wrong, and exit with 0 or 1",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8765, help="the port (8765); 0 takes any free one")
    parser.add_argument(
        "--ready-file", type=Path, metavar="F", help='a file to receive {"url": …} once the server answers'
    )
    parser.set_defaults(run=_serve)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"not a port from 0 to 65535: {text}")
    return int(text)


def _serve(args: argparse.Namespace) -> int:
    if args.check:
        with needing("server"):
            from helppanel.commands.setup_check import check
        return check(args.data)
    ready = None if args.ready_file is None else ReadyFile(args.ready_file)
    with needing("server"):
        from helppanel.server.data_folder import make_folder
        from helppanel.server.run import run_server
    make_folder(args.data)
    if ready is not None:
        ready.check()  # after the data folder, which it may lie in

    def say_ready(url: str) -> None:
        print(url, flush=True)
        if ready is not None:
            ready.write(url)

    run_server(args.data, args.host, args.port, say_ready, args.packs, system_locale())
    return 0
