"""`helppanel doctor`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from helppanel import assets
from helppanel.cli import main
from helppanel.commands import checkup
from helppanel.commands.checkup import Check, Seen
from helppanel.config import system_locale
from helppanel.contract.problems import Problem
from helppanel.policy import FREE, Policy
from helppanel.report import facts_system
from helppanel.ui.texts import Texts
from tests.server_process import ServerProcess

FINE = Seen(qt={"qt": "6.11.0", "platform": "xcb", "screens": "800×600"}, chinese=True, screen="")


def doctor(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    """Exit code and answer of `doctor --json`."""
    code = main(["doctor", "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def states(answer: dict[str, Any]) -> dict[str, str]:
    """Each check's state."""
    return {check["id"]: check["state"] for check in answer["checks"]}


def test_the_real_machine_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    """On this machine the probe's process answers, and every group of facts has values, Qt's included."""
    code, answer = doctor(capsys)
    assert states(answer)["qt"] == "ok"
    assert code == (0 if answer["ok"] else 1)
    facts = {fact["id"]: fact["value"] for group in answer["facts"] for fact in group["facts"]}
    assert facts["screens"]
    assert facts["qt"]
    assert str(Path.home()) not in json.dumps(answer["facts"])


def test_what_is_printed_is_what_would_leave(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fact of this machine that names its user is shown as it would be sent."""
    monkeypatch.setattr(checkup, "look", lambda **_: Seen(error="not asked"))
    monkeypatch.setattr(facts_system, "ASKS", {"disk": lambda: f"{Path.home()}/文档 is full"})
    _, answer = doctor(capsys)
    assert "~/文档 is full" in json.dumps(answer["facts"], ensure_ascii=False)
    assert str(Path.home()) not in json.dumps(answer["facts"])


def test_people_can_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json the same is printed in words, a check or a fact a line."""
    main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("  [") for line in lines) >= 5
    assert any(": " in line and line.startswith("    ") for line in lines)


def test_a_server_that_answers_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A running server is found; the same address after it stopped is a failure with its code, and exit 1."""
    with ServerProcess(tmp_path / "server") as server:
        url = server.url
        _, answer = doctor(capsys, "--server", url)
        assert states(answer)["server"] == "ok"
    code, answer = doctor(capsys, "--server", url)
    assert code == 1
    assert states(answer)["server"] == "fail"
    [said] = [check for check in answer["checks"] if check["id"] == "server"]
    assert said["problem"] == Problem.SERVER_DOWN
    assert Texts(system_locale()).problem(Problem.SERVER_DOWN) in said["text"]


def test_a_servers_setup_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a server's data folder a wrong service.toml is a failure that names the line, a good one is not."""
    file = tmp_path / "service.toml"
    file.write_text("name = { en = 'Ours' }\nretention_days = 0\n", encoding="utf-8")
    code, answer = doctor(capsys, "--data", str(tmp_path))
    [said] = [check for check in answer["checks"] if check["id"] == "setup"]
    assert (code, said["state"], "service.toml:2: retention_days" in said["text"]) == (1, "fail", True)
    file.write_text("name = { en = 'Ours' }\n", encoding="utf-8")
    assert states(doctor(capsys, "--data", str(tmp_path))[1])["setup"] == "ok"


def test_without_a_server_it_says_how_to_ask_one(capsys: pytest.CaptureFixture[str]) -> None:
    """That no server was asked is said, with the way to name one, and is no fault."""
    _, answer = doctor(capsys)
    [said] = [check for check in answer["checks"] if check["id"] == "server"]
    assert said["state"] == "note"
    assert "--server URL" in said["text"]


