"""我的反馈 after an answer: files, a question, the rating, opening again, what was refused, what is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import msgspec
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from helppanel.config import HelpConfig
from helppanel.contract.problems import Problem
from helppanel.demo.app import APP_ID, VERSION
from helppanel.demo.tour.hands import click, type_text
from helppanel.demo.tour.patience import rest
from helppanel.demo.tour.stage import Stage
from helppanel.report.draft import Draft
from helppanel.report.gauge import Gauge
from helppanel.service import HelpService
from helppanel.ui.feedback.attached_file import AttachedFile
from helppanel.ui.feedback.reply_box import ReplyBox
from helppanel.ui.feedback_page import FeedbackPage
from helppanel.ui.report.known_card import KnownCard
from helppanel.ui.texts import Texts
from tests.pictures.past import DELIVERY_S, THINKING_S
from tests.pictures.studio import Studio
from tests.server.callers import DeskCaller, attachment

NAMES = ("files", "fixed", "later", "rated", "reopening", "reopened", "refused", "too-late", "writing", "new")
MB = 1024 * 1024
USUAL_S = 5_400
WORDS = {
    "zh-CN": {
        "report": "导出 PDF 时提示“字体缺失 (E-2107)”，第 3 页的标题变成方框。",
        "answer": "您好，请先阅读附上的操作步骤，再运行修复工具；第二张图是换好字体后的样子。",
        "steps": "操作步骤.pdf",
        "tool": "字体修复工具-1.2-setup.exe",
        "again": "更新后又出现了，第 5 页也是。",
        "reply": "换成思源宋体后正常，请看截图。",
        "known": "导出 PDF 时标题变成方框",
        "known_text": "使用不允许嵌入的试用版字体时会出现，换用其他字体即可。",
        "thanks": "很快就解决了",
    },
    "en": {
        "report": "Exporting to PDF says “Font missing (E-2107)”, and a heading turns into boxes.",
        "answer": "Hello, please read the steps first, then run the tool. See also the picture.",
        "steps": "Steps.pdf",
        "tool": "font-repair-1.2-setup.exe",
        "again": "It is back after the update, on page 5 as well.",
        "reply": "With Source Serif it works, please see the picture.",
        "known": "Headings turn into boxes in PDF",
        "known_text": "Happens with trial fonts that forbid embedding; any other font helps.",
        "thanks": "Solved quickly",
    },
}


class Answered:
    """One report a state, made by a user and an agent of a running server."""

    def __init__(self, stage: Stage, token: str, data: Path, locale: str) -> None:
        self._stage, self._words, self._locale = stage, WORDS[locale], locale
        self._desk = DeskCaller(stage.url, token)
        app = Texts(locale).t("demo.app_name")
        self._config = HelpConfig(
            app_name=app, app_version=VERSION, app_id=APP_ID, server=stage.url, data_dir=data
        )
        self._service = HelpService(self._config)
        self._uuids: dict[str, str] = {}

    def live(self, picture: QImage) -> None:
        """All that happened before."""
        self._service.start()
        with self._desk:
            issue = {
                "title": {self._locale: self._words["known"]},
                "text": {self._locale: self._words["known_text"]},
                "error_codes": ["E-2107"],
                "fixed_in": "12.5",
            }
            assert self._desk.call("PUT", "/desk/known-issues/boxes", json=issue).ok
            assert self._desk.call("PUT", "/desk/known-issues/boxes/published", json={"published": True}).ok
            for name in NAMES:
                self._one(name, picture)
        self._service.close()
        self._service = HelpService(self._config)  # that sends nothing
        self._know()
        for name in ("refused", "too-late"):
            self._refuse(name)
        self._service.close()

    def _one(self, name: str, picture: QImage) -> None:
        service, words = self._service, self._words
        parcel = service.prepare(Draft(text=words["report"]), (), self._locale)
        service.submit(parcel)
        self._settle()
        number = service.conversation(parcel.uuid).number or ""
        self._uuids[name] = str(parcel.uuid)
        rest(THINKING_S)
        if name == "new":
            return
        if name == "files":
            self._send_files(number, picture)
        else:
            self._desk.answer(number, words["answer"])
        rest(THINKING_S)
        solved = name not in ("files", "refused", "writing")
        fixed = {"fixed": "12.4", "later": "12.5"}.get(name, "")
        status = {"status": "solved"} if solved else {"status": "pending"}
        assert self._desk.edit(number, **status, **({"fixed_in": fixed} if fixed else {})).ok
        self._settle()
        rest(THINKING_S)
        if name == "rated":
            service.rate(number, 4, words["thanks"])
        elif name == "reopened":
            service.reopen(number, words["again"])
        self._settle()
        service.mark_read(parcel.uuid)

    def _refuse(self, name: str) -> None:
        """As a server would: a reply whose file it does not take, a reopening that comes too late."""
        outbox = self._service._opened().outbox
        number = self._service.conversation(UUID(self._uuids[name])).number or ""
        parcel = self._service.prepare_reply(number, self._words["again"])
        outbox.put(parcel)
        claim = outbox.claim()
        assert claim is not None
        assert claim.uuid == parcel.uuid
        outbox.refuse(parcel.uuid, Problem.REOPEN_OVER if name == "too-late" else Problem.TOO_LARGE)

    def _send_files(self, number: str, picture: QImage) -> None:
        shown = self._stage.out / "shown.png"
        picture.save(str(shown))
        contents = {
            self._words["steps"]: (b"%PDF-1.7 " + bytes(300_000), "application/pdf"),
            self._words["tool"]: (b"MZ" + bytes(24 * MB), "application/octet-stream"),
            "screenshot.png": (shown.read_bytes(), "image/png"),
        }
        shown.unlink()
        named = []
        for name, (content, media_type) in contents.items():
            file = msgspec.structs.replace(attachment(content, name), media_type=media_type)
            assert self._desk.call("PUT", f"/desk/tickets/{number}/blobs/{file.sha256}", data=content).ok
            named.append(msgspec.to_builtins(file))
        said = {"text": self._words["answer"], "attachments": named}
        assert self._desk.call("POST", f"/desk/tickets/{number}/messages", json=said).ok

    def _know(self) -> None:
        """What answers usually take, which the server counts of a week."""
        inbox = self._service._opened().inbox
        info, etag = inbox.service_info(), inbox.service_etag()
        assert info is not None
        assert etag is not None
        usual = msgspec.structs.replace(info, first_response=USUAL_S)
        inbox.keep_service_info(msgspec.json.encode(usual), etag)

    def _settle(self) -> None:
        assert self._service.wait_settled(DELIVERY_S), "not delivered"

    # pictures

    def take(self, studio: Studio) -> None:
        """All of them in the studio's look."""
        acts: dict[str, Callable[[Studio], None]] = {
            "files": self._files,
            "rated": self._nothing,
            "reopening": self._reopening,
            "writing": self._writing,
        }
        for name in NAMES:
            studio.open(f"feedback:{self._uuids[name]}", "feedback")
            self._stage.see("thread", QWidget)
            acts.get(name, self._nothing)(studio)
            studio.shoot(f"answered-{name}")
        self._known(studio)

    def _nothing(self, studio: Studio) -> None:
        """As it opens."""

    def _files(self, studio: Studio) -> None:
        """One has been saved, the large one is on its way."""
        page = self._stage.see("page_feedback", FeedbackPage)
        small, large = [one for one in page.findChildren(AttachedFile) if one.isVisible()][:2]
        target = self._stage.out / self._words["steps"]
        small.save_to(str(target))
        self._stage.wait(lambda: small.findChildren(QLabel, "attached_said")[0].isVisible(), "it is saved")
        self._stage.wait(target.exists, "it is there")
        large._gauge = Gauge(24 * MB)
        large._gauge.tell(9 * MB)
        large._busy(True)
        for _ in range(2):
            large._look()
        studio.shoot("answered-files-coming")
        large._take_back()
        target.unlink()

    def _reopening(self, studio: Studio) -> None:
        if self._stage.shown("reopen", QWidget) is not None:
            click(self._stage.see("reopen", QWidget))
        field = self._stage.see("reopen_text", QLineEdit)
        field.clear()
        type_text(field, self._words["again"])

    def _writing(self, studio: Studio) -> None:
        """A reply with a picture that was taken on the spot, and a file."""
        box = self._stage.see("reply_box", ReplyBox)
        self._stage.wait(lambda: not box.busy, "the draft is read")
        if box.files:
            return
        field = self._stage.see("reply_text", QPlainTextEdit)
        type_text(field, self._words["reply"])
        action = box.findChild(QAction, "reply_take_window")
        assert action is not None
        action.trigger()
        self._stage.wait(lambda: len(box.files) == 1 and not box.attached.is_busy, "the picture is kept")
        log = self._stage.out / "diagnosis.txt"
        log.write_text("log", encoding="utf-8")
        box.attached.add((log,))
        self._stage.wait(lambda: len(box.files) == 2, "the file is kept")
        log.unlink()

    def _known(self, studio: Studio) -> None:
        """The form about something that is known, before and after 我也遇到了."""
        studio.open("report:problem", "report")
        field = self._stage.see("report_text", QPlainTextEdit)
        self._stage.wait(lambda: not field.isReadOnly(), "the form is ready")
        field.setPlainText(self._words["report"])
        card = self._stage.see("known_issue", KnownCard)
        studio.scroll(self._stage.see("page_report", QWidget), to_end=False)
        studio.shoot("answered-known")
        click(self._stage.see("known_join", QWidget))
        self._stage.wait(lambda: card.chosen == "boxes", "it is joined")
        studio.shoot("answered-joined")
        click(self._stage.see("known_leave", QWidget))
        field.clear()
