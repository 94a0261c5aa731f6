"""A data folder belongs to one server, and to nobody else on the machine."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from tests.server.callers import UserCaller, attachment, report
from tests.server_process import ServerProcess, helppanel


def test_a_second_server_is_refused(tmp_path: Path) -> None:
    """The first goes on undisturbed, and agents are still added beside it."""
    with ServerProcess(tmp_path / "data") as server, UserCaller(server.url) as user:
        done = helppanel("serve", "--data", str(server.folder), "--port", "0")

        assert (done.returncode, done.stderr.partition(":")[0]) == (1, "data_in_use")
        assert str(server.folder) in done.stderr
        assert user.send(report()).missing == ()
        server.add_agent("周予")
        assert server.token("周予")


def test_the_end_of_a_server_frees_its_folder(tmp_path: Path) -> None:
    """Another server takes the folder after the first was stopped, and after kill -9."""
    with ServerProcess(tmp_path / "data") as first:
        first.stop()
        with ServerProcess(tmp_path / "data") as second:
            second.kill()
            first.start()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_what_users_wrote_is_for_the_server_alone(tmp_path: Path) -> None:
    """A new folder is 0700; database and blobs are 0600 whatever the folder is."""
    for folder in (tmp_path / "new", tmp_path / "old"):
        if folder.name == "old":
            folder.mkdir(mode=0o755)
        with ServerProcess(folder) as server, UserCaller(server.url) as user:
            user.send(report("x", attachment(b"private")))
            user.put_blob(b"private")
            files = [file for file in folder.rglob("*") if file.is_file() and file.name != "service.json"]
            assert len([file for file in files if "helppanel.sqlite3" in file.name]) == 3
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o755
