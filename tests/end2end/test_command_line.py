from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.counting import arrived
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess, helppanel


def run(server: ServerProcess, data: Path, *arguments: str, text: str = "") -> tuple[int, Any, str]:
    word, *options = arguments
    done = helppanel(word, "--server", server.url, "--data", str(data), "--json", *options, text=text)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def test_server_down_first(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """Stored with the server down (exit 3), delivered once when it is back, by whatever call comes next."""
    data = tmp_path / "client"
    picture = tmp_path / "截图 1.png"
    picture.write_bytes(b"\x89PNG not really" * 1000)
    server.stop()
    code, row, _ = run(server, data, "send", "--text", "打印时闪退", "--attach", str(picture), "--wait", "1")
    assert (code, row["state"], row["problem"], row["number"]) == (3, "retrying", "server_down", None)
    server.start()
    code, answer, _ = run(server, data, "status", "--wait", "20")
    assert code == 0
    [row] = answer["reports"]
    assert (row["state"], row["status"]) == ("delivered", "new")
    assert run(server, data, "status", "--wait", "5")[0] == 0
    assert arrived(agent) == {"打印时闪退": 1}
    [attachment] = agent.ticket(row["number"])["attachments"]
    assert (attachment["name"], attachment["size"]) == ("截图 1.png", picture.stat().st_size)


def test_send_returns_at_once_and_a_later_send_delivers_both(
    server: ServerProcess, agent: DeskCaller, tmp_path: Path
) -> None:
    """Without --wait nothing leaves; the next call that waits also carries what the earlier one left."""
    data = tmp_path / "client"
    code, row, _ = run(server, data, "send", "--kind", "suggestion", "--text", "-", text="第一条\n第二行")
    assert (code, row["state"], row["title"]) == (3, "queued", "第一条")
    assert arrived(agent) == {}
    code, row, _ = run(server, data, "send", "--text", "第二条", "--wait", "20")
    assert code == 0
    assert arrived(agent) == {"第一条\n第二行": 1, "第二条": 1}


def test_the_answer_comes_back(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """The agent's words and the new status reach the client, unread, and are there once."""
    data = tmp_path / "client"
    _, row, _ = run(server, data, "send", "--text", "打印时闪退", "--wait", "20")
    agent.answer(row["number"], "请更新到 12.5")
    assert agent.edit(row["number"], status="solved").status_code == 200
    for _ in range(2):
        code, answer, _ = run(server, data, "status", "--wait", "20")
        assert code == 0
        assert answer["unread"] == 1
        [row] = answer["reports"]
        assert row["status"] == "solved"
        assert [(m["author"], m["text"]) for m in row["messages"]] == [
            ("user", "打印时闪退"),
            ("agent", "请更新到 12.5"),
        ]


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("send", "--text", " \n"), 1, "text_empty"),
        (("send", "--text", "x" * 5001), 1, "text_too_long"),
        (("send", "--text", "x", "--attach", "not-there.png"), 1, "file_unreadable"),
        (("send", "--text", "x", "--kind", "chat"), 2, ""),
        (("send",), 2, ""),
        (("status", "--wait", "-1"), 2, ""),
    ],
)
def test_bad_input_is_refused(
    server: ServerProcess, tmp_path: Path, arguments: tuple[str, ...], code: int, problem: str
) -> None:
    """Bad input exits 1 with code and sentence on stderr, wrong usage 2; nothing is kept."""
    found, _, errors = run(server, tmp_path / "client", *arguments)
    assert found == code
    assert errors.startswith(f"{problem}: " if problem else "usage: ")
    assert run(server, tmp_path / "client", "status")[1] == {"reports": [], "unread": 0}


def test_plain_http_to_another_machine_is_refused(tmp_path: Path) -> None:
    """The client talks plain http only to this machine."""
    done = helppanel("send", "--server", "http://192.0.2.1", "--data", str(tmp_path / "c"), "--text", "x")
    assert done.returncode == 1
    assert done.stderr.startswith("insecure_url: ")
    assert not (tmp_path / "c").exists()


def test_a_proxy_in_the_environment_never_hides_this_machine(
    server: ServerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system proxy is not asked for a server on this very machine."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert run(server, tmp_path / "client", "send", "--text", "x", "--wait", "20")[0] == 0


def test_status_says_when_nobody_was_reached(server: ServerProcess, tmp_path: Path) -> None:
    """With the server down, `status --wait` fails instead of showing old news as new."""
    data = tmp_path / "client"
    assert run(server, data, "send", "--text", "x", "--wait", "20")[0] == 0
    server.stop()
    code, answer, errors = run(server, data, "status", "--wait", "1")
    assert code == 1
    assert errors.startswith("server_down: ")
    assert answer["reports"][0]["state"] == "delivered"
    assert run(server, data, "status")[0] == 0
    server.start()


def test_a_damaged_database_is_told(server: ServerProcess, tmp_path: Path) -> None:
    """What was set aside is named on stderr."""
    data = tmp_path / "client"
    data.mkdir()
    (data / "outbox.sqlite3").write_bytes(b"no database" * 1000)
    code, _, errors = run(server, data, "status")
    assert code == 0
    assert str(data / "outbox.sqlite3") in errors


def test_a_text_that_cannot_be_stored_is_kept_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the data folder takes nothing, `send` fails, and says in which file the text is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "file").touch()
    folder = str(tmp_path / "file" / "data")
    done = helppanel("send", "--server", "http://127.0.0.1:9", "--data", folder, "--text", "not lost")
    assert done.returncode == 1
    assert "data_unwritable" in done.stderr
    (kept,) = [line for line in done.stderr.splitlines() if line.startswith("The text is kept in ")]
    assert Path(kept.removeprefix("The text is kept in ").rstrip(".")).read_text() == "not lost"
