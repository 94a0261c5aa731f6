"""导入: what users hand in as a file, in a real browser and without one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Page, expect

from helppanel.contract.answers import read
from helppanel.contract.report import encode
from tests.desk.bundles import bundle
from tests.desk.visitor import Visitor
from tests.server.callers import DeskCaller, UserCaller, attachment, reply, report

Opener = Callable[..., Page]
LOG = b"log line\n" * 1000


def upload(agent: Visitor, data: bytes, csrf: str = "") -> requests.Response:
    """Send the form as a browser does."""
    token = csrf or agent.token("/desk/import")
    return agent.session.post(
        f"{agent.url}/desk/import",
        data={"csrf": token},
        files={"file": ("b.zip", data)},
        allow_redirects=False,
        timeout=60,
    )


@pytest.mark.browser
def test_from_the_file_to_the_answers(
    agent_page: Opener, api: DeskCaller, user: UserCaller, tmp_path: Path
) -> None:
    """Chosen, imported, opened, answered, downloaded: each parcel says what came of it, by keyboard too."""
    made = report("打印时闪退 <b>", attachment(LOG, "日志.txt"))
    known = report("此前已收到")
    user.send(known)
    stranger = user.send(report("别人的"))
    (tmp_path / "b.zip").write_bytes(
        bundle(tmp_path, made, known, blobs=(LOG,), replies=((stranger.number, reply("混进来")),))
    )
    page = agent_page()
    page.get_by_role("link", name="导入").click()
    expect(page.locator(".rail [aria-current]")).to_have_text("导入")
    page.get_by_label("转交文件").set_input_files(tmp_path / "b.zip")
    page.get_by_label("转交文件").press("Tab")
    page.keyboard.press("Enter")
    rows = page.locator(".handed tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("打印时闪退 <b>")
    expect(page.locator(".handed .chip")).to_have_text(["已导入", "此前已收到", "未导入"])
    number = rows.nth(0).locator("a").inner_text()
    rows.nth(0).locator("a").click()
    expect(page.locator(".by-hand")).to_contain_text("用户的电脑没有联网")
    [file] = api.ticket(number)["attachments"]
    assert (file["name"], file["arrived"]) == ("日志.txt", True)
    page.get_by_label("回复内容").fill("请更新到 12.5")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".message-agent .words")).to_have_text("请更新到 12.5")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载回复文件").click()
    assert download.value.suggested_filename == f"answers-{number}.zip"
    found = read(BytesIO(Path(download.value.path()).read_bytes()))
    assert [one.uuid for one in found.receipts] == [made.uuid]
    assert [message.text for message in found.tickets[0].messages] == ["打印时闪退 <b>", "请更新到 12.5"]
    assert "混进来" not in str(api.ticket(stranger.number)["messages"])


@pytest.mark.browser
def test_a_wrong_file_says_what_to_do(agent_page: Opener, tmp_path: Path) -> None:
    """A file that is none of ours is told at its field, in the agent's language, and nothing is taken in."""
    (tmp_path / "b.zip").write_bytes(b"%PDF-1.7")
    page = agent_page(locale="en-GB")
    page.goto("/desk/import")
    page.get_by_label("File handed in").set_input_files(tmp_path / "b.zip")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert")).to_contain_text("not feedback to be handed in")
    expect(page.get_by_role("alert")).to_contain_text("helppanel bundle export")
    expect(page.locator("#file")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".handed")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 800, 1440])
def test_nothing_sticks_out(agent_page: Opener, tmp_path: Path, width: int) -> None:
    """Form and result fit the window, whatever users call things."""
    (tmp_path / "b.zip").write_bytes(bundle(tmp_path, report("W" * 300), report("\u202egpj.exe")))
    page = agent_page(script=True, width=width, locale="en-GB")
    page.goto("/desk/import")
    page.locator("#file").set_input_files(tmp_path / "b.zip")
    page.get_by_role("button", name="Import").click()
    expect(page.locator(".handed tbody tr")).to_have_count(2)
    page.wait_for_load_state()  # the style sheet, too
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_only_for_agents(visitor: Visitor) -> None:
    """Who has not logged in is sent to the login, from the page, the form and the answers."""
    for path in ("/desk/import", f"/desk/import/answers?uuid={uuid4()}", "/desk/tickets/HP-1/answers"):
        assert visitor.get(path).headers["Location"].startswith("/desk/login?")
    assert upload(visitor, b"", csrf="x").headers["Location"].startswith("/desk/login?")


def test_the_form_needs_its_token(agent: Visitor, tmp_path: Path) -> None:
    """A form of another site takes nothing in."""
    made = report("伪造")
    assert upload(agent, bundle(tmp_path, made), csrf="forged").status_code == 403
    assert agent.get(f"/desk/import/answers?uuid={made.uuid}").status_code == 404


def test_no_file_or_too_large_a_one(agent: Visitor) -> None:
    """A form without a file asks for one; one beyond the limit is refused before it is read."""
    page = agent.post("/desk/import", csrf=agent.token("/desk/import"))
    assert page.status_code == 422
    assert "请先选择一个文件" in page.text
    cookies = "; ".join(f"{name}={value}" for name, value in agent.session.cookies.items())
    headers = {
        "Content-Length": str(2**31),
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": cookies,
    }
    connection = requests.Request("POST", f"{agent.url}/desk/import", headers=headers).prepare()
    connection.headers["Content-Length"] = str(2**31)
    answer = agent.session.send(connection, timeout=30, allow_redirects=False)
    assert answer.status_code == 413
    assert "文件太大" in answer.text


def test_again_brings_what_was_missing(agent: Visitor, api: DeskCaller, tmp_path: Path) -> None:
    """A file without a blob says so; the whole one then completes the same ticket."""
    made = report("缺附件", attachment(LOG, "日志.txt"))
    page = upload(agent, bundle(tmp_path, made))
    assert "缺少 1 个附件" in page.text
    page = upload(agent, bundle(tmp_path, made, blobs=(LOG,)))
    assert "此前已收到" in page.text
    assert "缺少" not in page.text
    found = read(BytesIO(agent.get(f"/desk/import/answers?uuid={made.uuid}").content))
    assert (len(found.receipts), found.receipts[0].missing) == (1, ())
    assert api.ticket(found.tickets[0].number)["attachments"][0]["arrived"] is True


def test_other_bytes_under_one_uuid(agent: Visitor, user: UserCaller, tmp_path: Path) -> None:
    """By hand as on the wire, one UUID has one content: the second is refused, in either order."""
    first = report("第一份")
    second = report("第二份", uuid=first.uuid)
    upload(agent, bundle(tmp_path, first))
    assert "同一编号下已有另一份内容" in upload(agent, bundle(tmp_path, second)).text
    assert user.put_report(second.uuid, encode(second)).status_code == 409
    assert user.put_report(first.uuid, encode(first)).status_code == 200


def test_answers_name_what_is_here(agent: Visitor) -> None:
    """A UUID that is none, or of nothing here, gives no file."""
    assert agent.get("/desk/import/answers?uuid=../../etc").status_code == 422
    assert agent.get(f"/desk/import/answers?uuid={uuid4()}").status_code == 404
    assert agent.get("/desk/import/answers").status_code == 404
