"""Whatever is sent to the website's form, and whatever is stated as an address."""

from __future__ import annotations

from email import policy
from email.headerregistry import Address

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helppanel.server.mailbox import mailbox
from tests.server.web_visitor import WebVisitor
from tests.server_process import ServerProcess

_HEADS = st.sampled_from(
    [
        b'Content-Disposition: form-data; name="text"',
        b'Content-Disposition: form-data; name="files"; filename="a.png"',
        b"Content-Disposition: form-data",
        b"Content-Type: text/plain; charset=none-such",
        b"Content-Type: ;;;",
    ]
)
_PARTS = st.lists(st.tuples(st.lists(_HEADS | st.binary(max_size=40), max_size=3), st.binary(max_size=60)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=_PARTS, end=st.sampled_from([b"--B--\r\n", b"--B", b""]), junk=st.binary(max_size=20))
def test_no_body_makes_the_form_fail(
    server: ServerProcess,
    parts: list[tuple[list[bytes], bytes]],
    end: bytes,
    junk: bytes,
) -> None:
    """Any multipart body, broken or not, is refused with a page; none is an error of the server's."""
    visitor = WebVisitor(server.url)
    sent = b"".join(b"--B\r\n" + b"\r\n".join(head) + b"\r\n\r\n" + body + b"\r\n" for head, body in parts)
    answer = visitor.session.post(
        f"{server.url}/support",
        data=sent + end + junk,
        headers={"Content-Type": "multipart/form-data; boundary=B"},
        timeout=30,
    )
    visitor.session.close()
    assert answer.status_code in (400, 422), answer.text


@given(
    st.text()
    | st.from_regex(r"[^@\s]+@[^@\s]+\.[a-z]+[\r\n, <>]?.*")
    | st.from_regex(r"[a.=?'{|!-]{1,12}@[a0-]{1,4}\.cn", fullmatch=True)
)
@example("a..b@c.cn")
@example("=?utf-8?q?a?=@c.cn")
def test_an_address_is_one_address_on_one_line(text: str) -> None:
    """What a mail's head is given is one address, which ends no line, and is read there as it was written."""
    found = mailbox(text)
    assert found is None or (found.isascii() and found.isprintable() and found.count("@") == 1)
    assert found is None or not set(found) & set(' ,;<>()[]:\\"')
    if found is not None:
        assert policy.SMTP.header_factory("To", str(Address(addr_spec=found))) == found
