"""From draft to parcel."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AppInfo, AttachmentRole, Fact, FactGroup, Parcel, Reply, Report
from helppanel.report import check
from helppanel.report.clean import clean_text, says_something
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.prepare import prepare, prepare_reply

APP = AppInfo(id="writer", name="青简文字", version="12.4")
UUID_1 = UUID("11111111-2222-4333-8444-555555555555")
NOW = datetime(2030, 9, 3, 14, 20, tzinfo=UTC)
FACTS = tuple(
    FactGroup(id=id_, label=id_, facts=(Fact(id=f"{id_}_1", label="x", value="y"),))
    for id_ in ("app", "system")
)


def pack(draft: Draft, limits: Limits | None = None, facts: tuple[FactGroup, ...] = FACTS) -> Parcel:
    """The parcel of `draft`, everything else fixed."""
    return prepare(draft, facts, app=APP, locale="zh-CN", uuid=UUID_1, now=NOW, limits=limits or Limits())


def read(parcel: Parcel) -> Report:
    """The report a server reads from the parcel's bytes."""
    return msgspec.json.decode(parcel.manifest, type=Report)


def file(path: Path, data: bytes, name: str | None = None) -> DraftFile:
    """A draft's file holding `data`."""
    path.write_bytes(data)
    return DraftFile(
        path=path,
        name=name or path.name,
        media_type="",
        size=len(data),
        role=AttachmentRole.FILE,
        source="file",
    )


def refused(draft: Draft, limits: Limits | None = None) -> HelpError:
    """The problem preparing `draft` ends with."""
    with pytest.raises(HelpError) as caught:
        pack(draft, limits)
    return caught.value


def test_the_parcel_holds_what_the_form_held(tmp_path: Path) -> None:
    """Text, e-mail, search, article and files arrive in the manifest; unticked groups do not."""
    draft = Draft(
        text=" 导出失败\n",
        email=" lin@example.com ",
        query="导出",
        article="export-pdf",
        left_out=frozenset({"system"}),
        files=(file(tmp_path / "日志.txt", b"log"),),
    )
    parcel = pack(draft)
    report = read(parcel)
    assert (report.uuid, report.created_at, report.app, report.locale) == (UUID_1, NOW, APP, "zh-CN")
    assert (report.text, report.email) == ("导出失败", "lin@example.com")
    assert (report.query, report.article) == ("导出", "export-pdf")
    assert [group.id for group in report.facts] == ["app"]
    digest = hashlib.sha256(b"log").hexdigest()
    assert parcel.blobs == {digest: tmp_path / "日志.txt"}
    assert [(a.sha256, a.name, a.media_type, a.size) for a in report.attachments] == [
        (digest, "日志.txt", "text/plain", 3)
    ]
    assert parcel.size == len(parcel.manifest) + 3


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    """Preparing twice with one UUID and time gives one sequence of bytes."""
    draft = Draft(text="x", files=(file(tmp_path / "a", b"a"),))
    assert pack(draft).manifest == pack(draft).manifest


def test_one_name_twice_is_told_apart(tmp_path: Path) -> None:
    """Two files of one name get two names; one file attached twice is one blob."""
    files = (
        file(tmp_path / "1", b"same", "截图.png"),
        file(tmp_path / "2", b"same", "截图.png"),
        file(tmp_path / "3", b"other", "截图.png"),
    )
    parcel = pack(Draft(text="x", files=files))
    assert [a.name for a in read(parcel).attachments] == ["截图.png", "截图 (2).png", "截图 (3).png"]
    assert len(parcel.blobs) == 2


def test_names_of_files_are_scrubbed(tmp_path: Path) -> None:
    """A file named after the home folder does not carry it out."""
    name = str(Path.home()).replace("/", "%2F") + "%2Fa.txt"
    report = read(pack(Draft(text="x", files=(file(tmp_path / "1", b"", name),))))
    assert report.attachments[0].name == "~%2Fa.txt"


@pytest.mark.parametrize("text", ["", "  \n\t", "\u200b\u2060", "\0\ud800"[:1]])
def test_text_is_needed(text: str) -> None:
    """Text in which nothing can be read is TEXT_EMPTY."""
    assert refused(Draft(text=text)).code is Problem.TEXT_EMPTY


