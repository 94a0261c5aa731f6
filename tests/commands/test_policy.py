"""The administrator's policy on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel import policy
from helppanel.cli import main
from helppanel.commands import checkup
from helppanel.commands.checkup import Seen
from helppanel.contract.problems import Problem
from tests.server_process import ServerProcess

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write this machine's policy."""
    file = tmp_path / "policy.toml"
    monkeypatch.setattr(policy, "system_file", lambda: file)
    monkeypatch.setattr(policy, "ROOT", tmp_path.stat().st_uid)
    monkeypatch.setattr(checkup, "look", lambda *, screen: Seen(error="not asked"))

    def put(text: str) -> Path:
        file.write_text(text, "utf-8")
        file.chmod(0o644)
        return file

    return put


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


def send(folder: Path, *more: str) -> int:
    """`helppanel send` to a vendor's server; the exit code."""
    vendor = "https://vendor.invalid"
    return main(["send", "--server", vendor, "--data", str(folder / "data"), "--text", "x", *more])


def test_send_obeys(
    tmp_path: Path, server: ServerProcess, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """`helppanel send` delivers to the pinned server, says so, and refuses a file where files are off."""
    file = write(f'server = "{server.url}"\nfiles = false\nby = "IT"\n')
    assert send(tmp_path, "--wait", "30") == 0
    assert server.url in capsys.readouterr().err
    assert send(tmp_path, "--attach", str(file)) == 1
    assert str(Problem.FILES_OFF) in capsys.readouterr().err


@pytest.mark.parametrize(("off", "problem"), [("form", Problem.FORM_OFF), ("files", Problem.FILES_OFF)])
def test_send_says_who_forbids(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str], off: str, problem: Problem
) -> None:
    """What is refused is named, with who switched it off, whom to ask and where that is written; exit 1."""
    file = write(f'{off} = false\nby = "信息安全部"\ncontact = "it@example.com"\n')
    assert send(tmp_path, "--attach", str(file)) == 1
    said = capsys.readouterr().err
    assert all(part in said for part in (str(problem), "信息安全部", "it@example.com", str(file)))


def test_send_keeps_what_may_not_leave_yet(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """While the policy cannot be read the report is stored (exit 3), and that is said."""
    file = write("screenshots = ")
    assert send(tmp_path, "--wait", "1") == 3
    assert str(file) in capsys.readouterr().err


def told(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[str, str]:
    """State and text of what `doctor` says about the policy."""
    main(["doctor", "--json", *more])
    checks = json.loads(capsys.readouterr().out)["checks"]
    [said] = [check for check in checks if check["id"] == "policy"]
    return said["state"], said["text"]


def test_doctor_tells_place_and_effects(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the policy lies and what it does to an app is printed; without one, that nothing is forbidden."""
    assert told(capsys)[0] == "ok"
    file = write('by = "信息安全部"\nfiles = false\n[apps.writer]\nscreenshots = false\n')
    state, text = told(capsys, "--app", "writer")
    assert state == "note"
    assert all(part in text for part in (str(file), "screenshots = false", "files = false", "信息安全部"))
    assert "screenshots" not in told(capsys)[1]


def test_doctor_takes_no_forbidden_picture(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where screenshots are off not even a picture that is thrown away is taken, and that is said."""
    asked: list[bool] = []

    def look(*, screen: bool) -> Seen:
        asked.append(screen)
        probed = {"qt": "6", "platform": "x", "screens": "1"}
        return Seen(qt=probed, chinese=True, screen="" if screen else str(Problem.SCREENSHOTS_OFF))

    monkeypatch.setattr(checkup, "look", look)
    write("screenshots = false")
    main(["doctor", "--json"])
    checks = {check["id"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert asked == [False]
    assert (checks["screen"]["state"], checks["screen"]["answer"]) == ("note", "off")


def test_doctor_finds_a_damaged_policy(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A policy that cannot be read is a fault, with the reason."""
    write("screenshot = false")
    state, text = told(capsys)
    assert state == "fail"
    assert "damaged" in text


def test_doctor_asks_the_pinned_server(
    server: ServerProcess, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether the server answers is asked of the one reports go to, whatever the command line says."""
    write(f'server = "{server.url}"')
    main(["doctor", "--json", "--server", "http://127.0.0.1:9"])
    checks = {check["id"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["server"]["state"] == "ok"
    assert server.url in checks["server"]["detail"]
