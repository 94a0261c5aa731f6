"""Large files arrive over links that are not up to them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.limits import MB, Limits
from helppanel.contract.report import measure
from helppanel.contract.service_info import ServiceInfo
from helppanel.delivery.uploads import MOST
from helppanel.service import HelpService
from tests.end2end.breaking_link import BreakingLink
from tests.end2end.parcels import big_file, parcel
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess

HUGE = 300 * MB


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """One that takes files of any size these tests send."""
    service = ServiceInfo(name={"en": "Ours"}, limits=Limits(file=HUGE, report=HUGE))
    with ServerProcess(tmp_path / "server", service) as running:
        running.add_agent("周予")
        yield running


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[str], HelpService]]:
    """Makes a service that carries to the server at a URL."""
    made: list[HelpService] = []

    def build(url: str) -> HelpService:
        config = HelpConfig(app_name="App", app_version="1.0", server=url, data_dir=tmp_path / "client")
        made.append(HelpService(config))
        return made[-1]

    yield build
    for service in made:
        assert service.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("size", "seconds", "rate"),
    [
        pytest.param(16 * MB, 0.5, 8 * MB, id="16 MB"),
        pytest.param(200 * MB, 1.0, 20 * MB, id="200 MB", marks=pytest.mark.slow),
    ],
)
def test_a_large_file_arrives_over_a_link_that_keeps_breaking(
    server: ServerProcess,
    make: Callable[[str], HelpService],
    tmp_path: Path,
    size: int,
    seconds: float,
    rate: float,
) -> None:
    """It arrives byte for byte, and none leaves twice but those a break swallowed: a piece each at most."""
    file = big_file(tmp_path, size)
    with (
        BreakingLink(server.port, seconds=seconds, rate=rate) as link,
        DeskCaller(server.url, server.token("周予")) as agent,
    ):
        service = make(link.url)
        service.start()
        sent = parcel("see the recording", file)
        service.submit(sent)
        while service.conversation(sent.uuid).state != "delivered":
            assert service.conversation(sent.uuid).state != "refused", service.last_failure
            service.wait_settled(5)
        print(f"{size} bytes, {link.breaks} breaks, {link.passed - size} more bytes than that")
        number = service.conversation(sent.uuid).number
        (shown,) = agent.ticket(str(number))["attachments"]
        assert (shown["arrived"], shown["sha256"]) == (True, measure(file)[0])
    stored = server.folder / "blobs" / shown["sha256"][:2] / shown["sha256"]
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == shown["sha256"]
    assert link.breaks > 2
    assert link.passed < size + link.breaks * MOST