def test_an_unsafe_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Plain http to another machine is not even tried."""
    assert main(["doctor", "--server", "http://example.com"]) == 1
    assert str(Problem.INSECURE_URL) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("python", "pyside", "state"),
    [
        ((3, 11), "6.12.0", "fail"),
        ((3, 11), "6.11.3", "ok"),
        ((3, 12), "6.12.0", "ok"),
        ((3, 11), "6.8.0.2", "ok"),
    ],
)
def test_the_pair_that_aborts_is_known(python: tuple[int, int], pyside: str, state: str) -> None:
    """PySide6 6.12 on Python 3.11 is named as a fault, its neighbours are not."""
    assert checkup.pair(python, pyside).state == state


@pytest.mark.parametrize(
    ("seen", "faults"),
    [
        (FINE, set()),
        (Seen(error="Aborted"), {"qt"}),
        (Seen(qt=FINE.qt, chinese=False, screen=""), {"fonts"}),
        (Seen(qt=FINE.qt, chinese=True, screen="capture_failed"), set()),
    ],
)
def test_what_is_wrong_and_what_is_only_missing(seen: Seen, faults: set[str]) -> None:
    """A Qt that does not start and missing Chinese fonts are faults; no picture of the screen is a note."""
    found = {check.id for check in checkup.machine(seen) if check.state == "fail"}
    assert found - {"pair"} == faults


@pytest.mark.parametrize(
    ("screen", "portal", "answer"),
    [("", False, "can"), ("", True, "asks"), ("capture_no_portal", True, "cannot")],
)
def test_how_the_screen_can_be_taken(screen: str, portal: bool, answer: str) -> None:
    """At once, by the portal, which may ask the user, or not at all."""
    checks = checkup.machine(Seen(qt=FINE.qt, chinese=True, screen=screen, portal=portal))
    assert [check.answer for check in checks if check.id == "screen"] == [answer]


def test_a_qt_that_aborts_takes_nobody_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform plugin that cannot be loaded ends the probe's process, not ours, and is reported."""
    monkeypatch.setattr(checkup, "has_display", lambda: True)
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    seen = checkup.look()
    assert seen.error
    assert [check.state for check in checkup.machine(seen)][-1] == "fail"


FETCHED = ("none", "whole", "damaged", "refused")


def fetched(data: Path, state: str) -> Path:
    """A data folder whose packs are in this state."""
    folder = data / "packs"
    folder.mkdir(parents=True)
    note = {"source": "x", "file": "a.pack" if state in ("whole", "damaged") else ""}
    if state == "refused":
        note |= {"refused": "ab" * 32, "problem": "pack_foreign"}
    (folder / "current.json").write_text(json.dumps(note), "utf-8")
    content = assets.path("articles.pack").read_bytes()
    (folder / "a.pack").write_bytes(content[:-1] if state == "damaged" else content)
    return data


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("none", {"articles": "ok", "fetched": "note"}),
        ("whole", {"articles": "ok", "fetched": "ok"}),
        ("damaged", {"articles": "ok", "fetched": "fail"}),
        ("refused", {"articles": "ok", "fetched": "note", "refused": "note"}),
    ],
)
def test_the_articles_are_checked(tmp_path: Path, state: str, found: dict[str, str]) -> None:
    """The shipped pack is read whole, and with `--data` what was fetched, damaged or refused is told."""
    checks = list(checkup.articles(fetched(tmp_path, state)))
    assert {check.id: check.state for check in checks} == found


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_answer_has_a_sentence(locale: str, tmp_path: Path) -> None:
    """All checks this file can make have words in the language."""
    words = tomllib.loads(assets.path(f"i18n/{locale}/doctor.toml").read_text("utf-8"))
    checks: list[Check] = []
    asks = Seen(qt=FINE.qt, screen="", portal=True)
    for seen in (FINE, asks, Seen(error="x"), Seen(qt=FINE.qt, screen="x")):
        checks += checkup.machine(seen)
    checks += checkup.server(None)
    checks += checkup.articles(None)
    checks += [checkup.administrator(said) for said in (FREE, Policy(files=False), Policy(problem="damaged"))]
    for state in FETCHED:
        checks += checkup.articles(fetched(tmp_path / state, state))
    checks += [checkup.pair((3, 11), "6.12.0"), checkup.pair((3, 12), "6.12.0")]
    assert {f"{check.id}_{check.answer}" for check in checks} <= set(words)
