"""Files of two gigabytes, and of nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.report.draft import Draft, DraftFile
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE
from tests.service.large_sender import most_memory

GB = 1024**3
MOST_MEMORY = 400  # MB; a server or a client that held the file would need five times that


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Two gigabytes that take no room on the disk."""
    path = tmp_path / "内存转储.dmp"
    with path.open("wb") as stream:
        stream.truncate(2 * GB)
    return path


@pytest.fixture
def generous(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that takes three gigabytes."""
    limits = Limits(file=3 * GB, report=3 * GB)
    service = ServiceInfo(name={"en": "Ours"}, limits=limits)
    with ServerProcess(tmp_path / "server", service) as running:
        running.add_agent("周予")
        yield running


def test_a_file_beyond_the_limits_is_refused_before_it_is_read(
    make: Callable[..., HelpService], large: Path
) -> None:
    """In the form and in a reply: at once, by its name, though another file is taken."""
    service = make()
    small = large.with_name("空.log")
    small.touch()
    kept = service.keep_file(small)
    began = time.monotonic()
    with pytest.raises(HelpError) as in_form:
        service.keep_file(large)
    with pytest.raises(HelpError) as in_reply:
        service.reply("HP-1", "x", (large,))
    assert time.monotonic() - began < 1  # to read it takes longer
    for caught in (in_form, in_reply):
        assert caught.value.code is Problem.FILE_TOO_LARGE
        assert caught.value.params == {"name": large.name, "limit": 50}
    assert [path.stat().st_size for path in service.prepare(draft(kept), (), "zh-CN").blobs.values()] == [0]


def test_the_servers_limit_holds_in_the_form(
    make: Callable[..., HelpService], generous: ServerProcess, tmp_path: Path
) -> None:
    """A file that a server takes is kept, though it is larger than the limit by default."""
    service = make(generous.url)
    know_limits(service)
    path = tmp_path / "trace.etl"
    with path.open("wb") as stream:
        stream.truncate(Limits().file + 1)
    assert service.keep_file(path).size == Limits().file + 1


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the most memory a process ever had")
def test_two_gigabytes_arrive_in_little_memory(generous: ServerProcess, large: Path, tmp_path: Path) -> None:
    """Where the limits allow it the file arrives, and neither end ever held much of it."""
    command = [sys.executable, "-m", "tests.service.large_sender", generous.url, str(tmp_path / "data")]
    done = subprocess.run([*command, str(large)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_MEMORY
    assert most_memory(generous.pid) < MOST_MEMORY
    with DeskCaller(generous.url, generous.token("周予")) as agent:
        (found,) = agent.call("GET", "/desk/tickets").json()
        (file,) = agent.ticket(found["number"])["attachments"]
    assert (file["name"], file["size"], file["arrived"]) == (large.name, 2 * GB, True)


def draft(*files: DraftFile) -> Draft:
    return Draft(text="一个文件", files=files)


def know_limits(service: HelpService) -> None:
    """Until the server's limits are known."""
    service.start()
    carrier = service._carrier
    assert carrier is not None
    carrier.sync_now()
    assert carrier.wait(lambda: service.service_info() is not None, PATIENCE)
