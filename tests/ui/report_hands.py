"""Hands and eyes for the tests of the feedback form."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.limits import Limits
from helppanel.contract.report import AppInfo, FactGroup, Parcel, Report
from helppanel.report import prepare
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.draft_store import DraftStore
from helppanel.report.gauge import Tell, untold
from helppanel.report.marks import Mark
from helppanel.ui.capture.taken import Picture, Taken, given
from helppanel.ui.ports import PageContext
from helppanel.ui.report_page import ReportPage
from tests.ui.fake_service import FakeService

W = TypeVar("W", bound=QWidget)
TEXT = "导出 PDF 时提示失败"


class ReportService(FakeService):
    """The fake with the real report room behind the form, and a gate before `prepare`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.store = DraftStore(folder / "draft")
        self.uuid = uuid4()
        self.gate = threading.Event()
        self.gate.set()
        self.limits = Limits()
        self.blobs_sent: list[bytes] = []

    def load_draft(self) -> Draft | None:
        """From disk."""
        self._check("load_draft")
        return self.store.load()

    def save_draft(self, draft: Draft) -> None:
        """To disk."""
        super().save_draft(draft)
        self.store.save(msgspec.structs.replace(draft, uuid=self.uuid))

    def discard_draft(self) -> None:
        """From disk, with its files."""
        super().discard_draft()
        self.store.discard()

    def keep_file(self, path: Path) -> DraftFile:
        """A copy."""
        self._check("keep_file")
        return self.store.keep_file(path)

    def keep_picture(self, png: bytes, *, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """On disk."""
        self._check("keep_picture")
        return self.store.keep_picture(png, name, source, original)

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """On disk."""
        self._check("remark_picture")
        return self.store.remark_picture(file, png, marks)

    def prepare(
        self,
        draft: Draft,
        facts: tuple[FactGroup, ...],
        locale: str,
        *,
        finished: bool = True,
        tell: Tell = untold,
    ) -> Parcel:
        """For real, once the gate is open."""
        assert self.gate.wait(20)
        self._check("prepare")
        app = AppInfo(id="qingjian", name="青简文字", version="12.4")
        now = datetime.now(UTC)
        return prepare.prepare(
            draft,
            facts,
            app=app,
            locale=locale,
            uuid=self.uuid,
            now=now,
            limits=self.limits,
            finished=finished,
            tell=tell,
        )

    def submit(self, parcel: Parcel) -> None:
        """Keep it with its blobs, end the draft, begin another."""
        self.blobs_sent = [path.read_bytes() for path in parcel.blobs.values()]
        super().submit(parcel)
        self.store.discard()
        self.uuid = UUID(int=self.uuid.int ^ 1)


class Hands:
    """One open form."""

    def __init__(self, qtbot: QtBot, page: ReportPage) -> None:
        self.qtbot, self.page = qtbot, page

    def find(self, name: str) -> QWidget:
        """The visible widget `name`."""
        return self.typed(QWidget, name)

    def typed(self, kind: type[W], name: str) -> W:
        """The visible widget `name`, as what it is."""
        found = [widget for widget in self.page.findChildren(kind, name) if widget.isVisible()]
        assert len(found) == 1, f"{name}: {found}"
        return found[0]

    def shows(self, name: str) -> bool:
        """Whether `name` is to be seen."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def wait_for(self, name: str, *, gone: bool = False) -> None:
        """Until `name` is to be seen, or no longer."""
        self.qtbot.waitUntil(lambda: self.shows(name) is not gone)

    def settle(self) -> None:
        """Until the workers have done what was asked of them so far, and its outcome has arrived."""
        for _ in range(3):  # an outcome may ask for more
            done: list[None] = []
            self.page.ctx.service.run(lambda: None, done.append)
            self.qtbot.waitUntil(partial(bool, done))

    @property
    def text(self) -> QPlainTextEdit:
        """The description."""
        return self.typed(QPlainTextEdit, "report_text")

    def write(self, text: str) -> None:
        """Type into the description."""
        self.text.setFocus()
        for character in text:
            if character == "\n":
                QTest.keyClick(self.text, Qt.Key.Key_Return)
            else:
                self.text.insertPlainText(character)  # QTest types ASCII only

    def click(self, name: str) -> None:
        """Click a button."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def choose(self, value: str) -> None:
        """Click a segment."""
        QTest.mouseClick(self.find(f"segment_{value}"), Qt.MouseButton.LeftButton)


def open_form(
    qtbot: QtBot, ctx: PageContext, rest: str = "", *, width: int = 776, facts: bool = True
) -> Hands:
    """The form on the screen, ready to be typed into, with or without `facts`."""
    page = ReportPage(ctx)
    ctx.theme.apply(page)
    page.resize(width, 680)
    page.set_narrow(width < 560)
    qtbot.addWidget(page)
    page.show_address(rest)
    page.show()
    qtbot.waitExposed(page)
    hands = Hands(qtbot, page)
    qtbot.waitUntil(lambda: not hands.text.isReadOnly())
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, "report_group_app")) is facts)
    return hands


def drop(target: QWidget, paths: list[Path]) -> None:
    """Drop files on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *common)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPoint(5, 5), *common))


def focused() -> QWidget:
    """What has the keyboard focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def picture(color: str = "#2A62D8", size: tuple[int, int] = (320, 200)) -> QImage:
    """A picture with something on it."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(20, 20, 100, 60, QColor(color))
    painter.end()
    return image


def taken(*images: QImage, source: str = "window") -> list[Picture]:
    """Pictures as they are handed to the form."""
    return [given(Taken(image=image, source=source)) for image in images]


def sent(service: FakeService) -> Report:
    """The one report that was sent, as its bytes say."""
    assert len(service.submitted) == 1
    return msgspec.json.decode(service.submitted[0].manifest, type=Report)
