"""Packs are offered as they lie in the folder, whole, and in parts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helppanel import assets
from tests.articles.remade import remade, without
from tests.server.callers import Caller, code
from tests.server_process import ServerProcess, helppanel

SHIPPED = assets.path("articles.pack")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that offers nothing yet."""
    with ServerProcess(tmp_path / "data") as server:
        yield server


@pytest.fixture
def packs(own: ServerProcess) -> Path:
    """Its folder of packs."""
    folder = own.folder / "packs"
    folder.mkdir()
    return folder


@pytest.fixture
def caller(own: ServerProcess) -> Iterator[Caller]:
    """Somebody whom the server does not know."""
    with Caller(own.url) as anybody:
        yield anybody


def place(content: bytes, file: Path) -> str:
    """Put a whole file there at once; its SHA-256."""
    file.parent.mkdir(exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(content)
    part.replace(file)
    return hashlib.sha256(content).hexdigest()


def listed(caller: Caller) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = caller.call("GET", "/packs").json()
    return found


def offered(caller: Caller) -> list[dict[str, Any]]:
    return listed(caller)["packs"]


def test_what_lies_in_the_folder_is_offered(packs: Path, caller: Caller) -> None:
    """Without a restart, a pack for all and one for an app appear with hash and size, and disappear again."""
    assert offered(caller) == []
    content = SHIPPED.read_bytes()
    sha256 = place(content, packs / "help.pack")
    place(content, packs / "writer" / "writer.pack")

    rows = offered(caller)

    assert [(row["name"], row["app"]) for row in rows] == [("help.pack", ""), ("writer.pack", "writer")]
    assert {row["sha256"] for row in rows} == {sha256}
    assert {row["size"] for row in rows} == {len(content)}
    (packs / "help.pack").unlink()
    assert [row["name"] for row in offered(caller)] == ["writer.pack"]


def test_the_list_is_sent_once(packs: Path, caller: Caller) -> None:
    """The ETag of the list answers 304 until something changes in the folder."""
    etag = caller.call("GET", "/packs").headers["ETag"]
    assert caller.call("GET", "/packs", headers={"If-None-Match": etag}).status_code == 304
    place(SHIPPED.read_bytes(), packs / "help.pack")
    answer = caller.call("GET", "/packs", headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != etag


def test_only_whole_packs_are_offered(own: ServerProcess, packs: Path, caller: Caller) -> None:
    """Half a pack, a damaged one, other files and links that lead nowhere are named in the log instead."""
    content = SHIPPED.read_bytes()
    place(content[: len(content) // 2], packs / "half.pack")
    place(content[:-1] + bytes([content[-1] ^ 1]), packs / "damaged.pack")
    place(b"PK\x03\x04" + content, packs / "other.pack")
    place(b"", packs / "empty.pack")
    place(content, packs / "readme.txt")
    if hasattr(os, "symlink"):
        (packs / "lost.pack").symlink_to(packs / "nowhere")

    assert offered(caller) == []

    for name in ("half", "damaged", "other", "empty"):
        assert f"{name}.pack is not offered" in own.errors()
    place(content, packs / "half.pack")
    assert [row["name"] for row in offered(caller)] == ["half.pack"]


@pytest.mark.parametrize("broken", [b"", b"PK", b"half"])
def test_a_pack_that_breaks_is_held(packs: Path, caller: Caller, broken: bytes) -> None:
    """What takes a pack's place and is none is told as held, under its app, until it is gone."""
    content = SHIPPED.read_bytes()
    place(content, packs / "help.pack")
    place(content, packs / "writer" / "writer.pack")
    assert listed(caller)["held"] == []
    place(broken if broken != b"half" else content[: len(content) // 2], packs / "writer" / "writer.pack")

    found = listed(caller)

    assert [row["name"] for row in found["packs"]] == ["help.pack"]
    assert found["held"] == [{"name": "writer.pack", "app": "writer"}]
    (packs / "writer" / "writer.pack").unlink()
    assert listed(caller)["held"] == []


def test_a_pack_with_parts_of_another_version_is_not_offered(
    own: ServerProcess, packs: Path, caller: Caller, tmp_path: Path
) -> None:
    """What has our format and every checksum right, but not the parts a panel needs, reaches no panel."""
    other = remade(SHIPPED, tmp_path / "other.pack", without("marks"))
    place(other.read_bytes(), packs / "other.pack")
    assert offered(caller) == []
    assert "other.pack is not offered: pack_foreign" in own.errors()


def test_a_pack_of_another_format_is_offered_as_it_is(packs: Path, caller: Caller) -> None:
    """Panels of other versions find theirs: the server does not have to understand it."""
    place(SHIPPED.read_bytes()[:8] + (77).to_bytes(4, "little") + b"whatever", packs / "next.pack")
    assert [row["format"] for row in offered(caller)] == [77]


def test_a_pack_comes_whole_and_in_parts(packs: Path, caller: Caller) -> None:
    """The download is the file byte for byte; a range gives its bytes; HEAD and If-None-Match save it."""
    content = SHIPPED.read_bytes()
    url = f"/packs/{place(content, packs / 'help.pack')}"

    whole = caller.call("GET", url)
    part = caller.call("GET", url, headers={"Range": "bytes=100-299"})
    rest = caller.call("GET", url, headers={"Range": f"bytes={len(content) - 5}-"})
    same = caller.call("GET", url, headers={"If-None-Match": whole.headers["ETag"]})

    assert (whole.status_code, whole.content) == (200, content)
    assert (part.status_code, part.content) == (206, content[100:300])
    assert part.headers["Content-Range"] == f"bytes 100-299/{len(content)}"
    assert (rest.status_code, rest.content) == (206, content[-5:])
    assert (same.status_code, same.content) == (304, b"")
    assert caller.call("HEAD", url).headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=99999999999-", "bytes=-5", "bytes=0-1,5-6", "lines=1-2"]
)
def test_a_range_that_cannot_be_meant_gives_the_whole(packs: Path, caller: Caller, asked: str) -> None:
    """As RFC 9110 allows, what is no single range inside the file is not looked at."""
    content = SHIPPED.read_bytes()
    url = f"/packs/{place(content, packs / 'help.pack')}"
    answer = caller.call("GET", url, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, content)


@pytest.mark.parametrize("name", ["0" * 64, "..%2fservice.json", "help.pack"])
def test_only_what_is_offered_can_be_had(packs: Path, caller: Caller, name: str) -> None:
    """No address leads to another file."""
    place(SHIPPED.read_bytes(), packs / "help.pack")
    answer = caller.call("GET", f"/packs/{name}")
    assert (answer.status_code, code(answer)) == (404, "not_found")


def test_another_folder_may_be_named(tmp_path: Path) -> None:
    """`serve --packs DIR` offers what lies there, and wants a folder that exists."""
    folder = tmp_path / "elsewhere"
    place(SHIPPED.read_bytes(), folder / "help.pack")
    options = ("--packs", str(folder))
    with ServerProcess(tmp_path / "data", options=options) as server, Caller(server.url) as anybody:
        assert [row["name"] for row in offered(anybody)] == ["help.pack"]
    done = helppanel("serve", "--data", str(tmp_path / "data"), "--packs", str(tmp_path / "no"))
    assert done.returncode == 1
    assert done.stderr.startswith("bad_setting: ")
