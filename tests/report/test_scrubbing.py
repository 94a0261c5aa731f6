"""What leaves of the facts and of the names of files."""

from __future__ import annotations

import getpass
import socket
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from helppanel.contract.limits import Limits
from helppanel.contract.report import AppInfo, AttachmentRole, Fact, FactGroup, Report
from helppanel.report import facts
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.marks import Cover, Private
from helppanel.report.prepare import prepare
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.ui.texts import private_label

APP = AppInfo(id="writer", name="青简文字", version="12.4")
LOG = "mail to lin@example.com failed in {home}/字体, Authorization: Bearer eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl"


def report(draft: Draft, *found: Fact) -> tuple[Report, bytes]:
    """The report made of a draft and one group of facts, and its bytes."""
    parcel = prepare(
        msgspec.structs.replace(draft, text="导出失败"),
        (FactGroup(id="app", label="应用信息", facts=found),),
        app=APP,
        locale="zh-CN",
        uuid=uuid4(),
        now=datetime.now(UTC),
        limits=Limits(),
        label=lambda kind: private_label("zh-CN", kind),
    )
    return msgspec.json.decode(parcel.manifest, type=Report), parcel.manifest


def log() -> Fact:
    """A fact with an address, a home path and a token in it."""
    return Fact(id="log", label=f"Log of {Path.home()}/app", value=LOG.format(home=Path.home()))


def test_facts_leave_without_what_is_private() -> None:
    """Every finding in a fact leaves as its mark, in the report's language, and is counted by kind."""
    made, manifest = report(Draft(), log())
    (fact,) = made.facts[0].facts
    assert (fact.label, fact.value) == (
        "Log of ~/app",
        "mail to ‹邮箱› failed in ~/字体, Authorization: Bearer ‹密钥›",
    )
    assert made.scrubbed == {"email": 1, "home_path": 2, "token": 1}
    assert b"lin@example" not in manifest
    assert b"eyJ" not in manifest


def test_the_user_may_send_a_kind_readable() -> None:
    """A kind the user wants shown leaves as it is and is not counted; the others still go."""
    made, manifest = report(Draft(shown=frozenset({"email"})), log())
    assert b"lin@example.com" in manifest
    assert made.scrubbed == {"home_path": 2, "token": 1}


def test_what_is_left_out_is_not_counted() -> None:
    """Findings in a group the user unticked are not in the counts, as the group is not in the report."""
    made, _ = report(Draft(left_out=frozenset({"app"})), log())
    assert (made.facts, made.scrubbed) == ((), {})


def test_the_users_words_stay_theirs() -> None:
    """What the user wrote leaves as written, in every field."""
    draft = Draft(
        error_code="E-2107", tried="写信给 lin@example.com", account="lin@example.com", query="138 0000 5678"
    )
    made, _ = report(draft)
    assert (made.error_code, made.tried, made.account) == ("E-2107", draft.tried, draft.account)
    assert (made.query, made.scrubbed) == (draft.query, {})


def test_a_file_tells_how_much_of_it_is_covered_and_nothing_by_its_name(tmp_path: Path) -> None:
    """A picture travels with the number of its covers; its name leaves scrubbed."""
    (tmp_path / "p").write_bytes(b"png")
    file = DraftFile(
        path=tmp_path / "p",
        name="来自 lin@example.com 的截图.png",
        media_type="image/png",
        size=3,
        role=AttachmentRole.SCREENSHOT,
        source="window",
        marks=(Cover(box=(0, 0, 1, 1)), Private(box=(0, 0, 1, 1), kind="email", covered=False)),
        covered=2,
    )
    made, _ = report(Draft(files=(file,)))
    (sent,) = made.attachments
    assert (sent.name, sent.masked, made.scrubbed) == ("来自 ‹邮箱› 的截图.png", 3, {"email": 1})


def test_facts_of_this_machine_name_nobody() -> None:
    """No fact about the machine leaves with the home path, the user's or the machine's name as a word."""
    found = [fact for group in facts.collect(APP, facts.FromHost(), {}, str) for fact in group.facts]
    made, _ = report(Draft(), *found)
    text = "\n".join(fact.value for fact in made.facts[0].facts)
    words = set(text.replace("-", " ").split())
    assert str(Path.home()) not in text
    assert socket.gethostname() not in words
    assert getpass.getuser() not in words


CARD = "6222 0212 3456 7890 128"


@pytest.mark.parametrize("before", [*range(19_970, 20_000, 4), *range(49_970, 50_000, 4)])
def test_a_long_fact_is_scrubbed_before_it_is_cut(before: int) -> None:
    """No part of a secret leaves that stands where a value is cut, be it to be scrubbed or to be sent."""
    text = f"{'x ' * (before // 2)}card {CARD}, secretperson@example.com"
    host = facts.FromHost({"log": lambda: text, f"{'y ' * 118}card {CARD}": lambda: 1})
    found = [fact for group in facts.collect(APP, host, {}, str) for fact in group.facts]
    _, manifest = report(Draft(), *found)
    assert b"6222" not in manifest
    assert b"secretperson" not in manifest


def test_of_a_fact_cut_raw_nothing_leaves_from_where_it_was_cut() -> None:
    """Where much of a value is masked, what would be left of its ragged end does not move up into sight."""
    text = "".join(f"{number}@example.com\n" for number in range(10_000))
    found = facts.collect(APP, facts.FromHost({"log": lambda: text}), {}, str)
    _, manifest = report(Draft(), *(fact for group in found for fact in group.facts))
    assert b"@exam" not in manifest
    assert manifest.count("‹邮箱›".encode()) > 1_000


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_marks_are_in_the_reports_language(locale: str) -> None:
    """The label of a kind is asked for by the report's own language."""
    assert private_label(locale, PrivateKind.EMAIL) == {"zh-CN": "邮箱", "en": "e-mail"}[locale]
