"""Resumable uploads do what tus 1.0.0 says a server MUST: core, creation, checksum, expiration, termination.

Each test's docstring says it in our words; the names of the headers are the specification's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import uuid4

import pytest

from helppanel.contract.limits import Limits
from tests.server.callers import UserCaller, code
from tests.server.uploader import PIECE, Uploader, checksum, metadata


@pytest.fixture
def upload(user: UserCaller) -> Uploader:
    """16,000 bytes that nothing has arrived of."""
    return Uploader(user).begin()


def test_options_tells_what_the_server_can(user: UserCaller) -> None:
    """OPTIONS carries versions, extensions, algorithms with sha1 among them and the greatest size."""
    for path in ("/uploads", f"/uploads/{'0' * 32}"):
        # A client's Tus-Resumable, however odd, is ignored here.
        answer = user.call("OPTIONS", path, headers={"Tus-Resumable": "0.0.1"})
        assert answer.status_code == 204
        assert answer.headers["Tus-Version"] == "1.0.0"
        extensions = {"creation", "checksum", "expiration", "termination"}
        assert set(answer.headers["Tus-Extension"].split(",")) == extensions
        assert set(answer.headers["Tus-Checksum-Algorithm"].split(",")) == {"sha1", "sha256"}
        assert int(answer.headers["Tus-Max-Size"]) == Limits().file


def test_an_upload_in_pieces_is_the_blob(upload: Uploader) -> None:
    """Pieces are acknowledged with 204 and the new offset; with the last the report misses nothing."""
    content = upload.content
    for start, end in ((0, 10_000), (10_000, 10_000), (10_000, 16_000)):
        answer = upload.patch(start, content[start:end])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(end))
        assert upload.offset() == end
    assert not upload.missing()
    assert upload.user.call("GET", f"/blobs/{upload.sha256}").content == content


def test_head_says_where_to_go_on(upload: Uploader) -> None:
    """HEAD gives offset, length and metadata, also of a finished upload, and nobody may cache it."""
    for done in (0, len(upload.content)):
        answer = upload.call("HEAD")
        assert answer.status_code == 200
        assert answer.headers["Upload-Offset"] == str(done)
        assert answer.headers["Upload-Length"] == str(len(upload.content))
        assert answer.headers["Upload-Metadata"] == metadata(upload.sha256)
        assert answer.headers["Cache-Control"] == "no-store"
        upload.patch(0, upload.content)


def test_every_answer_says_the_version(upload: Uploader) -> None:
    """Tus-Resumable is in each answer, errors of routing and of rights included."""
    answers = (
        upload.create(),
        upload.call("HEAD"),
        upload.patch(0, b"x"),
        upload.patch(99, b"x"),
        upload.call("PUT"),
        upload.call("HEAD", "/uploads/unknown"),
        upload.call("DELETE", headers={"Authorization": "Bearer x"}),
    )
    assert {answer.headers["Tus-Resumable"] for answer in answers} == {"1.0.0"}


@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0", "1.0.0, 2.0.0"])
def test_another_version_is_refused_unprocessed(upload: Uploader, version: str | None) -> None:
    """Another Tus-Resumable, or none, is a 412 with Tus-Version, and nothing happens."""
    for answer in (
        upload.create(Tus_Resumable=version),
        upload.patch(0, upload.content, Tus_Resumable=version),
        upload.call("HEAD", headers={"Tus-Resumable": version}),
        upload.call("DELETE", headers={"Tus-Resumable": version}),
    ):
        assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")
    assert upload.offset() == 0


def test_another_offset_changes_nothing(upload: Uploader) -> None:
    """A PATCH before or behind the offset is a 409 and leaves the upload as it was."""
    upload.patch(0, upload.content[:100])
    for start in (0, 99, 101, len(upload.content)):
        answer = upload.patch(start, b"?" * 10)
        assert (answer.status_code, code(answer)) == (409, "upload_moved")
    assert upload.offset() == 100
    upload.patch(100, upload.content[100:])
    assert not upload.missing()


@pytest.mark.parametrize("wrong", [{"Content_Type": "application/octet-stream"}, {"Content_Type": None}])
def test_a_piece_has_its_own_media_type(upload: Uploader, wrong: dict[str, str | None]) -> None:
    """A PATCH of another media type is a 415."""
    assert upload.patch(0, b"x", **wrong).status_code == 415
    assert upload.offset() == 0


@pytest.mark.parametrize("offset", [None, "", "-1", "+1", "1.0", "١", "0x1", "9" * 30])
def test_an_offset_is_a_number(upload: Uploader, offset: str | None) -> None:
    """A PATCH without a non-negative integer for its offset is a 400."""
    value = None if offset is None else offset.encode().decode("latin-1")
    answer = upload.patch(0, b"x", Upload_Offset=value)
    assert (answer.status_code, code(answer)) == (400, "bad_request")
    assert upload.offset() == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_guards_a_piece(upload: Uploader, algorithm: str) -> None:
    """A piece with another checksum than stated is a 460 and discarded; the right one is kept."""
    piece = upload.content[:5000]
    answer = upload.patch(0, piece[:-1] + b"?", Upload_Checksum=checksum(piece, algorithm))
    assert (answer.status_code, code(answer)) == (460, "piece_mismatch")
    assert upload.offset() == 0

    assert upload.patch(0, piece, Upload_Checksum=checksum(piece, algorithm)).status_code == 204
    assert upload.offset() == 5000


@pytest.mark.parametrize("stated", ["md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha256", "sha256 ?", "SHA1 x", ""])
def test_an_unknown_checksum_discards_the_piece(upload: Uploader, stated: str) -> None:
    """An algorithm the server does not have, or what is no checksum, is a 400 and changes nothing."""
    answer = upload.patch(0, upload.content, Upload_Checksum=stated)
    assert answer.status_code in (400, 460)
    assert upload.offset() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"Upload_Length": None},
        {"Upload_Length": "-1"},
        {"Upload_Length": None, "Upload_Defer_Length": "1"},
        {"Upload_Metadata": None},
        {"Upload_Metadata": "sha256"},
        {"Upload_Metadata": "sha256 eA=="},
        {"Upload_Metadata": "filename eA=="},
        {"Upload_Metadata": f"{metadata('a' * 64)},{metadata('b' * 64)}"},
        {"Upload_Metadata": ",,"},
        {"Upload_Metadata": "a" * 2000},
        {"Upload_Metadata": "a," * 400 + "\xe9"},
    ],
)
def test_creation_needs_a_length_and_a_blob(user: UserCaller, wrong: dict[str, str | None]) -> None:
    """Without a length, or without a blob's hash among well-formed metadata, creation is a 400."""
    answer = Uploader(user).create(**wrong)
    assert (answer.status_code, code(answer)) == (400, "bad_request")


