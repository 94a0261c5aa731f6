"""Facts on their way from the host to the desk."""

from __future__ import annotations

import getpass
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.report import FactGroup
from helppanel.report import facts_system
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE

TOKEN = "".join(("Authorization: Bearer ", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.", "c2lnbmF0dXJlIQ"))

ANOTHER, WINDOWS, BACKSLASH = ("", "home", "linxiao", ".config"), ("C:", "Users", "linxiao", "a.docx"), "\\"


def values(groups: tuple[FactGroup, ...]) -> dict[str, str]:
    """Every value by its id."""
    return {fact.id: fact.value for group in groups for fact in group.facts}


def test_what_hangs_holds_up_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that never answer, the host's or a disk's, say so, keep one thread and do not delay the end."""
    asked, never = [], threading.Event()

    def hang() -> object:
        asked.append(1)
        return never.wait()

    monkeypatch.setattr(facts_system, "ASKS", {**facts_system.ASKS, "disk": hang})
    config = HelpConfig(
        app_name="App", app_version="1", data_dir=tmp_path, facts={"slow": hang, "quick": lambda: 7}
    )
    service = HelpService(config)
    for _ in range(2):
        found = values(service.collect_facts("en"))
        assert found["host:quick"] == "7"
        assert found["host:slow"] == found["disk"] == "late"
        assert found["os"]
    assert service.close()
    assert len(asked) == 2
    never.set()


@pytest.fixture
def named_after(monkeypatch: pytest.MonkeyPatch) -> str:
    """A name whose account runs this process, as far as it says."""
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, getpass.getuser())
    return getpass.getuser()


def test_nothing_private_in_a_fact_reaches_the_server(
    tmp_path: Path, server: ServerProcess, named_after: str
) -> None:
    """The user's home, name, a token and an address in facts of a host are raw here and gone at the desk."""
    planted = {
        "Log": lambda: f"opened {Path.home()}/合同/草稿.docx; {TOKEN}; mailto lin.xiao@example.com",
        "Path": lambda: f"{'/'.join(ANOTHER)}; login={named_after}; {BACKSLASH.join(WINDOWS)}",
    }
    config = HelpConfig(
        app_name="App",
        app_version="1",
        server=server.url,
        data_dir=tmp_path,
        facts=planted,
        fact_groups={"云": planted},
        document=lambda: f"{Path.home()}/年报.docx",
    )
    service = HelpService(config)
    service.start()
    groups = service.collect_facts("zh-CN")
    raw = "\n".join(values(groups).values())
    private = [str(Path.home()), TOKEN.rpartition(" ")[2], "lin.xiao@example.com", "linxiao", "年报"]
    assert all(word in raw for word in private)
    parcel = service.prepare(Draft(text="导出失败"), groups, "zh-CN")
    service.submit(parcel)
    assert service.wait_settled(PATIENCE)
    number = service.conversation(parcel.uuid).number
    with DeskCaller(server.url, server.token("周予")) as agent:
        received = agent.call("GET", f"/desk/tickets/{number}/manifest").content.decode()
    assert service.close()
    assert [word for word in private if word in received] == []
    assert "导出失败" in received
    assert "~/合同/草稿.docx" in received


def test_the_documents_name_leaves_only_if_ticked(make: Callable[..., HelpService]) -> None:
    """The group of the open document is left out of every new draft until the user takes it in."""
    service = make()
    service._config.document = lambda: "年报.docx"
    groups = service.collect_facts("en")
    assert "document" in [group.id for group in groups]
    default = service.prepare(Draft(text="x"), groups, "en").manifest
    ticked = service.prepare(Draft(text="x", left_out=frozenset()), groups, "en").manifest
    assert "年报" not in default.decode()
    assert "年报" in ticked.decode()
