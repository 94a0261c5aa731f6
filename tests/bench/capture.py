"""Pictures: the grab of a screen, the PNG of a 4K desktop, and how long the UI thread is held.

The 4K picture is a desktop as Qt paints it: flat ground with lines of Chinese and Latin text, a gradient bar,
and a seventh of noisy photograph. Baselines: one copy of the same bytes in memory; Qt's own PNG; the bare
grab of the window.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

from helppanel.ui.capture import pixels
from helppanel.ui.capture.windows import take_windows
from tests.bench.table import Figure, Row, interleave, percentile
from tests.ui.fake_service import FakeService

WIDTH, HEIGHT = 3840, 2160
ROUNDS = 9
LATIN = ("the", "quick", "brown", "fox", "jumps", "over", "lazy", "dog", "file", "edit", "view", "insert")
WORDS = (*LATIN, "导出", "打印", "文档", "设置", "错误", "用户", "保存", "另存为")
ANY = random.Random(4)


def rows(folder: Path) -> Sequence[Row | Figure]:
    """All of them; the screen only where there is Xvfb."""
    app = QApplication.instance() or QApplication([])
    found = [*_encoding(), *_holding(folder)]
    del app
    return [*_grabbing(), *found]


def _encoding() -> list[Row | Figure]:
    image = desktop()
    source = np.frombuffer(image.constBits(), np.uint8)
    target = np.empty_like(source)
    ours, copies = interleave(
        lambda: timed(lambda: pixels.encode(image)), lambda: timed(lambda: np.copyto(target, source)), ROUNDS
    )
    against = "a copy of its bytes in memory"
    theirs = [timed(lambda: qt_png(image)) for _ in range(2)]
    size, qt_size = len(pixels.encode(image)) / 1e6, len(qt_png(image)) / 1e6
    return [
        Row(what="PNG of a 4K desktop", against=against, ours=ours, baseline=copies, unit="ms", goal=15),
        Row(what="Qt's own PNG of it", against=against, ours=theirs, baseline=copies, unit="ms"),
        Row(what="its size", against="Qt's PNG", ours=[size], baseline=[qt_size], unit="MB", goal=1.2),
        Figure(what="is it blank", value=timed(lambda: pixels.is_blank(image)), unit="ms"),
    ]


def _holding(folder: Path) -> list[Row | Figure]:
    """The call that takes, in the thread's own time, and the longest stop of events while it is encoded."""
    window, service = host(), FakeService(folder)
    stops: list[float] = []

    def taken() -> float:
        start = time.thread_time()
        (shot,) = take_windows()
        held = (time.thread_time() - start) * 1000
        stops.append(stopped(service, lambda: pixels.encode(shot.taken.image)) * 1000)
        return held

    def grabbed() -> float:
        start = time.thread_time()
        window.grab().toImage()
        return (time.thread_time() - start) * 1000

    ours, bare = interleave(taken, grabbed, ROUNDS)
    window.close()
    service.close()
    what = "UI thread held by a picture of a 1920×1080 window"
    return [
        Row(what=what, against="the grab itself", ours=ours, baseline=bare, unit="ms CPU", goal=1.1),
        Figure(what="events stopped while it is encoded", value=percentile(stops, 50), unit="ms", goal=16),
    ]


def stopped(service: FakeService, work: Callable[[], object]) -> float:
    """How long the event loop stood still at most while a worker did the work, in seconds.

    A loop with nothing to do rests up to a millisecond between two beats: that is not standing still.
    """
    loop, beats = QEventLoop(), [time.perf_counter()]
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    beat.start()
    service.run(work, lambda _: loop.quit())
    loop.exec()
    beat.stop()
    longest = max(later - earlier for earlier, later in itertools.pairwise(beats))
    return max(0.0, longest - 0.001)


def _grabbing() -> list[Row]:
    """In a process of its own, on a virtual screen of 4K."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    try:
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        os.close(reading)
        return []
    finally:
        os.close(writing)
    with server, os.fdopen(reading) as answer:
        env = {**os.environ, "DISPLAY": f":{answer.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        env.pop("WAYLAND_DISPLAY", None)
        process = [sys.executable, "-m", "tests.bench.capture_process", str(ROUNDS)]
        done = subprocess.run(process, env=env, capture_output=True, text=True, check=True)
        server.terminate()
    ours, bare, copies = json.loads(done.stdout)
    against = "a copy of its bytes in memory"
    return [
        Row(what="4K screen by mss", against=against, ours=bare, baseline=copies, unit="ms"),
        Row(what="4K screen, checked for blankness", against=against, ours=ours, baseline=copies, unit="ms"),
    ]


def desktop() -> QImage:
    """The 4K picture."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f5f7"))
    painter = QPainter(image)
    photo = photograph(1400, 900)
    painter.drawImage(2200, 300, photo)
    painter.setFont(QFont("Noto Sans CJK SC", 18))
    painter.setPen(QColor("#222222"))
    for y in range(170, HEIGHT, 42):
        painter.drawText(80, y, " ".join(ANY.choice(WORDS) for _ in range(28)))
    bar = QLinearGradient(0, 0, 0, 120)
    bar.setColorAt(0, QColor("#2b5fd9"))
    bar.setColorAt(1, QColor("#5b8fff"))
    painter.fillRect(0, 0, WIDTH, 120, bar)
    painter.end()
    return image


def photograph(width: int, height: int) -> QImage:
    """Smooth waves of colour with a sensor's noise."""
    y, x = np.mgrid[0:height, 0:width]
    channels = (np.sin(x / 170) + np.sin(y / 90) / 2, np.cos(x / 120 + y / 200), np.sin((x + y) / 260))
    noise = np.random.default_rng(1).normal(0, 4, (height, width, 3))
    data = np.clip(120 + 70 * np.stack(channels, -1) + noise, 0, 255).astype(np.uint8)
    return QImage(data.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()


def host() -> QMainWindow:
    """A window full of a table, on the screen."""
    window = QMainWindow()
    table = QTableWidget(60, 14)
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            table.setItem(row, column, QTableWidgetItem(ANY.choice(WORDS)))
    window.setCentralWidget(table)
    window.resize(1920, 1080)
    window.show()
    QApplication.processEvents()
    return window


def qt_png(image: QImage) -> bytes:
    """Qt's own encoder."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())


def timed(call: Callable[[], object]) -> float:
    """Its milliseconds."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
