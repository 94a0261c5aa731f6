"""Blobs come in whole, for those who name them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from helppanel.contract.limits import Limits
from helppanel.contract.service_info import ServiceInfo
from tests.server.callers import DeskCaller, UserCaller, attachment, code, report
from tests.server_process import ServerProcess


def test_a_blob_goes_round(user: UserCaller, agent: DeskCaller, server: ServerProcess) -> None:
    """A blob named by a report is kept as a file under its hash, and user and desk read the same bytes."""
    content = uuid4().bytes * 100_000
    file = attachment(content, "屏幕.png")
    number = user.send(report("x", file)).number
    assert agent.ticket(number)["attachments"][0]["arrived"] is False

    assert user.put_blob(content).status_code == 201

    stored = server.folder / "blobs" / file.sha256[:2] / file.sha256
    assert stored.read_bytes() == content
    assert list((server.folder / "blobs" / "tmp").iterdir()) == []
    assert agent.ticket(number)["attachments"] == [
        {**msgspec.to_builtins(file), "arrived": True, "withdrawn": False}
    ]
    for answer in (
        user.call("GET", f"/blobs/{file.sha256}"),
        agent.call("GET", f"/desk/blobs/{file.sha256}"),
    ):
        assert answer.content == content
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{file.sha256}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_blob_twice_is_kept_once(user: UserCaller) -> None:
    """A repeated blob is answered 200; an empty one is a blob like others."""
    for content in (uuid4().bytes, b""):
        user.send(report("x", attachment(content)))
        assert [user.put_blob(content).status_code for _ in range(2)] == [201, 200]


def test_a_blob_with_another_hash_is_refused(user: UserCaller, server: ServerProcess) -> None:
    """Bytes that are not those named, more or fewer, leave nothing and can be sent again rightly."""
    content = uuid4().bytes * 10
    sha256 = attachment(content).sha256
    user.send(report("x", attachment(content)))

    for wrong in (content[:-1] + b"?", content[:-1], content * 2):
        answer = user.put_blob(wrong, sha256)
        assert (answer.status_code, code(answer)) == (422, "blob_mismatch")
        assert user.call("GET", f"/blobs/{sha256}").status_code == 404

    assert list((server.folder / "blobs" / "tmp").iterdir()) == []
    assert user.put_blob(content).status_code == 201


def test_a_blob_has_the_size_its_manifest_names(user: UserCaller) -> None:
    """The right bytes under a manifest that promises more or fewer of them are refused."""
    for size in (1, 1000):
        content = uuid4().bytes
        user.send(report("x", msgspec.structs.replace(attachment(content), size=size)))

        answer = user.put_blob(content)

        assert (answer.status_code, code(answer)) == (422, "blob_mismatch")


def test_who_repeats_a_report_may_bring_its_blobs(
    user: UserCaller, other: UserCaller, agent: DeskCaller
) -> None:
    """An installation that holds the very manifest brings what is missing, for the ticket it belongs to."""
    here, late = uuid4().bytes, uuid4().bytes
    made = report("x", attachment(here), attachment(late))
    number = user.send(made).number
    user.put_blob(here)
    assert other.put_blob(late).status_code == 404

    assert other.send(made).missing == (attachment(late).sha256,)
    assert other.call("GET", f"/blobs/{attachment(here).sha256}").status_code == 404
    assert other.put_blob(late).status_code == 201

    assert (other.send(made).missing, user.send(made).missing) == ((), ())
    assert all(file["arrived"] for file in agent.ticket(number)["attachments"])
    assert user.call("GET", f"/blobs/{attachment(late).sha256}").content == late


@pytest.mark.parametrize("name", ["a" * 64, "x", "..", "%2e%2e%2f%2e%2e%2fservice.json"])
def test_a_blob_nobody_named_is_unknown(user: UserCaller, agent: DeskCaller, name: str) -> None:
    """Blobs that no manifest names are not taken in, and names that are no hashes lead nowhere."""
    for answer in (
        user.call("PUT", f"/blobs/{name}", data=b"x"),
        user.call("GET", f"/blobs/{name}"),
        agent.call("GET", f"/desk/blobs/{name}"),
    ):
        assert answer.status_code == 404
        assert code(answer) in ("blob_unknown", "not_found")


def test_naming_a_hash_does_not_give_the_blob(user: UserCaller, other: UserCaller) -> None:
    """Who names another's blob must bring the bytes before they may read them."""
    content = uuid4().bytes
    sha256 = attachment(content).sha256
    user.send(report("x", attachment(content)))
    user.put_blob(content)

    assert other.call("GET", f"/blobs/{sha256}").status_code == 404
    made = report("mine too", attachment(content))
    assert other.send(made).missing == (sha256,)
    assert other.call("GET", f"/blobs/{sha256}").status_code == 404
    assert other.put_blob(content).status_code == 201
    assert other.call("GET", f"/blobs/{sha256}").content == content


def test_a_blob_beyond_the_published_limit_is_too_large(tmp_path: Path) -> None:
    """The limit of the service info holds, for what a manifest names and for what is sent."""
    service = ServiceInfo(name={"en": "Small"}, limits=Limits(file=1000, text=10))
    with ServerProcess(tmp_path / "data", service) as server, UserCaller(server.url) as user:
        content = b"x" * 1000
        user.send(report("x", attachment(content)))

        too_large = user.put_blob(content + b"x", hashlib.sha256(content).hexdigest())
        too_long = user.put_report((made := report("x" * 11)).uuid, msgspec.json.encode(made))

        assert (too_large.status_code, code(too_large)) == (413, "too_large")
        assert (too_long.status_code, code(too_long)) == (400, "text_too_long")
        assert user.put_blob(content).status_code == 201


def test_trouble_with_the_disk_is_temporary(tmp_path: Path) -> None:
    """A blob that cannot be written now is a 503 with Retry-After, and is taken in when the disk is back."""
    with ServerProcess(tmp_path / "data") as server, UserCaller(server.url) as user:
        content = uuid4().bytes
        user.send(report("x", attachment(content)))
        folder = server.folder / "blobs" / "tmp"
        folder.rmdir()

        answer = user.put_blob(content)

        assert (answer.status_code, code(answer)) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        folder.mkdir()
        assert user.put_blob(content).status_code == 201
