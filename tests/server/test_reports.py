"""Reports come in once, byte for byte."""

from __future__ import annotations

import re
from uuid import uuid4

import msgspec
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.contract.report import Receipt, encode
from tests.server.callers import DeskCaller, UserCaller, attachment, code, reply, report
from tests.server_process import ServerProcess


def test_the_same_uuid_and_bytes_twice_are_one_ticket(user: UserCaller, agent: DeskCaller) -> None:
    """A repeated report is answered 200 with the first receipt, and the desk has one ticket."""
    made = report()
    first = user.put_report(made.uuid, encode(made))
    second = user.put_report(made.uuid, encode(made))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    tickets = agent.call("GET", "/desk/tickets").json()
    assert [ticket["uuid"] for ticket in tickets].count(str(made.uuid)) == 1


def plain(answer: requests.Response) -> Receipt:
    """The receipt of an answer; whose changes it goes by differs with who asks."""
    return msgspec.structs.replace(msgspec.json.decode(answer.content, type=Receipt), change=0)


def test_other_bytes_under_one_uuid_conflict(user: UserCaller) -> None:
    """A known UUID with other bytes is refused, even if they mean the same."""
    made = report()
    user.send(made)

    answer = user.put_report(made.uuid, encode(made) + b"\n")

    assert (answer.status_code, code(answer)) == (409, "uuid_conflict")


def test_another_installation_repeats_a_report(user: UserCaller, other: UserCaller) -> None:
    """The same bytes from another installation get the same receipt, and the ticket stays where it was."""
    made = report()
    first = user.put_report(made.uuid, encode(made))

    second = other.put_report(made.uuid, encode(made))

    assert (second.status_code, plain(second)) == (200, plain(first))
    assert other.sync().tickets == ()
    assert [ticket.uuid for ticket in user.sync().tickets] == [made.uuid]
    answer = other.put_report(made.uuid, encode(made) + b" ")
    assert (answer.status_code, code(answer)) == (409, "uuid_conflict")


def test_another_installation_repeats_a_reply(user: UserCaller, other: UserCaller) -> None:
    """A reply's very bytes get its receipt from anybody; a new reply from another installation does not."""
    number, made = user.send(report()).number, reply()
    first = user.send_reply(number, made)

    second = other.send_reply(number, made)

    assert (second.status_code, plain(second)) == (200, plain(first))
    answer = other.send_reply(number, reply())
    assert (answer.status_code, code(answer)) == (404, "not_found")


def test_the_uuid_of_the_url_is_that_of_the_manifest(user: UserCaller) -> None:
    """A manifest sent under another UUID than its own is refused."""
    answer = user.put_report(uuid4(), encode(report()))

    assert (answer.status_code, code(answer)) == (409, "uuid_conflict")


def test_numbers_can_be_read_out_and_are_unique(user: UserCaller) -> None:
    """Ticket numbers carry the day and count up."""
    numbers = [user.send(report()).number for _ in range(3)]

    assert all(re.fullmatch(r"HP-\d{8}-\d{4,}", number) for number in numbers)
    assert len(set(numbers)) == 3


def test_a_receipt_names_the_missing_blobs(user: UserCaller) -> None:
    """Blobs are missing until they have arrived, each named once."""
    one, two = b"one" + uuid4().bytes, b"two" + uuid4().bytes
    made = report("x", attachment(one), attachment(two), attachment(one, "again.bin"))

    assert user.send(made).missing == (attachment(one).sha256, attachment(two).sha256)
    user.put_blob(one)
    assert user.send(made).missing == (attachment(two).sha256,)
    user.put_blob(two)
    assert user.send(made).missing == ()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>'; DROP TABLE tickets; --",
        "\u202eevil\u2066 \x00\x01\x1b[31m",
        "Z̴̡̛͎a̵l̶g̷o̸ 👩‍👩‍👧‍👦 \ufeff\uffff",
        "\r\n\n\t .",
        "字" * 5000,
    ],
)
def test_hostile_text_is_kept_as_it_was(user: UserCaller, agent: DeskCaller, text: str) -> None:
    """Whatever the user wrote comes back unchanged, and the manifest byte for byte."""
    made = report(text, email="a@b.example")
    number = user.send(made).number

    assert agent.call("GET", f"/desk/tickets/{number}/manifest").content == encode(made)
    assert agent.ticket(number)["messages"][0]["text"] == text
    assert user.sync().tickets[0].messages[0].text == text


