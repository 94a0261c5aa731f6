"""Run by the interpreter under test: sends a report to a server of its own; the desk's door opens."""

from __future__ import annotations

import sys
import urllib.request
from pathlib import Path

from helppanel import cli
from helppanel.demo.server_process import ServerProcess


def main(folder: Path) -> int:
    """The exit code of `send`; the last line printed is the HTTP status of the desk's login page."""
    server = ServerProcess(folder / "server")
    url = server.start()
    try:
        send = ["send", "--server", url, "--data", str(folder / "client"), "--kind", "problem"]
        code = cli.main([*send, "--text", "from the wheel", "--wait", "30"])
        with urllib.request.urlopen(f"{url}/desk/login") as answer:
            print(answer.status)
    finally:
        server.stop()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