def test_other_metadata_is_given_back(user: UserCaller) -> None:
    """What a client states beside the hash comes back from HEAD as it was stated."""
    upload = Uploader(user)
    stated = f"filename {'eA' * 2},{metadata(upload.sha256)},is_confidential"
    upload.path = f"/{upload.create(Upload_Metadata=stated).headers['Location']}"
    assert upload.call("HEAD").headers["Upload-Metadata"] == stated


def test_creation_beyond_the_greatest_size(user: UserCaller) -> None:
    """A length beyond Tus-Max-Size is a 413."""
    answer = Uploader(user).create(Upload_Length=str(Limits().file + 1))
    assert (answer.status_code, code(answer)) == (413, "too_large")


def test_more_bytes_than_promised_are_not_kept(user: UserCaller) -> None:
    """A PATCH beyond the length, announced or not, is a 413 and leaves the upload as it was."""
    upload = Uploader(user, uuid4().bytes * 200_000).begin()  # more than is held back before it is written
    long = upload.content + b"x"
    assert upload.patch(0, long).status_code == 413
    headers = {"Upload-Offset": "0", "Content-Type": PIECE}
    unannounced = iter([long[:2_500_000], long[2_500_000:]])
    assert upload.call("PATCH", data=unannounced, headers=headers).status_code == 413
    assert upload.offset() == 0


def test_the_last_bytes_prove_the_blob(upload: Uploader) -> None:
    """Other bytes than the hash names are a 422 at the end; the upload is gone and a new one works."""
    answer = upload.patch(0, upload.content[:-1] + b"?")
    assert (answer.status_code, code(answer)) == (422, "blob_mismatch")
    assert upload.call("HEAD").status_code == 404
    assert upload.missing()

    assert upload.begin().patch(0, upload.content).status_code == 204
    assert not upload.missing()


def test_an_upload_expires_and_says_when(user: UserCaller) -> None:
    """Upload-Expires, an HTTP date a week ahead, is in the answers to POST and to every PATCH."""
    upload = Uploader(user)
    answers = [upload.create()]
    upload.path = f"/{answers[0].headers['Location']}"
    answers += [upload.patch(0, b"x"), upload.patch(1, b"y")]
    for answer in answers:
        left = parsedate_to_datetime(answer.headers["Upload-Expires"]) - datetime.now(UTC)
        assert timedelta(days=6) < left <= timedelta(days=7)


def test_an_upload_can_be_given_up(upload: Uploader) -> None:
    """DELETE is a 204, after which the upload is unknown."""
    upload.patch(0, upload.content[:100])
    assert upload.call("DELETE").status_code == 204
    for method in ("HEAD", "DELETE"):
        assert upload.call(method).status_code == 404
    assert upload.patch(100, b"x").status_code == 404
    assert upload.begin().offset() == 0


def test_the_method_may_be_said_in_a_header(upload: Uploader) -> None:
    """X-HTTP-Method-Override counts instead of the request's own method."""
    headers = {"Upload-Offset": "0", "Content-Type": PIECE, "X-HTTP-Method-Override": "PATCH"}
    assert upload.call("POST", data=upload.content[:10], headers=headers).status_code == 204
    answer = upload.call("GET", headers={"X-HTTP-Method-Override": "HEAD"})
    assert answer.headers["Upload-Offset"] == "10"
