"""The server does what its OpenAPI document says, whatever is thrown at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.callers import UserCaller, attachment, report
from tests.server_process import ServerProcess

HERE = Path(__file__).parent
ERASE = "DELETE /api/v1/me"


def check(server: ServerProcess, folder: Path, token: str, *options: str) -> None:
    """Run schemathesis with all its default checks, as a new installation and an agent; none may fail."""
    with UserCaller(server.url) as user:
        content = b"some bytes of a file"
        made = report("打印不了", attachment(content))
        number = user.send(made).number
        assert user.put_blob(content).status_code < 300
        environment = {
            **os.environ,
            "INSTALLATION_TOKEN": user.installation.token,
            "AGENT_TOKEN": token,
            "KNOWN": f"{number} {made.attachments[0].sha256}",
            "PYTHONPATH": str(HERE.parent.parent),
        }
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")),
            *("run", f"{server.url}/api/v1/openapi.json", "--no-color", "--warnings", "off", *options),
        ],
        env=environment,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
    assert "Traceback" not in server.errors()


@pytest.mark.parametrize("phase", ["coverage", "fuzzing", "stateful"])
def test_no_default_check_fails(server: ServerProcess, tmp_path: Path, agent_token: str, phase: str) -> None:
    """Every call answers as described: at the borders of each value, at random, and one after another."""
    # But for the one after which an installation may call no more.
    options = ("--phases", phase, "--max-examples", "4", "--seed", "1", "--exclude-name", ERASE)
    check(server, tmp_path, agent_token, *options)


def test_erasing_answers_as_described(server: ServerProcess, tmp_path: Path, agent_token: str) -> None:
    """So does the call that erases everything; the installation then is gone."""
    options = ("--phases", "coverage,fuzzing", "--max-examples", "4", "--seed", "1", "--include-name", ERASE)
    check(server, tmp_path, agent_token, *options)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_default_check_fails_in_minutes(server: ServerProcess, tmp_path: Path, agent_token: str) -> None:
    """With many more examples, and a new seed each time, every call still answers as described."""
    check(
        server, tmp_path, agent_token, "--max-examples", "200", "--max-time", "400", "--exclude-name", ERASE
    )
