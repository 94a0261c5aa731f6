"""The website's form, over HTTP at a real server process."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import requests

from helppanel.contract.limits import Limits
from helppanel.contract.report import Report, ReportKind
from helppanel.contract.service_info import ServiceInfo
from tests.desk.visitor import png
from tests.server.callers import DeskCaller
from tests.server.web_visitor import WebVisitor, number_on
from tests.server_process import ServerProcess

PICTURE = ("截图.png", png(), "image/png")
LOG = ("../../etc/日志.log", b"E-2107\n", "text/plain")


@pytest.fixture
def visitor(server: ServerProcess) -> Iterator[WebVisitor]:
    """Closed at the end."""
    made = WebVisitor(server.url)
    yield made
    made.session.close()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that takes 1,000 bytes a file and 3,000 together."""
    info = ServiceInfo(name={"zh-CN": "客服"}, limits=Limits(file=1000, report=3000))
    with ServerProcess(tmp_path / "data", info) as running:
        yield running
        assert "Traceback" not in running.errors()


def test_a_report_with_files_is_a_ticket_at_the_desk(visitor: WebVisitor, agent: DeskCaller) -> None:
    """What was filled in and attached is at the desk; bytes tell the roles, and names have no folders."""
    path = visitor.report(
        "打不开文件\r\n第二行", PICTURE, LOG, kind="question", error_code="E-2107", product="文字",
        version="12.5", account="lin", tried="重启", email="lin@example.com",
    )  # fmt: skip
    ticket = agent.ticket(number_on(visitor.get(path)))
    report = msgspec.convert(ticket["manifest"], Report)
    assert (report.text, report.kind) == ("打不开文件\n第二行", ReportKind.QUESTION)
    assert (report.error_code, report.tried, report.account) == ("E-2107", "重启", "lin")
    assert (report.app.name, report.app.version, report.email) == ("文字", "12.5", "lin@example.com")
    assert [(file.name, file.role, file.media_type) for file in report.attachments] == [
        ("截图.png", "screenshot", "image/png"), ("日志.log", "file", "text/plain")
    ]  # fmt: skip
    assert all(file["arrived"] for file in ticket["attachments"])


def test_the_same_form_twice_is_one_ticket(visitor: WebVisitor) -> None:
    """A double click makes one ticket; the same form with other words, after going back, a second one."""
    form = visitor.form()
    first, again, other = (
        visitor.send(text, PICTURE, form=form).headers["Location"] for text in ("一", "一", "二")
    )
    assert first == again != other
    assert number_on(visitor.get(first)) != number_on(visitor.get(other))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": " \n"}, "请填写描述"),
        ({"text": "x" * 5001}, "最多 5000 字，现在有 5001 字"),
        ({"email": "lin@"}, "请填写完整的邮箱地址"),
        ({"version": "1" * 256}, "最多 255 字"),
        ({"website": "http://spam.example"}, "隐藏的一栏被填写了"),
        ({"form": "0.0.forged"}, "打开得太久了"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(visitor: WebVisitor, wrong: dict[str, str], said: str) -> None:
    """It says what is wrong, keeps every field, and asks for the files again."""
    typed = {
        "form": visitor.form(), "kind": "suggestion", "text": "<script>一", "tried": "重启\"'",
        "product": "表格", "account": "林", "error_code": "E-1", "version": "12", "email": "lin@example.com",
    } | wrong  # fmt: skip
    answer = visitor.post("/support", typed, PICTURE)
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert "请重新选择文件" in page
    assert "<script>" not in answer.text
    for name, value in typed.items():
        if name not in ("website", "form", "kind"):
            assert value.strip() in page, name
    assert 'value="suggestion" checked' in page
    assert "spam.example" not in page


def test_too_large_files_are_named_and_the_words_kept(small: ServerProcess) -> None:
    """A file over the published limit, or all of them together, comes back as a sentence beside the words."""
    visitor = WebVisitor(small.url)
    large = visitor.send("一", ("大.bin", b"x" * 2000, "application/x"))
    together = visitor.send("二", *((f"{n}.bin", bytes([n]) * 900, "application/x") for n in range(5)))
    many = visitor.send("三", *((f"{n}.bin", b"x", "application/x") for n in range(21)))
    visitor.session.close()
    assert [answer.status_code for answer in (large, together, many)] == [422] * 3
    assert "文件过大：大.bin" in large.text
    assert "文件合计过大" in together.text
    assert "一次最多提交 20 个文件" in many.text
    assert all(text in answer.text for text, answer in zip("一二三", (large, together, many), strict=True))
    assert not list((small.folder / "blobs" / "tmp").iterdir())


def test_far_too_much_is_cut_off(small: ServerProcess) -> None:
    """A body far over the limits is not read to its end, and nothing of it stays."""
    visitor = WebVisitor(small.url)
    try:
        answer = visitor.send("一", ("大.bin", b"x" * 3_000_000, "application/x"))
        assert answer.status_code == 413
    except requests.ConnectionError:  # hung up while it was still being sent
        pass
    visitor.session.close()
    assert not list((small.folder / "blobs" / "tmp").iterdir())


def test_reports_from_one_address_have_an_end(visitor: WebVisitor) -> None:
    """The eleventh within an hour is refused with 429 and Retry-After, its words kept; others may go on."""
    form = visitor.form()
    answers = [visitor.send(f"第 {count} 条", form=form) for count in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert 0 < int(answers[10].headers["Retry-After"]) <= 3600
    assert "第 10 条" in answers[10].text


def test_another_site_cannot_send_it(visitor: WebVisitor) -> None:
    """A form that a browser says another site sent is refused."""
    fields = {"form": visitor.form(), "kind": "problem", "text": "一"}
    answer = visitor.post("/support", fields, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "来自其他网站" in answer.text


def test_the_language_is_the_browsers_or_the_chosen_one(server: ServerProcess) -> None:
    """English by Accept-Language; the switch leads to Chinese and back; the ticket keeps the language."""
    visitor = WebVisitor(server.url, "en-GB,en;q=0.9")
    page = visitor.get()
    assert (page.headers["Content-Language"], page.headers["Vary"]) == ("en", "Accept-Language")
    assert "Send feedback" in page.text
    assert "提交反馈" in visitor.get("/support?lang=zh-CN").text
    ticket = visitor.get(visitor.report("It does not open"))
    visitor.session.close()
    assert "Reply to support" in ticket.text
    assert "lang=zh-CN" in ticket.text


def test_no_cookie_no_script_no_trace(visitor: WebVisitor) -> None:
    """The pages set no cookie, allow no script, are kept nowhere, and send no referrer."""
    for page in (visitor.get(), visitor.get(visitor.report("一"))):
        assert "Set-Cookie" not in page.headers
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in page.text


def test_an_unknown_page_says_so(visitor: WebVisitor) -> None:
    """A page for people, with 404."""
    for path in ("/support/nothing", "/support/t/guessed", "/support/articles/none"):
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert "找不到这个页面" in answer.text