def test_long_text_is_counted_in_characters() -> None:
    """5,000 characters pass, also outside the basic plane; 5,001 are refused with the count."""
    assert len(read(pack(Draft(text="😀" * 5000))).text) == 5000
    problem = refused(Draft(text="字" * 5001))
    assert problem.code is Problem.TEXT_TOO_LONG
    assert problem.params == {"count": 5001, "limit": 5000}


@pytest.mark.parametrize("email", ["a@b.cn", " lin.xiao+1@例子.中国 ", ""])
def test_complete_addresses_pass(email: str) -> None:
    """Complete addresses, international ones, and none at all are accepted."""
    assert read(pack(Draft(text="x", email=email))).email == (email.strip() or None)


@pytest.mark.parametrize(
    "email",
    [
        "a",
        "a@",
        "@b.cn",
        "a@b",
        "a b@c.cn",
        "a@b..cn",
        "a@b.cn, c@d.cn",
        "a" * 250 + "@b.cn",
        "\u202eab@c.cn",
        "a\x00b@c.cn",
    ],
)
def test_incomplete_addresses_do_not(email: str) -> None:
    """What cannot be answered to is EMAIL_INVALID."""
    assert refused(Draft(text="x", email=email)).code is Problem.EMAIL_INVALID


def test_all_fields_are_checked_at_once() -> None:
    """The form can show every field to mend, in the order of the page."""
    problems = [problem.code for problem in check.fields(Draft(email="a@b"), Limits())]
    assert problems == [Problem.TEXT_EMPTY, Problem.EMAIL_INVALID]


def test_files_that_cannot_go_are_named(tmp_path: Path) -> None:
    """A file too large, gone or all of them too large together are refused, each by its code."""
    big = file(tmp_path / "big", b"x" * 100)
    gone = file(tmp_path / "gone", b"")
    gone.path.unlink()
    too_large = refused(Draft(text="x", files=(big,)), Limits(file=99))
    assert (too_large.code, too_large.params["name"]) == (Problem.FILE_TOO_LARGE, "big")
    unreadable = refused(Draft(text="x", files=(gone,)))
    assert (unreadable.code, unreadable.params["name"]) == (Problem.FILE_UNREADABLE, "gone")
    assert refused(Draft(text="x", files=(big,)), Limits(report=99)).code is Problem.REPORT_TOO_LARGE
    assert refused(Draft(text="x" * 99), Limits(manifest=99)).code is Problem.REPORT_TOO_LARGE
    assert refused(Draft(text="x", files=(big,) * 51)).code is Problem.REPORT_TOO_LARGE


def test_a_reply_is_a_parcel_too(tmp_path: Path) -> None:
    """A reply names its ticket and carries files; one without text and files is refused."""
    (tmp_path / "a.txt").write_bytes(b"a")
    parcel = prepare_reply("好的", (tmp_path / "a.txt",), "QJ-1", uuid=UUID_1, now=NOW, limits=Limits())
    reply = msgspec.json.decode(parcel.manifest, type=Reply)
    assert (parcel.ticket, reply.text, reply.attachments[0].name) == ("QJ-1", "好的", "a.txt")
    for text, code in ((" ", Problem.TEXT_EMPTY), ("x" * 5001, Problem.TEXT_TOO_LONG)):
        with pytest.raises(HelpError) as caught:
            prepare_reply(text, (), "QJ-1", uuid=UUID_1, now=NOW, limits=Limits())
        assert caught.value.code is code


ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANY, ANY, ANY, st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_travels_or_is_refused_by_a_code(text: str, query: str, article: str, plain: str) -> None:
    """Whatever was typed becomes valid JSON or a known problem; ordinary text arrives as written."""
    draft = Draft(text=text, query=query, article=article)
    if says_something(clean_text(text)):
        assert read(pack(draft)).text.encode()
    else:
        assert refused(draft).code is Problem.TEXT_EMPTY
    if plain.isprintable() and plain.strip():
        assert read(pack(Draft(text=plain))).text == plain.strip()
