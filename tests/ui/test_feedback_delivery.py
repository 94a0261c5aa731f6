"""Every delivery state with its sentence and its next step, and the ways out of one that was refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QPushButton, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Attachment, AttachmentRole
from helppanel.contract.service_info import Channel, ChannelKind, Release, ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.delivery.conversation import Conversation
from helppanel.policy import Policy
from helppanel.report.draft import Draft
from helppanel.service.progress import Progress
from helppanel.ui.feedback.rows import last_line
from helppanel.ui.texts import Texts
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page
from tests.ui.feedback_samples import at, conversation, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]
MB = 1024 * 1024
WAITS = [
    Problem.OFFLINE, Problem.NAME_NOT_FOUND, Problem.PROXY_FAILED, Problem.PROXY_LOGIN,
    Problem.CAPTIVE_PORTAL, Problem.TLS_FAILED, Problem.TIMEOUT, Problem.SERVER_DOWN, Problem.UNAVAILABLE,
    Problem.RATE_LIMITED,
]  # fmt: skip
REFUSED = [
    Problem.TOO_LARGE, Problem.FILES_OFF, Problem.SCREENSHOTS_OFF, Problem.EMAIL_OFF,
    Problem.WIRE_UNSUPPORTED, Problem.FORBIDDEN, Problem.UUID_CONFLICT,
]  # fmt: skip
ZH = Texts("zh-CN")
MAIL = ServiceInfo(
    name={"zh-CN": "客服"},
    channels=(Channel(id="mail", kind=ChannelKind.EMAIL, value="help@example.com"),),
    latest={"青简文字": Release(version="12.5", link="https://example.com/new")},
)
FILES = (
    Attachment(
        name="录屏.mp4", media_type="video/mp4", size=200 * MB, sha256="a" * 64, role=AttachmentRole.FILE
    ),
    Attachment(name="日志.txt", media_type="text/plain", size=MB, sha256="b" * 64, role=AttachmentRole.FILE),
)


def waiting(state: ParcelState, problem: Problem | None, **more: object) -> Conversation:
    """A report that has not left; the next try is twelve minutes away."""
    talk = conversation(6, title="云文档评论不显示头像", state=state)
    due = at("10-02 11:12") if state is ParcelState.RETRYING else None
    return msgspec.structs.replace(talk, problem=problem, next_try=due, **more)


def uploading(**more: object) -> Conversation:
    """The words have arrived, one file is on its way, another was stopped."""
    talk = conversation(6, status=TicketStatus.NEW, state=ParcelState.SENDING)
    first = msgspec.structs.replace(
        talk.entries[0],
        attachments=FILES,
        unsent=frozenset({"a" * 64}),
        withdrawn=frozenset({"b" * 64}),
        state=talk.state,
    )
    return msgspec.structs.replace(talk, uploading=True, entries=(first,), **more)


def filled(hands: Hands) -> list[str]:
    """The filled buttons of the open conversation: there is one next step."""
    buttons = hands.find(QWidget, "waiting").findChildren(QPushButton)
    return [one.objectName() for one in buttons if one.isVisible() and one.property("kind") == "primary"]


@pytest.mark.parametrize("problem", WAITS)
def test_each_way_to_fail_has_its_sentence_and_step(open_page: Open, problem: Problem) -> None:
    """What waits says why, what to do, and when it is tried again; list and page agree."""
    talk = waiting(ParcelState.RETRYING, problem)
    hands = open_page(talk)
    hands.until(lambda: hands.sees("waiting"))
    assert hands.text("waiting_problem") == ZH.problem(problem)
    lines = hands.text("waiting_next").splitlines()
    assert lines == [ZH.next_step(problem), "下次尝试：今天 11:12（12 分钟后）"]
    wanted = "联网后自动发送" if problem is Problem.OFFLINE else ZH.problem(problem)
    assert last_line(talk, ZH) == wanted


@pytest.mark.parametrize("problem", REFUSED)
def test_each_refusal_has_its_ways_out(open_page: Open, service: FakeService, problem: Problem) -> None:
    """Refused: why, what to do, and edit and send again, save as a file, send by e-mail."""
    service.info = MAIL
    talk = waiting(ParcelState.REFUSED, problem)
    hands = open_page(talk)
    hands.until(lambda: hands.sees("send_by_mail"))
    assert hands.text("waiting_problem") == ZH.problem(problem) == last_line(talk, ZH)
    step = ZH.next_step(problem)
    assert hands.text("waiting_next").startswith(step or "可以编辑后重新发送")
    assert all(hands.sees(name) for name in ("edit_again", "save_parcel", "discard"))
    assert not hands.sees("send_now")
    assert hands.find(QPushButton, "edit_again").text().strip() == "编辑后重新发送"
    assert len(filled(hands)) == 1


def test_the_time_until_the_next_try_runs(open_page: Open) -> None:
    """The countdown goes on by itself, and not while nobody looks."""
    hands = open_page(waiting(ParcelState.RETRYING, Problem.SERVER_DOWN))
    hands.until(lambda: hands.sees("waiting"))
    hands.page._detail.waiting._now = lambda: at("10-02 11:11").astimezone()
    hands.qtbot.waitUntil(lambda: "（60 秒后）" in hands.text("waiting_next"), timeout=3000)
    hands.page.hide()
    assert not hands.page._detail.waiting._ticking.isActive()


def test_a_sign_in_opens_the_browser(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """登录网络: the one filled button opens a page without encryption, which the network answers."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", kept_in(opened))
    hands = open_page(waiting(ParcelState.RETRYING, Problem.CAPTIVE_PORTAL))
    hands.until(lambda: hands.sees("cure"))
    assert filled(hands) == ["cure"]
    hands.click("cure")
    assert [url.toString() for url in opened] == ["http://help.example.com/"]


