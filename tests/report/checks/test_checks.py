"""What each check finds, and what it lets pass."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract import service_info
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import Release, ServiceInfo
from helppanel.report.checks import clock, disk, memory, server, uptime, version
from helppanel.report.checks.model import Trouble

MB, GB = 1024**2, 1024**3


@pytest.mark.parametrize(
    ("free", "total", "is_found"),
    [
        (100 * GB, 500 * GB, False),
        (2 * GB, 500 * GB, False),  # little of it, and enough to work with
        (1 * GB - 1, 500 * GB, True),
        (0, 500 * GB, True),
        (500 * MB, 4 * GB, False),  # a small disk
        (300 * MB, 4 * GB, True),
        (0, 0, False),  # a file system that keeps nothing, such as one of the kernel's
    ],
)
def test_a_disk_is_nearly_full(free: int, total: int, is_found: bool) -> None:
    """Less than a gigabyte is too little, on a small disk less than a tenth."""
    assert disk.judge(free, total) == (Trouble("disk", {"free": free}, "disk") if is_found else None)


def test_the_fullest_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several disks the one with the least room counts, also for a folder that is not made yet."""
    rooms = {"a": (500 * GB, 400 * MB), "b": (500 * GB, 100 * MB), "c": (500 * GB, 90 * GB)}
    for name in rooms:
        (tmp_path / name).mkdir()
    asked: list[Path] = []

    def usage(place: Path) -> object:
        asked.append(place)
        total, free = rooms[place.name]
        return type("Usage", (), {"total": total, "free": free})

    monkeypatch.setattr("shutil.disk_usage", usage)
    found = disk.look([tmp_path / "a" / "later" / "data", tmp_path / "b", tmp_path / "c"])
    assert asked[0] == tmp_path / "a"
    assert found is not None
    assert found.params == {"free": 100 * MB}


def test_this_machine_can_be_looked_at(tmp_path: Path) -> None:
    """Every check of the machine itself answers here, and a process of today has not run for a week."""
    for found in (disk.look([tmp_path]), memory.look(), uptime.look()):
        assert found is None or found.params
    assert uptime.look() is None


@pytest.mark.parametrize(
    ("available", "total", "is_found"),
    [
        (8 * GB, 16 * GB, False),
        (2 * GB, 64 * GB, False),
        (1 * GB - 1, 64 * GB, True),
        (500 * MB, 4 * GB, False),
        (300 * MB, 4 * GB, True),
    ],
)
def test_memory_is_short(available: int, total: int, is_found: bool) -> None:
    """A gigabyte is enough anywhere, less than a twelfth of little is not; the app's share is named."""
    found = memory.judge(available, total, 7)
    assert found == (Trouble("memory", {"available": available, "own": 7}, "memory") if is_found else None)


@pytest.mark.parametrize(
    ("ahead", "found"),
    [
        (None, None),
        (0.0, None),
        (299.0, None),
        (-299.0, None),
        (301.0, Trouble("clock_slow", {"seconds": 301.0}, "clock")),
        (-90_000.0, Trouble("clock_fast", {"seconds": 90_000.0}, "clock")),
    ],
)
def test_the_clock_is_wrong(ahead: float | None, found: Trouble | None) -> None:
    """Some minutes are no one's trouble; more is named with its direction."""
    assert clock.judge(ahead) == found


@pytest.mark.parametrize(
    ("problem", "found", "action"),
    [
        (Problem.OFFLINE, "server", "try_again"),
        (Problem.TIMEOUT, "server", "try_again"),
        (Problem.UNAVAILABLE, "server", "try_again"),
        (Problem.NAME_NOT_FOUND, "server", "try_again"),
        (Problem.SERVER_DOWN, "server", "try_again"),
        (Problem.TLS_FAILED, "server_tls", "clock"),
        (Problem.PROXY_FAILED, "server_proxy", "try_again"),
        (Problem.PROXY_LOGIN, "server_proxy", "try_again"),
        (Problem.CAPTIVE_PORTAL, "server_foreign", "try_again"),
        (Problem.FOREIGN_ANSWER, "server_foreign", "try_again"),
    ],
)
def test_the_server_is_out_of_reach(problem: Problem, found: str, action: str) -> None:
    """What keeps a report here is said, each with what may help."""

    def ask() -> float | None:
        raise HelpError(problem)

    assert server.look(ask) == Trouble(found, action=action)


def test_a_server_that_answers_is_no_trouble() -> None:
    """A refusal is an answer; where the server is well its clock is compared."""

    def refuse() -> float | None:
        raise HelpError(Problem.RATE_LIMITED)

    assert server.look(refuse) is None
    assert server.look(lambda: 0.5) is None
    assert server.look(lambda: 7200.0) == clock.judge(7200.0)


@pytest.mark.parametrize(
    ("latest", "ours", "is_newer"),
    [
        ("12.5", "12.4.0", True),
        ("12.10", "12.9", True),
        ("v13", "12.9.9", True),
        ("12.4.1", "12.4", True),
        ("12.4", "12.4.0", False),
        ("12.4.0", "12.4.0.0", False),
        ("12.3.9", "12.4", False),
        ("12.5.0-beta", "12.5.0", False),
        ("2024.1 (build 7)", "2023.12", True),
        ("newest", "12.4", False),
        ("12.5", "trunk", False),
        ("", "", False),
        ("9" * 400, "1", True),
    ],
)
def test_versions_are_compared_by_their_numbers(latest: str, ours: str, is_newer: bool) -> None:
    """Part by part as numbers, however many there are; what has no numbers is never newer."""
    assert version.is_newer(latest, ours) is is_newer


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_two_versions_are_newer_than_each_other(one: str, other: str) -> None:
    """Whatever the versions look like, at most one of them is newer."""
    assert not (version.is_newer(one, other) and version.is_newer(other, one))


def test_a_newer_version_is_named_with_its_place() -> None:
    """The user hears of the version the server knows, and where to get it; without one of nothing."""
    release = Release(version="12.5", link="https://example.com/get")
    assert version.look("12.4", release) == Trouble(
        "update", {"version": "12.5", "link": "https://example.com/get"}, "update"
    )
    assert version.look("12.5", release) is None
    assert version.look("12.4", None) is None


@pytest.mark.parametrize(("seconds", "is_found"), [(0, False), (6.9 * 86_400, False), (7.1 * 86_400, True)])
def test_the_app_has_been_running_for_long(seconds: float, is_found: bool) -> None:
    """A week is long."""
    assert (uptime.judge(seconds) is not None) is is_found


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "example.com"])
def test_a_release_leads_to_the_web_alone(link: str) -> None:
    """Service info with another kind of link to a new version is refused as a whole."""
    info = ServiceInfo(name={"en": "Support"}, latest={"app": Release(version="2", link=link)})
    with pytest.raises(ValueError, match="link"):
        service_info.decode(msgspec.json.encode(info))
    fine = msgspec.structs.replace(info, latest={"app": Release(version="2", link="https://example.com")})
    assert service_info.decode(msgspec.json.encode(fine)) == fine
