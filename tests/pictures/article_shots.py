"""What the pictures in the articles show: the editor, step by step, as its user sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from helppanel.demo.app import Host, application, open_editor
from helppanel.demo.dialogs import DesktopDialogs
from helppanel.demo.editor import EditorWindow
from helppanel.demo.tour.camera import Camera
from helppanel.demo.tour.hands import click, type_text
from helppanel.demo.tour.patience import rest, wait_until
from helppanel.ui.texts import Texts
from tests.pictures.files import write_png

WINDOW = QSize(1000, 640)
SLIM = 620  # points across, so that small letters stay readable in an article
TABS = 680  # as far as the plus beside three tabs
PREVIEW = QSize(900, 600)
FORM = QSize(1000, 800)
SETTLE_S = 0.5
PATIENCE_S = 30.0
MARGIN = 40  # of the window around a dialog
EDGE = QColor("#AEB6C2")  # the frame a window manager would draw around a dialog
COLORS = 256

W = TypeVar("W", bound=QObject)


class Shots:
    """Takes the pictures of one language into `folder`; what the program keeps lies in `work`."""

    def __init__(self, folder: Path, work: Path, locale: str) -> None:
        self._folder, self._data, self._locale = folder, work / "panel", locale
        self._t = Texts(locale).t

    def run(self) -> None:
        """Takes all, in the order in which the editor can be brought there."""
        host = open_editor(
            application(), server=None, locale=self._locale, theme="light", data_dir=self._data
        )
        window = host.window
        window.resize(WINDOW)
        rest(SETTLE_S)
        self._save("editor-window", window.grab().toImage())
        for take in (self._fonts, self._zoom, self._find, self._preview, self._tabs, self._questions):
            take(window)
        self._report(host)
        for document in window.documents.all():
            document.text().setModified(False)
        window.close()

    def _fonts(self, window: EditorWindow) -> None:
        """The common tools, with a line of the text selected and bold."""
        page = window.documents.current().page
        byline = QTextCursor(page.document().findBlockByNumber(1))
        byline.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        page.setTextCursor(byline)
        window.editor_actions["format_bold"].trigger()
        self._shoot("format-text", window, QRect(0, 0, WINDOW.width(), 400))
        window.editor_actions["edit_undo"].trigger()

    def _zoom(self, window: EditorWindow) -> None:
        """The foot of the window, enlarged by two steps."""
        for _ in range(2):
            window.editor_actions["view_zoom_in"].trigger()
        window.resize(SLIM, WINDOW.height())
        self._shoot("zoom-status", window, QRect(0, WINDOW.height() - 110, window.width(), 110))
        window.resize(WINDOW)
        window.editor_actions["view_zoom_reset"].trigger()

    def _find(self, window: EditorWindow) -> None:
        """The bar for replacing, at the first place found."""
        page = window.documents.current().page
        page.moveCursor(QTextCursor.MoveOperation.Start)
        window.editor_actions["edit_replace"].trigger()
        for name, text in (
            ("find_field", "demo.sample_head_leads"),
            ("replace_field", "demo.sample_head_reach"),
        ):
            field = _child(window, QLineEdit, name)
            field.clear()
            type_text(field, self._t(text).split("（")[0].split(" (")[0])
        click(_child(window, QWidget, "find_next"))
        self._shoot("find-replace", window, QRect(0, 0, WINDOW.width(), 520))
        click(_child(window, QWidget, "find_close"))

    def _preview(self, window: EditorWindow) -> None:
        """The pages as they will be printed."""

        def take(dialog: QDialog) -> None:
            dialog.resize(PREVIEW)
            rest(2 * SETTLE_S)
            self._save("print-preview", dialog.grab().toImage())

        _meet(window.editor_actions["file_preview"].trigger, take)

    def _tabs(self, window: EditorWindow) -> None:
        """Three tabs, one of them changed."""
        for _ in range(2):
            window.editor_actions["file_new"].trigger()
        window.documents.bar.setCurrentIndex(0)
        page = window.documents.current().page
        page.moveCursor(QTextCursor.MoveOperation.Start)
        page.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
        type_text(page, self._t("demo.new_tab")[:1])
        self._shoot("document-tabs", window, QRect(0, 0, TABS, 160))

    def _questions(self, window: EditorWindow) -> None:
        """What is asked before a changed document is closed, or saved as plain text."""
        dialogs = DesktopDialogs(window, Texts(self._locale))
        title = window.documents.current().title
        questions: dict[str, Callable[[], object]] = {
            "unsaved-question": lambda: dialogs.unsaved(title),
            "plain-text-question": lambda: dialogs.keep_plain(f"{title}.txt"),
        }
        for name, ask in questions.items():

            def take(dialog: QDialog, name: str = name) -> None:
                self._save(name, _framed(window, dialog))

            _meet(ask, take)

    def _report(self, host: Host) -> None:
        """The form beside the document, with a picture of the editor in it."""
        host.window.resize(FORM)
        _child(host.window, QAction, "helppanel_report").trigger()
        wait_until(lambda: _shown("report_thumb_0"), PATIENCE_S, "the picture in the form")
        field = _shown("report_text")
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(self._t("demo.tour_report"))
        rest(2 * SETTLE_S)
        frame = _shown("helppanel_frame")
        assert frame is not None
        self._save("report-form", frame.grab().toImage())

    def _shoot(self, name: str, window: QWidget, area: QRect) -> None:
        """A part of the window, in points."""
        rest(SETTLE_S)
        self._save(name, window.grab(area).toImage())

    def _save(self, name: str, image: QImage) -> None:
        write_png(_flat(image), self._folder / f"{name}.png")
        print(f"{self._locale}/{name}", flush=True)


def _shown(name: str) -> QWidget | None:
    return next(
        (one for one in QApplication.allWidgets() if one.objectName() == name and one.isVisible()), None
    )


def _child(window: QWidget, kind: type[W], name: str) -> W:
    child = window.findChild(kind, name)
    assert child is not None, name
    return child


def _meet(ask: Callable[[], object], take: Callable[[QDialog], None]) -> None:
    """Runs `ask`, which opens a dialog and waits for it; shows the dialog to `take`, then gives up on it."""
    failures: list[BaseException] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        poll.stop()
        try:
            rest(SETTLE_S)
            take(dialog)
        except BaseException as error:  # it must not leave through Qt, which would only print it
            failures.append(error)
        dialog.reject()

    poll = QTimer(interval=50)
    poll.timeout.connect(look)
    poll.start()
    ask()
    poll.stop()
    if failures:
        raise failures[0]


def _flat(image: QImage) -> QImage:
    """In its 256 commonest colours, which is all that plain areas need: half of the bytes."""
    full = image.convertToFormat(QImage.Format.Format_RGB32)
    common = Counter(memoryview(full.constBits()).cast("I")).most_common(COLORS)
    avoid = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    flat = full.convertToFormat(QImage.Format.Format_Indexed8, [color for color, _ in common], avoid)
    flat.setDevicePixelRatio(1)
    return flat


def _framed(window: QWidget, dialog: QDialog) -> QImage:
    """The dialog above the part of `window` around it."""
    picture = Camera().take(window)
    ratio = picture.devicePixelRatio()
    place = QRect(dialog.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), dialog.size())
    painter = QPainter(picture)
    painter.setPen(EDGE)
    painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    around = place.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    return picture.copy(QRect(around.topLeft() * ratio, around.size() * ratio))
