"""Channels and the links behind their buttons."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel import assets
from helppanel.contract.service_info import Channel, ChannelKind, ServiceInfo, decode
from helppanel.support import channels
from helppanel.support.mail import mailto


def test_order_is_by_kind_members_last() -> None:
    """Phones come apart from the rest, kinds in the order of the page, members' lines last."""
    kinds = [
        ChannelKind.COMMUNITY,
        ChannelKind.PHONE,
        ChannelKind.PHONE,
        ChannelKind.EMAIL,
        ChannelKind.WEIBO,
    ]
    info = ServiceInfo(
        name={},
        channels=tuple(
            Channel(id=str(number), kind=kind, value="1", members=number == 1)
            for number, kind in enumerate(kinds)
        ),
    )
    assert [channel.id for channel in channels.phones(info, member=True)] == ["2", "1"]
    assert [channel.id for channel in channels.online(info, member=True)] == ["3", "4", "0"]


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("400-677-5005", "tel:4006775005"),
        ("+86-571-8827-3910", "tel:+8657188273910"),
        ("＋86 (571) 8827 3910", "tel:+8657188273910"),
        ("见账户帮助", ""),
        ("", ""),
    ],
)
def test_phone_link(number: str, link: str) -> None:
    """A number as people write it becomes a number a dialler takes; words do not."""
    assert channels.phone_link(number) == link


@given(st.text())
def test_phone_link_is_only_digits(text: str) -> None:
    """Whatever the service publishes, the link holds digits and at most one leading plus."""
    link = channels.phone_link(text)
    assert not link or link.removeprefix("tel:").removeprefix("+").isdecimal()
    assert link.isascii()


printable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))


@given(printable, st.lists(printable))
def test_mail_round_trip(subject: str, lines: list[str]) -> None:
    """A mail program that follows RFC 6068 gets back the address, the subject and every line."""
    parts = urlsplit(mailto("support@wps.cn", subject, "\n".join(lines)))
    assert parts.path == "support@wps.cn"
    fields = dict(field.split("=", 1) for field in parts.query.split("&"))
    assert unquote(fields["subject"]) == " ".join(subject.split())
    assert unquote(fields["body"]).split("\r\n") == ("\n".join(lines).splitlines() or [""])
    assert not parts.fragment


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_subject_cannot_add_a_header(subject: str) -> None:
    """A subject with line breaks stays one header line."""
    parts = urlsplit(mailto("support@wps.cn", subject, ""))
    mail = EmailMessage()
    mail["Subject"] = unquote(parts.query.removeprefix("subject=").removesuffix("&body="))


def test_demo_profile_carries_the_seed() -> None:
    """The shipped profile names every channel, the hours and what to prepare, in both languages."""
    info = decode(assets.path("service/demo.json").read_bytes())
    values = {channel.value for channel in info.channels}
    assert values >= {
        "400-677-5005",
        "+86-571-8827-3910",
        "support@wps.cn",
        "@WPS官方",
        "WPS会员",
        "bbs.wps.cn",
        "www.wps.cn",
    }
    assert [channel.members for channel in channels.phones(info, member=True)] == [False, False, True]
    assert [(row.days, str(row.start), str(row.end)) for row in info.hours] == [
        ((1, 2, 3, 4, 5), "09:00:00", "21:00:00")
    ]
    assert len(info.prepare) >= 4
    localised = [
        info.name,
        *info.prepare,
        *(c.title for c in info.channels),
        *(c.note for c in info.channels),
    ]
    assert all(set(text) == {"zh-CN", "en"} and all(text.values()) for text in localised)