def test_unusual_json_is_kept_byte_for_byte(user: UserCaller, agent: DeskCaller) -> None:
    """White space, order and members of a later version are part of what was received."""
    made = report()
    values = msgspec.json.decode(encode(made))
    manifest = b" " + msgspec.json.format(msgspec.json.encode({"later": [1.50], **values}), indent=3) + b"\n"

    assert user.put_report(made.uuid, manifest).status_code == 201

    number = user.sync().tickets[0].number
    assert agent.call("GET", f"/desk/tickets/{number}/manifest").content == manifest
    assert agent.ticket(number)["manifest"]["later"] == [1.5]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"wire": 2, "text": {"a": "new form"}}, "wire_unsupported"),
        ({"text": "x" * 5001}, "text_too_long"),
        ({"text": "x" * 100_001}, "bad_request"),
        ({"kind": "complaint"}, "bad_request"),
        ({"uuid": 5}, "bad_request"),
        ({"created_at": "yesterday"}, "bad_request"),
        ({"attachments": [{"sha256": "../../etc/passwd"}]}, "bad_request"),
    ],
)
def test_a_wrong_manifest_is_refused_with_its_reason(
    user: UserCaller, change: dict[str, object], expected: str
) -> None:
    """What is not a report of this wire is a 400 and leaves nothing."""
    made = report()
    values = {**msgspec.json.decode(encode(made)), **change}

    answer = user.put_report(made.uuid, msgspec.json.encode(values))

    assert (answer.status_code, code(answer)) == (400, expected)
    assert user.sync().tickets == ()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b'{"text":"\\ud800"}']
)
def test_bytes_that_are_no_json_are_refused(user: UserCaller, body: bytes) -> None:
    """Broken, deep or badly encoded JSON is a 400, not a failure of the server."""
    answer = user.put_report(uuid4(), body)

    assert (answer.status_code, code(answer)) == (400, "bad_request")


def test_a_manifest_beyond_the_limit_is_too_large(user: UserCaller) -> None:
    """More than the published manifest limit is a 413, announced or in chunks."""
    made = report()
    body = encode(made) + b" " * (2 * 1024 * 1024)

    announced = user.put_report(made.uuid, body)
    chunked = user.call("PUT", f"/reports/{made.uuid}", data=iter([body[:1000], body[1000:]]))

    assert [(a.status_code, code(a)) for a in (announced, chunked)] == [(413, "too_large")] * 2


def test_more_attachments_than_a_report_may_have_are_too_large(user: UserCaller) -> None:
    """The sizes a manifest names count, before any blob is sent."""
    big = msgspec.structs.replace(attachment(b"x"), size=50 * 1024 * 1024 + 1)
    parts = [msgspec.structs.replace(attachment(bytes([index])), size=50 * 1024 * 1024) for index in range(4)]

    for made in (report("one file", big), report("together", *parts)):
        answer = user.put_report(made.uuid, encode(made))
        assert (answer.status_code, code(answer)) == (413, "too_large")


def test_a_file_named_twice_counts_once(user: UserCaller) -> None:
    """A report's size counts each blob once, and one blob cannot have two sizes."""
    part = msgspec.structs.replace(attachment(b"x"), size=50 * 1024 * 1024)
    smaller = msgspec.structs.replace(part, size=1)

    assert user.send(report("together", part, part, part, part)).missing == (part.sha256,)
    made = report("two sizes", part, smaller)
    answer = user.put_report(made.uuid, encode(made))
    assert (answer.status_code, code(answer)) == (400, "bad_request")


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_to_say_needs_an_attachment(user: UserCaller, text: str) -> None:
    """Without words a report or reply needs a file."""
    number = user.send(report(text, attachment(b"x"))).number
    assert user.send_reply(number, reply(text, attachment(b"x"))).status_code == 201
    made = report(text)

    for answer in (user.put_report(made.uuid, encode(made)), user.send_reply(number, reply(text))):
        assert (answer.status_code, code(answer)) == (400, "text_empty")


def test_a_reply_comes_in_once_and_wakes_a_pending_ticket(user: UserCaller, agent: DeskCaller) -> None:
    """A repeated reply is one message, and what waited for the user goes on."""
    number = user.send(report()).number
    agent.edit(number, status="pending")
    made = reply("思源黑体", attachment(b"font"))

    first, second = user.send_reply(number, made), user.send_reply(number, made)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert msgspec.json.decode(first.content, type=Receipt).missing == (attachment(b"font").sha256,)
    ticket = agent.ticket(number)
    assert [message["text"] for message in ticket["messages"]] == ["打印不了", "思源黑体"]
    assert [change["status"] for change in ticket["history"]] == ["new", "pending", "in_progress"]


def test_a_uuid_belongs_to_one_thing(user: UserCaller, agent: DeskCaller) -> None:
    """A reply under the UUID of a report, of an agent's message or in another ticket is refused."""
    made, elsewhere = report(), user.send(report()).number
    number = user.send(made).number
    answered = agent.answer(number, "您好")
    said = reply()
    user.send_reply(number, said)

    tries = [
        user.call("PUT", f"/tickets/{number}/messages/{made.uuid}", data=encode(made)),
        user.send_reply(number, msgspec.structs.replace(said, uuid=answered["uuid"])),
        user.send_reply(elsewhere, said),
        user.put_report(said.uuid, encode(said)),
    ]

    assert [(answer.status_code, code(answer)) for answer in tries] == [(409, "uuid_conflict")] * 4


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200), name=st.text(max_size=50), value=st.text(max_size=100))
def test_any_text_goes_round(
    server: ServerProcess, agent_token: str, text: str, name: str, value: str
) -> None:
    """Any Unicode text in text, names and facts is taken in and read by the desk unchanged."""
    made = report(text, msgspec.structs.replace(attachment(b"x"), name=name), query=value)
    with UserCaller(server.url) as user, DeskCaller(server.url, agent_token) as agent:
        ticket = agent.ticket(user.send(made).number)

    assert ticket["messages"][0]["text"] == text
    assert ticket["attachments"][0]["name"] == name
    assert ticket["manifest"]["query"] == value
