"""`helppanel desk`: the agents who may use the desk, and what is carried to and from it by hand."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from getpass import getpass
from pathlib import Path

from helppanel.commands import desk_by_hand
from helppanel.commands.extras import needing
from helppanel.contract.problems import HelpError, Problem


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `desk` with its commands."""
    parser = subparsers.add_parser(
        "desk", help="manage the agents who may use the desk; import what was handed in as a file"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    add = commands.add_parser(
        "add-agent",
        help="add an agent",
        description="Adds an agent; the password is read from standard input. The server may be running.",
    )
    add.set_defaults(run=_add_agent)

    token = commands.add_parser(
        "token",
        help="make an API token for an agent",
        description="Prints a new token of the agent for the desk's API, alone on the last line.",
    )
    token.set_defaults(run=_token)

    desk_by_hand.add_parsers(commands)
    for command in (add, token):
        command.add_argument("name", metavar="NAME", help="the agent's name, as users see it")
        command.add_argument(
            "--data", type=Path, required=True, metavar="DIR", help="the data folder of `helppanel serve`"
        )


def _add_agent(args: argparse.Namespace) -> int:
    with needing("server"):
        from helppanel.server import agents
        from helppanel.server.database import open_database
    password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    with closing(open_database(args.data)) as database, database.writing() as transaction:
        agents.add_agent(transaction, args.name, password)
    return 0


def _token(args: argparse.Namespace) -> int:
    with needing("server"):
        from helppanel.server import agents
        from helppanel.server.database import has_database, open_database
    if not has_database(args.data):  # opening would make one, with no agent in it
        raise HelpError(Problem.AGENT_UNKNOWN, f"there is no database in {args.data}", name=args.name)
    with closing(open_database(args.data)) as database, database.writing() as transaction:
        token = agents.add_token(transaction, args.name)
    print(token)
    return 0
