"""The administrator's policy file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel import policy
from helppanel.policy import FREE, Policy, read

CLOSED = Policy(screenshots=False, files=False, email=False)
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")


def written(folder: Path, text: str | bytes) -> Path:
    """A policy file nobody else can write."""
    file = folder / "policy.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    file.chmod(0o644)
    return file


def me(folder: Path) -> int:
    """Whoever runs the tests, as the owner of files."""
    return folder.stat().st_uid


def said(folder: Path, text: str | bytes, app: str = "writer") -> Policy:
    """What a policy with `text` says to an app."""
    return read(app, written(folder, text), owner=me(folder))


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged about the file."""
    return caplog


def test_without_a_file_all_is_allowed(tmp_path: Path) -> None:
    """A machine without a policy forbids nothing and pins no server, whatever stands there."""
    assert read("writer", tmp_path / "policy.toml") == FREE
    (tmp_path / "file").touch()
    assert read("writer", tmp_path / "file" / "policy.toml") == FREE
    assert FREE.off == ()
    assert FREE.server_for("https://a.example") == "https://a.example"
    assert FREE.server_for(None) is None


def test_what_is_said_for_all_apps_and_for_one(tmp_path: Path) -> None:
    """The top of the file holds for every app, a section for its app alone, and the section is stronger."""
    text = """
    by = "信息安全部"
    contact = "it@example.com"
    screenshots = false
    server = "https://help.example.com"
    [apps.writer]
    screenshots = true
    email = false
    ["apps"."Other App"]
    form = false
    """
    writer = said(tmp_path, text)
    assert writer.off == ("email",)
    assert (writer.by, writer.contact) == ("信息安全部", "it@example.com")
    assert writer.server_for("https://vendor.example") == "https://help.example.com"
    assert said(tmp_path, text, "Other App").off == ("form", "screenshots")
    assert said(tmp_path, text, "third").off == ("screenshots",)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_of_any_editor_are_read(tmp_path: Path, end: str) -> None:
    """A byte order mark and Windows' line ends do not damage a policy."""
    lines = ["files = false", 'by = "安全部"', ""]
    assert said(tmp_path, b"\xef\xbb\xbf" + end.join(lines).encode()) == Policy(files=False, by="安全部")


@pytest.mark.parametrize(
    "text",
    [
        "screenshots = ",
        "screenshots = 0",
        'screenshots = "false"',
        "screenshot = false",
        "by = 7",
        'server = "http://help.example.com"',
        'server = "help.example.com"',
        "server = true",
        "apps = 1",
        "[apps]\nwriter = false",
        "[apps.writer]\nscreen = false",
        "[apps.another]\nfiles = 1",
        "[writer]\nfiles = false",
        b"\xff\xfe\x00",
        b"#" * 1_000_001,
        "a = " + "[" * 5_000,
    ],
)
def test_a_damaged_policy_forbids_what_it_might_have(
    tmp_path: Path, text: str | bytes, heard: pytest.LogCaptureFixture
) -> None:
    """What is not exactly a policy forbids pictures, files and e-mail, holds reports back, and is logged."""
    assert said(tmp_path, text) == CLOSED._replace(problem=policy.DAMAGED)
    assert said(tmp_path, text).server_for("https://vendor.example") is None
    assert "policy.toml" in heard.text


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in the file, asking never raises, and all is allowed only where the file is fine."""
    found = said(tmp_path, content)
    assert found.problem in ("", policy.DAMAGED)
    assert (found.off == ()) is (found.problem == "")


@POSIX
@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666, 0o777])
def test_a_file_users_can_write_is_not_the_administrators(tmp_path: Path, mode: int) -> None:
    """A policy that others can write pins no server and allows nothing it might have forbidden."""
    file = written(tmp_path, 'server = "https://evil.example"')
    file.chmod(mode)
    found = read("writer", file, owner=me(tmp_path))
    assert found == CLOSED._replace(problem=policy.UNTRUSTED)
    assert found.server_for("https://vendor.example") is None


@POSIX
def test_a_users_own_file_is_not_the_administrators(tmp_path: Path) -> None:
    """A policy of somebody else's than the owner that counts is not believed, by way of a link neither."""
    file = written(tmp_path, "screenshots = true")
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    for place in (file, link):
        assert read("writer", place, owner=me(tmp_path) + 1).problem == policy.UNTRUSTED
        assert read("writer", place, owner=me(tmp_path)) == FREE


def test_a_file_that_cannot_be_read_forbids_all(tmp_path: Path) -> None:
    """Something is there and cannot be opened: what it might forbid is forbidden."""
    (tmp_path / "policy.toml").mkdir()
    assert read("writer", tmp_path / "policy.toml", owner=me(tmp_path)) == CLOSED._replace(
        problem=policy.UNREADABLE
    )


LEADS_AWAY = ("HOME", "XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "ProgramData", "ALLUSERSPROFILE", "HELPPANEL")


@pytest.mark.skipif(os.name != "posix", reason="made of what only POSIX has")
@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_is_no_file_forbids_all(tmp_path: Path, kind: str) -> None:
    """A pipe would never answer; a link to what is gone is a policy that cannot be read."""
    file = tmp_path / "policy.toml"
    if kind == "link":
        file.symlink_to(tmp_path / "share" / "policy.toml")
    elif sys.platform != "win32":
        os.mkfifo(file)
    assert read("writer", file, owner=me(tmp_path)).problem == policy.UNREADABLE


def test_no_variable_leads_to_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place of the policy is the system's, whatever a user sets."""
    before = policy.system_file()
    for name in LEADS_AWAY:
        monkeypatch.setenv(name, str(tmp_path))
    assert policy.system_file() == before
    assert before.is_absolute()


def test_asking_loads_little() -> None:
    """A start that asks for the policy and finds none loads no TOML reader."""
    code = (
        "import pathlib, sys; from helppanel import policy; "
        "policy.read('x', pathlib.Path('/no/such/policy')); print('tomllib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
