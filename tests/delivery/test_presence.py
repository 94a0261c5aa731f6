"""Who still lives, seen from this process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from helppanel.delivery import presence
from helppanel.delivery.presence import Holder, is_alive

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="what only Linux tells of a process")


def changed(holder: str, field: int, value: str) -> str:
    """`holder` with another value in one of its fields."""
    fields = holder.split(":")
    fields[field] = value
    return ":".join(fields)


def test_this_process_is_alive() -> None:
    """A holder of this very process lives, and no two are the same."""
    one, other = Holder(), Holder()
    assert is_alive(one.name) is True
    assert one.name != other.name


def test_an_ended_process_is_not() -> None:
    """A pid that nobody has any more holds nothing."""
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    assert is_alive(changed(Holder().name, 0, str(child.pid))) is False


@LINUX
def test_a_dead_child_nobody_asked_about_is_not() -> None:
    """A killed process whose parent has not looked yet still has a pid, and holds nothing."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    ticks = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[19]
    holder = changed(changed(Holder().name, 0, str(child.pid)), 2, ticks)
    assert is_alive(holder) is True
    child.kill()
    if sys.platform == "linux":
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert is_alive(holder) is False
    child.communicate()


@LINUX
def test_a_clock_that_was_put_right_changes_nothing() -> None:
    """The time of day at which a process began moves with the clock; it lives all the same."""
    name = Holder().name
    assert is_alive(changed(name, 1, str(float(name.split(":")[1]) + 3600))) is True


@LINUX
def test_a_machine_that_was_started_anew_has_no_old_processes() -> None:
    """After a restart a process with the same pid that began at the same tick is another."""
    name = Holder().name
    host, _, space = name.split(":")[3].split("/")
    assert is_alive(changed(name, 3, f"{host}/another-start/{space}")) is False


@pytest.mark.parametrize("part", [0, pytest.param(2, marks=LINUX)])
def test_another_machine_cannot_be_seen(part: int) -> None:
    """What lives on another machine that shares the folder, or in another container, nobody here can say."""
    name = Holder().name
    place = name.split(":")[3].split("/")
    place[part] = "elsewhere"
    assert is_alive(changed(name, 3, "/".join(place))) is None


def test_an_older_version_is_understood() -> None:
    """Holders as the version before wrote them: pid and time of day."""
    began = psutil.Process().create_time()
    assert is_alive(f"{os.getpid()}:{began}:mark") is True
    assert is_alive(f"{os.getpid()}:1.0:mark") is False


@pytest.mark.parametrize("holder", ["", "?", "1", "-1:0:x", "1:x:y", "999999999:1.0:x"])
def test_nonsense_lives_nowhere(holder: str) -> None:
    """What no version wrote holds nothing."""
    assert is_alive(holder) is False


def test_where_there_is_no_proc_the_time_of_day_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS tell when a process began, which is enough there."""
    monkeypatch.setattr(presence, "_ticks", lambda _pid: None)
    presence._process.cache_clear()
    try:
        name = Holder().name
    finally:
        presence._process.cache_clear()
    assert is_alive(name) is True
    assert is_alive(changed(name, 1, "1.0")) is False
