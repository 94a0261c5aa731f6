"""Who may upload what, how much of it, and what becomes of a file that will not come."""

from __future__ import annotations

from uuid import uuid4

import pytest

from helppanel.server.uploads import MOST_OPEN
from tests.server.callers import DeskCaller, UserCaller, attachment, code, reply, report
from tests.server.uploader import Uploader, metadata
from tests.server_process import ServerProcess


def test_only_what_a_manifest_names(user: UserCaller, other: UserCaller) -> None:
    """A blob nobody named, or of another size, and one of another installation are not taken."""
    upload = Uploader(user)
    for answer, status, expected in (
        (upload.create(Upload_Metadata=metadata("a" * 64)), 404, "blob_unknown"),
        (upload.create(Upload_Length="1"), 422, "blob_mismatch"),
        (other.call("POST", "/uploads", headers=created(upload)), 404, "blob_unknown"),
        (
            user.call("POST", "/uploads", headers=created(upload) | {"Authorization": None}),
            401,
            "unauthorized",
        ),
    ):
        assert (answer.status_code, code(answer)) == (status, expected)


def created(upload: Uploader) -> dict[str, str | None]:
    """The headers of a good POST."""
    length = str(len(upload.content))
    return {"Tus-Resumable": "1.0.0", "Upload-Length": length, "Upload-Metadata": metadata(upload.sha256)}


def test_an_upload_is_its_installations_alone(user: UserCaller, other: UserCaller) -> None:
    """Another installation can neither see, continue nor end an upload."""
    upload = Uploader(user).begin()
    mine, upload.user = upload.user, other
    for answer in (upload.call("HEAD"), upload.patch(0, b"x"), upload.call("DELETE")):
        assert answer.status_code == 404
    upload.user = mine
    assert upload.offset() == 0


def test_a_creation_whose_answer_was_lost_goes_on(user: UserCaller) -> None:
    """POST again is the upload that is under way, and says how far it is; nothing is sent twice."""
    upload = Uploader(user).begin()
    upload.patch(0, upload.content[:7000])

    again = upload.create()

    assert f"/{again.headers['Location']}" == upload.path
    assert again.headers["Upload-Offset"] == "7000"


def test_a_blob_that_is_here_needs_no_byte(user: UserCaller) -> None:
    """An upload of a blob that has come by another way is finished from its start."""
    upload = Uploader(user)
    user.put_blob(upload.content)

    answer = upload.create()

    assert answer.headers["Upload-Offset"] == str(len(upload.content))
    upload.path = f"/{answer.headers['Location']}"
    assert upload.patch(len(upload.content), b"").status_code == 204
    assert upload.patch(0, upload.content).status_code == 409


def test_an_empty_blob_is_there_at_once(user: UserCaller) -> None:
    """An upload of no bytes is finished when it is created."""
    made = report("x", attachment(b""))
    user.send(made)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "0"}
    name = metadata(attachment(b"").sha256)
    assert user.call("POST", "/uploads", headers=headers | {"Upload-Metadata": name}).status_code == 201
    assert user.send(made).missing == ()


def test_unfinished_uploads_are_limited(user: UserCaller) -> None:
    """An installation that leaves many uploads unfinished is asked for patience; ending one makes room."""
    contents = [uuid4().bytes for _ in range(MOST_OPEN + 1)]
    for part in (contents[:40], contents[40:]):
        user.send(report("x", *map(attachment, part)))
    made = []
    for content in contents:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "16"}
        name = metadata(attachment(content).sha256)
        made.append(user.call("POST", "/uploads", headers=headers | {"Upload-Metadata": name}))
    assert [answer.status_code for answer in made] == [201] * MOST_OPEN + [429]

    user.call("DELETE", f"/{made[0].headers['Location']}", headers={"Tus-Resumable": "1.0.0"})
    assert user.call("POST", "/uploads", headers=headers | {"Upload-Metadata": name}).status_code == 201


@pytest.mark.parametrize("is_reply", [False, True])
def test_a_withdrawn_file_is_not_waited_for(user: UserCaller, agent: DeskCaller, is_reply: bool) -> None:
    """A file the user stopped sending is no longer missing and the desk says so, however often it is told."""
    file = attachment(uuid4().bytes)
    made = report("x", *([] if is_reply else [file]))
    number, path, message = user.send(made).number, f"/reports/{made.uuid}", reply("y", file)
    if is_reply:
        user.send_reply(number, message)
        path = f"/tickets/{number}/messages/{message.uuid}"

    for _ in range(2):
        assert user.call("PUT", f"{path}/withdrawn/{file.sha256}").status_code == 204

    again = (
        user.send_reply(number, message).json() if is_reply else {"missing": list(user.send(made).missing)}
    )
    assert again["missing"] == []
    (shown,) = agent.ticket(number)["attachments"]
    assert (shown["arrived"], shown["withdrawn"]) == (False, True)


def test_what_came_of_a_withdrawn_file_is_thrown_away(user: UserCaller) -> None:
    """Of a file the user stopped while it was being sent nothing stays."""
    upload = Uploader(user).begin()
    upload.patch(0, upload.content[:100])
    user.call("PUT", f"/reports/{upload.report.uuid}/withdrawn/{upload.sha256}")
    assert upload.call("HEAD").status_code == 404
    assert upload.begin().offset() == 0


def test_only_ones_own_files_can_be_withdrawn(
    user: UserCaller, other: UserCaller, server: ServerProcess
) -> None:
    """A file of another's report, of another message or of none is a 404."""
    upload = Uploader(user)
    own = f"/reports/{upload.report.uuid}/withdrawn"
    for caller, path in (
        (other, f"{own}/{upload.sha256}"),
        (user, f"{own}/{'a' * 64}"),
        (user, f"/reports/{uuid4()}/withdrawn/{upload.sha256}"),
        (user, f"/tickets/HP-1/messages/{upload.report.uuid}/withdrawn/{upload.sha256}"),
    ):
        assert caller.call("PUT", path).status_code == 404
    assert upload.missing()


def test_what_comes_although_it_was_withdrawn_is_shown(user: UserCaller, agent: DeskCaller) -> None:
    """A file that was on its way all the same has arrived, and that is what the desk says."""
    upload = Uploader(user)
    user.call("PUT", f"/reports/{upload.report.uuid}/withdrawn/{upload.sha256}")
    user.put_blob(upload.content)
    (shown,) = agent.ticket(upload.number)["attachments"]
    assert (shown["arrived"], shown["withdrawn"]) == (True, False)
