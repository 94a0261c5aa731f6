"""How long the UI thread takes for a frame while a mark is dragged on a 4K picture.

Measured through the annotator's own window: a frame is the mouse's event, all it leads to, and the painting.
Counted in the thread's own time, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import gc
import math
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.marks import Crop, Mark, Pen, Point, Private, Text
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.annotator.geometry import frame
from helppanel.ui.annotator.handles import Handle, handles
from helppanel.ui.annotator.measures import Style, Tool, drawn, new
from helppanel.ui.ports import PageContext
from helppanel.ui.theme import Theme
from tests.bench.page_context import page_context
from tests.bench.table import Figure, percentile
from tests.ui.fake_service import FakeJob, FakeService

T = TypeVar("T")

SIZE = (3840, 2160)
WINDOW = QSize(1920, 1080)
MARKS = 30
FRAMES = 60
LINE = 1000
GOAL = 16  # milliseconds
COLORS = ("#D92D20", "#E8750A", "#F2B705", "#1F9D55", "#2A62D8", "#7A4FD0")
KINDS = (*(tool.value for tool in Tool if tool is not Tool.CROP), "private", "crop")
BOX = (1300.0, 700.0, 1100.0, 650.0)  # of the mark that is dragged


class _AtOnce(FakeService):
    """Scales the picture before it is asked for, so that every frame has the sharp one to paint."""

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> FakeJob:
        result = op()
        if on_success is not None:
            on_success(result)
        return FakeJob()


def rows(folder: Path) -> list[Figure]:
    """The longest frame for each kind of mark, with the whole picture in the window and at 100 %."""
    app = QApplication.instance() or QApplication([])
    service = _AtOnce(folder)
    ctx = page_context(service)
    picture, found = _picture(), []
    for zoom in ("fit", "100 %"):
        for kind in KINDS:
            dragging = _Dragging(ctx, picture, kind, whole=zoom == "fit")
            what = f"longest frame: {kind} among {MARKS} marks, 4K at {zoom}"
            found.append(Figure(what=what, value=max(dragging.frames()), unit="ms", goal=GOAL))
    drawing = _Dragging(ctx, picture, "pen", whole=True).draw()
    what = f"longest frame: a line of {LINE} points drawn among {MARKS} marks, 4K at fit"
    found.append(Figure(what=what, value=max(drawing), unit="ms", goal=GOAL))
    marks = (*_others(), _held("text"))
    taken = [_seconds(lambda: flatten(picture, marks)) * 1000 for _ in range(9)]
    what = f"flattening {MARKS} marks into a 4K picture, on a worker"
    found.append(Figure(what=what, value=percentile(taken, 50), unit="ms"))
    service.close()
    app.processEvents()
    return found


def _seconds(act: Callable[[], object]) -> float:
    began = time.thread_time()
    act()
    return time.thread_time() - began


class _Dragging:
    """An annotator in which one mark is moved about, then resized."""

    def __init__(self, ctx: PageContext, picture: QImage, kind: str, *, whole: bool) -> None:
        self._host = QWidget()
        self._dialog = Annotator(ctx, self._host, picture, (*_others(), _held(kind)))
        self._dialog.resize(WINDOW)
        self._dialog.show()
        self._canvas, board = self._dialog.canvas, self._dialog.board
        if kind == "crop":
            board.choose_tool(Tool.CROP)
        else:
            board.select(MARKS - 1)
        if not whole:
            self._canvas.zoom_to(1)
            self._canvas.scroll_to(round(BOX[0]) - 300, round(BOX[1]) - 200)
        self._mark = _held(kind)
        QCoreApplication.processEvents()

    def frames(self) -> list[float]:
        """Milliseconds of each frame."""
        grips = handles(self._mark, SIZE)
        found = self._drag(_place_on(self._mark))
        found += self._drag(grips.get(Handle.SE) or grips[Handle.END])
        self._close()
        return found

    def draw(self) -> list[float]:
        """Milliseconds of each frame while a long line is drawn by hand."""
        self._dialog.board.choose_tool(Tool.PEN)
        middle = QPointF(*self._canvas.view.to_widget(SIZE[0] / 2, SIZE[1] / 2))
        self._send(QEvent.Type.MouseButtonPress, middle)
        gc.freeze()  # Python's collector minds what drawing makes, not the bench and its libraries
        found = []
        for step in range(LINE):
            away = QPointF(800 * math.sin(step / 19), 400 * math.sin(step / 31))
            began = time.thread_time()
            self._send(QEvent.Type.MouseMove, middle + away)
            QCoreApplication.processEvents()
            found.append((time.thread_time() - began) * 1000)
        gc.unfreeze()
        self._send(QEvent.Type.MouseButtonRelease, middle)
        self._close()
        return found

    def _close(self) -> None:
        self._dialog.deleteLater()
        self._host.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()  # or the next one's frames would pay for what this one leaves

    def _drag(self, place: Point) -> list[float]:
        """In a figure of eight, back to where it was."""
        start = QPointF(*self._canvas.view.to_widget(*place))
        self._send(QEvent.Type.MouseButtonPress, start)
        found = []
        for step in range(1, FRAMES + 1):
            angle = step / FRAMES * 2 * math.pi
            began = time.thread_time()
            self._send(QEvent.Type.MouseMove, start + QPointF(90 * math.sin(angle), 60 * math.sin(2 * angle)))
            QCoreApplication.processEvents()
            found.append((time.thread_time() - began) * 1000)
        self._send(QEvent.Type.MouseButtonRelease, start)
        QCoreApplication.processEvents()
        return found

    def _send(self, kind: QEvent.Type, at: QPointF) -> None:
        viewport = self._canvas.viewport()
        none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        button = none if kind is QEvent.Type.MouseMove else left
        held = none if kind is QEvent.Type.MouseButtonRelease else left
        place = viewport.mapToGlobal(at)
        event = QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(viewport, event)


def _held(kind: str) -> Mark:
    """The mark that is dragged, large."""
    if kind == "private":
        return Private(box=BOX, kind="phone")
    if kind == "crop":
        return Crop(box=BOX)
    return _drawn(Tool(kind), BOX, "#D92D20")


def _others() -> list[Mark]:
    """Those that stay, of all kinds, all over the picture."""
    chance = random.Random(4)
    tools = [tool for tool in Tool if tool is not Tool.CROP]
    found = []
    for number in range(MARKS - 1):
        size = chance.uniform(200, 1000), chance.uniform(150, 600)
        place = chance.uniform(0, SIZE[0] - size[0]), chance.uniform(0, SIZE[1] - size[1])
        found.append(_drawn(tools[number % len(tools)], (*place, *size), COLORS[number % len(COLORS)]))
    return found


def _drawn(tool: Tool, box: tuple[float, float, float, float], color: str) -> Mark:
    x, y, width, height = box
    mark = new(tool, (x, y), Style(color=color), SIZE)
    if isinstance(mark, Pen):
        wave = (100 * math.sin(step / 20) for step in range(200))
        points = tuple((x + width * step / 200, y + height / 2 + up) for step, up in enumerate(wave))
        return replace(mark, points=points)
    mark = drawn(mark, (x, y), (x + width, y + height), SIZE)
    return replace(mark, at=(x, y), text="导出后这里字距错乱") if isinstance(mark, Text) else mark


def _place_on(mark: Mark) -> Point:
    """Where `mark` is hit and no handle is."""
    x, y, width, height = frame(mark, SIZE)
    if isinstance(mark, Pen):
        return mark.points[40]
    shares = {"Rectangle": (0.3, 0.0), "Ellipse": (0.5 - math.sqrt(0.125), 0.5 - math.sqrt(0.125))}
    across, down = shares.get(type(mark).__name__, (0.3, 0.3))
    return x + across * width, y + down * height


def _picture() -> QImage:
    """A screen full of words, as screens are."""
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    picture.fill(QColor("#F6F7F9"))
    painter = QPainter(picture)
    painter.setFont(QFont(Theme("light").families(), 14))
    for line in range(SIZE[1] // 40):
        painter.drawText(40, 40 * line, "导出文档之前请检查字体、页码、图片、表格、批注和修订。" * 6)
    painter.end()
    return picture