def test_a_server_that_asked_for_patience_is_not_asked_at_once(open_page: Open) -> None:
    """操作太频繁: 立即发送 would do nothing, so it is not there; the time is."""
    hands = open_page(waiting(ParcelState.RETRYING, Problem.RATE_LIMITED))
    hands.until(lambda: hands.sees("waiting"))
    assert not hands.sees("send_now")
    assert "今天 11:12" in hands.text("waiting_next")


def test_an_edit_goes_on_where_it_was(open_page: Open, service: FakeService, opened: list[str]) -> None:
    """A draft that replaces this very report is no other feedback: 编辑后重新发送 leads to it."""
    talk = waiting(ParcelState.REFUSED, Problem.TOO_LARGE)
    service.draft = Draft(text="改到一半", replaces=talk.uuid)
    hands = open_page(talk)
    hands.until(lambda: hands.sees("edit_again"))
    hands.click("edit_again")
    hands.until(lambda: opened == ["report"])


def test_saved_as_a_file(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """保存为文件 asks where, saves there and says so."""
    hands = open_page(waiting(ParcelState.REFUSED, Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("save_parcel"))
    choose(hands, "save_parcel", "parcel_save_dialog", tmp_path / "f.zip")
    hands.until(lambda: hands.sees("waiting_outcome"))
    assert service.saved == [(uid(6), tmp_path / "f.zip")]
    assert "可以交给客服" in hands.text("waiting_outcome")


def test_a_place_that_takes_no_file_is_told(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """Where the file cannot be written the page says why, and opens no mail."""
    service.info = MAIL
    service.failures["save_parcel"] = Problem.DISK_FULL
    hands = open_page(waiting(ParcelState.REFUSED, Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("send_by_mail"))
    choose(hands, "send_by_mail", "parcel_save_dialog", tmp_path / "f.zip")
    hands.until(lambda: hands.sees("waiting_failure"))
    assert "磁盘空间不足" in hands.text("waiting_failure")


def test_sent_by_mail(
    open_page: Open, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """用邮件发送 saves the file, opens a mail with the words, short enough, and says what to attach."""
    mails: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", kept_in(mails))
    service.info = MAIL
    talk = waiting(ParcelState.REFUSED, Problem.TOO_LARGE)
    long = msgspec.structs.replace(talk.entries[0], text="头像不见了。" * 800)
    hands = open_page(msgspec.structs.replace(talk, entries=(long,)))
    hands.until(lambda: hands.sees("send_by_mail"))
    choose(hands, "send_by_mail", "parcel_save_dialog", tmp_path / "f.zip")
    hands.until(lambda: bool(mails))
    link = mails[0].toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert link.startswith("mailto:help@example.com?subject=")
    assert len(link) <= 2000
    body = mails[0].query(QUrl.ComponentFormattingOption.FullyDecoded)
    assert "头像不见了" in body
    assert "全文在附件中" in body
    assert "f.zip" in body
    assert service.saved == [(uid(6), tmp_path / "f.zip")]
    assert "添加为附件" in hands.text("waiting_outcome")


def test_no_mail_where_it_is_forbidden_or_nobody_reads_it(open_page: Open, service: FakeService) -> None:
    """Without a mail channel, and where the administrator switched e-mail off, it is not offered."""
    service.info, service.policy = MAIL, Policy(email=False)
    hands = open_page(waiting(ParcelState.REFUSED, Problem.WIRE_UNSUPPORTED))
    hands.until(lambda: hands.sees("save_parcel"))
    service.info, service.policy = msgspec.structs.replace(MAIL, channels=()), Policy()
    hands.news(waiting(ParcelState.REFUSED, Problem.TOO_LARGE))
    hands.until(lambda: "太大" in hands.text("waiting_problem") or "大小" in hands.text("waiting_problem"))
    assert not hands.sees("send_by_mail")


def test_handed_in_by_hand(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """Saved as a file it waits for the answers, which are imported here; nothing can be taken back."""
    talk = waiting(ParcelState.QUEUED, None, handed_at=at("10-02 10:30"))
    assert last_line(talk, ZH) == "已保存为文件，等待转交"
    hands = open_page(talk)
    hands.until(lambda: hands.sees("import_answers"))
    assert hands.text("waiting_title") == "已保存为文件，等待转交"
    assert "今天 10:30" in hands.text("waiting_next")
    assert not hands.sees("edit_again")
    assert not hands.sees("discard")
    (tmp_path / "answers.zip").touch()
    choose(hands, "import_answers", "answers_dialog", tmp_path / "answers.zip")
    hands.until(lambda: service.imported == [tmp_path / "answers.zip"])


def test_how_far_the_files_are(open_page: Open, service: FakeService) -> None:
    """Bytes, percent and time left, and they move with `progress`; a stopped file says so."""
    service.uploads[uid(6)] = Progress(done=50 * MB, total=200 * MB, seconds_left=150.0)
    hands = open_page(uploading())
    hands.until(lambda: hands.sees("upload_bar"))
    assert hands.text("upload_words") == "正在上传 50.0 MB / 200.0 MB（25%），约剩 2 分钟"
    assert hands.find(QProgressBar, "upload_bar").value() == 25
    assert hands.text("stopped_file") == "日志.txt，已停止发送"
    service.uploads[uid(6)] = Progress(done=100 * MB, total=200 * MB, seconds_left=None)
    hands.page.show_progress()
    assert hands.text("upload_words") == "正在上传 100.0 MB / 200.0 MB（50%）"
    service.uploads.clear()
    hands.page.show_progress()
    assert hands.text("upload_words") == "还有附件没有上传"
    assert not hands.sees("upload_bar")


def test_stopping_a_file_asks_first(open_page: Open, service: FakeService) -> None:
    """停止发送此文件 stops after a second yes; that it has arrived is said."""
    hands = open_page(uploading())
    hands.until(lambda: hands.sees("stop_file"))
    hands.click("stop_file")
    assert service.stopped == []
    hands.click("stop_file_yes")
    hands.until(lambda: service.stopped == [(uid(6), "a" * 64)])
    service.failures["stop_file"] = Problem.MAYBE_SENT
    hands.click("stop_file")
    hands.click("stop_file_yes")
    hands.until(lambda: hands.sees("upload_failure"))


def test_a_paused_upload_says_why_and_when(open_page: Open, service: FakeService) -> None:
    """Between two tries the banner has the sentence, the time and 重试."""
    talk = uploading(problem=Problem.SERVER_DOWN, next_try=at("10-02 11:12"))
    hands = open_page(msgspec.structs.replace(talk, state=ParcelState.RETRYING))
    hands.until(lambda: hands.sees("upload_banner"))
    said = hands.find(QWidget, "upload_banner").accessibleName()
    assert said.startswith("已提交，附件尚未传完 网络正常，但客服服务器没有响应连接。下次尝试：今天 11:12")
    hands.click("banner_action")
    hands.until(lambda: service.retries == 1)


def choose(hands: Hands, button: str, name: str, path: Path) -> None:
    """Click, and choose a file in the dialog that opens."""
    hands.click(button)
    dialog = hands.page.findChild(QFileDialog, name)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()


def kept_in(urls: list[QUrl]) -> Callable[[QUrl], bool]:
    """In place of the system's programs."""

    def keep(url: QUrl) -> bool:
        urls.append(url)
        return True

    return keep


def test_the_list_says_how_far_the_files_are() -> None:
    """A row whose files are being sent shows the percents, until they move no more."""
    talk = uploading()
    moving = Progress(done=50 * MB, total=200 * MB, seconds_left=None)
    assert last_line(talk, ZH, moving) == "已提交，附件上传中 25%"
    assert last_line(talk, ZH) == "已提交，附件上传中"
    paused = msgspec.structs.replace(talk, next_try=at("10-02 11:12"))
    assert last_line(paused, ZH) == "已提交，附件尚未传完"
    refused = msgspec.structs.replace(talk, state=ParcelState.REFUSED)
    assert last_line(refused, ZH, moving) == "有附件未能上传"
