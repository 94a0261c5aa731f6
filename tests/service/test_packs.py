"""Packs reach a running service from a real server, and nothing that goes wrong takes help away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.articles.build import build
from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.problems import HelpError
from helppanel.service import HelpService
from tests.articles.samples import write
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

Make = Callable[..., HelpService]


class Operator:
    """Puts packs of one article, `news`, on a server of its own."""

    def __init__(self, server: ServerProcess, sources: Path) -> None:
        self.server = server
        self._sources = sources

    def publish(self, title: str, name: str = "help.pack") -> None:
        """Replace the pack by one whose article has this title."""
        build([write(self._sources, "news", title=title).parent.parent], self._sources / "made.pack")
        folder = self.server.folder / "packs"
        folder.mkdir(exist_ok=True)
        (self._sources / "made.pack").replace(folder / name)

    def withdraw(self) -> None:
        """Take it away."""
        (self.server.folder / "packs" / "help.pack").unlink()


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    with ServerProcess(tmp_path / "server") as server:
        yield Operator(server, tmp_path / "sources")


@pytest.fixture
def opened(make: Make, desk: Desk) -> Callable[[str], HelpService]:
    """Makes a service whose panel has been opened and has fetched what is new by the time it is returned."""

    def build_one(url: str) -> HelpService:
        heard: list[str] = []
        service = make(url, heard.append)
        assert service.titles("zh-CN")
        service.start()
        service.attend(Attention.VISIBLE)
        desk.run_until(lambda: "articles" in heard)
        return service

    return build_one


def title(service: HelpService) -> str:
    return service.article("news", "zh-CN").title


def fetched(tmp_path: Path) -> Path:
    [file] = (tmp_path / "data" / "packs").glob("*.pack")
    return file


def test_a_new_pack_serves_without_a_restart(
    operator: Operator, opened: Callable[[str], HelpService], make: Make, desk: Desk, tmp_path: Path
) -> None:
    """What the operator publishes is found by the next query; who reads in the old pack reads on."""
    service = make(operator.server.url)
    shipped = service._articles()
    first = shipped.titles("zh-CN")[0]
    operator.publish("第一版")
    service = opened(operator.server.url)
    assert title(service) == "第一版"
    old = service._articles()
    operator.publish("第二版")
    service = opened(operator.server.url)  # another instance of the host on the same folder
    assert title(service) == "第二版"
    assert old.article("news", "zh-CN").title == "第一版"
    assert shipped.article(first.id, "zh-CN").title == first.title


def test_readers_never_notice_the_swap(
    operator: Operator, make: Make, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """While packs are swapped, threads that search and read without a pause never fail."""
    heard: list[str] = []
    operator.publish("版本 0")
    service = make(operator.server.url, heard.append)
    assert service.titles("zh-CN")
    failures: list[BaseException] = []
    seen: set[int] = set()
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                seen.add(service.search("打印", locale="zh-CN").total)
                for one in service.titles("zh-CN")[:3]:
                    service._articles().related(one.id, "zh-CN")
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    service.start()
    service.attend(Attention.VISIBLE)
    desk.run_until(lambda: "articles" in heard)
    done.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert failures == []
    assert title(service) == "版本 0"


def test_offline_the_last_good_pack_serves(
    operator: Operator, opened: Callable[[str], HelpService], make: Make
) -> None:
    """After a restart of the app, with the server gone, what was fetched is still there."""
    operator.publish("第一版")
    opened(operator.server.url).close()
    operator.server.stop()
    assert title(make(operator.server.url)) == "第一版"
    operator.server.start()


def test_a_withdrawn_pack_gives_way_to_the_shipped_one(
    operator: Operator, opened: Callable[[str], HelpService]
) -> None:
    """When the operator takes the pack away, the app's own articles are back at the next opening."""
    operator.publish("第一版")
    service = opened(operator.server.url)
    assert len(service.titles("zh-CN")) == 1
    operator.withdraw()
    service = opened(operator.server.url)
    assert len(service.titles("zh-CN")) > 1


@pytest.mark.parametrize("damage", [b"", b"no pack", None])
def test_a_damaged_pack_is_passed_over_and_fetched_again(
    operator: Operator,
    opened: Callable[[str], HelpService],
    make: Make,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: bytes | None,
) -> None:
    """With the fetched file damaged the shipped articles serve, the log says why, and it is fetched anew."""
    operator.publish("第一版")
    opened(operator.server.url).close()
    file = fetched(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2] if damage is None else damage)
    service = make(operator.server.url)
    assert service.search("打印", locale="zh-CN").hits
    assert f"{file.name} is not used" in caplog.text
    service.close()
    assert title(opened(operator.server.url)) == "第一版"


def test_a_damaged_pack_of_the_hosts_gives_way_to_the_shipped_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """`HelpConfig.pack` that cannot be used is told in the log, and help works."""
    (tmp_path / "own.pack").write_bytes(b"no pack")
    config = HelpConfig(app_name="x", app_version="1", data_dir=tmp_path, pack=tmp_path / "own.pack")
    service = HelpService(config)
    assert service.search("打印", locale="zh-CN").hits
    assert "own.pack is not used: pack_foreign" in caplog.text
    service.close()


def test_who_never_opens_the_panel_fetches_nothing(operator: Operator, make: Make, tmp_path: Path) -> None:
    """The command line, and a host whose panel stays closed, leave the packs where they are."""
    operator.publish("第一版")
    service = make(operator.server.url)
    service.start()
    service.vote("news", "zh-CN", True, "", "", "")
    assert service.wait_settled(PATIENCE)
    assert not (tmp_path / "data" / "packs").exists()


def test_another_servers_pack_is_not_served(
    operator: Operator, opened: Callable[[str], HelpService], make: Make
) -> None:
    """What one server gave does not serve a host that names another, or none."""
    operator.publish("第一版")
    opened(operator.server.url).close()
    for url in (None, "https://support.example.com"):
        with pytest.raises(HelpError):
            title(make(url))


def test_erase_takes_the_fetched_packs_along(
    operator: Operator, opened: Callable[[str], HelpService], tmp_path: Path
) -> None:
    """After erasing, nothing that was fetched is left, and the shipped articles serve."""
    operator.publish("第一版")
    service = opened(operator.server.url)
    service.erase()
    assert not (tmp_path / "data" / "packs").exists()
    assert len(service.titles("zh-CN")) > 1
