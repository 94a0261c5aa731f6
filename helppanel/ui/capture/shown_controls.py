"""Reads what labels, fields, buttons, lists and menus show."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMdiSubWindow,
    QMenu,
    QMenuBar,
    QProgressBar,
    QStatusBar,
    QTabBar,
    QWidget,
)

from helppanel.ui.capture import cells
from helppanel.ui.capture.shown_text import Reading, Spot

SHORTEST, LONGEST = 2, 4000  # characters of a control; fewer say nothing, more are not read
TAG = re.compile("<[a-zA-Z!]")


def read(widget: QWidget, spot: Spot, reading: Reading) -> None:
    """Keep the texts of a control; a text is covered as a whole: only a style knows where it stands."""
    if isinstance(widget, QLineEdit):
        if widget.echoMode() is QLineEdit.EchoMode.Normal:
            _add(widget.displayText(), widget.rect(), spot, reading)
    elif isinstance(widget, QLabel):
        _add(_of_label(widget), widget.contentsRect(), spot, reading)
    elif isinstance(widget, QAbstractButton):
        _add(_without_mnemonic(widget.text()), widget.rect(), spot, reading)
    elif isinstance(widget, QComboBox):
        _add(widget.currentText(), widget.rect(), spot, reading)
    elif isinstance(widget, QProgressBar):
        _add(widget.text() if widget.isTextVisible() else "", widget.rect(), spot, reading)
    elif isinstance(widget, QGroupBox | QDockWidget | QMdiSubWindow):
        title = widget.title() if isinstance(widget, QGroupBox) else widget.windowTitle()
        _add(_without_mnemonic(title), _title_bar(widget), spot, reading)
    elif isinstance(widget, QStatusBar):
        _add(widget.currentMessage(), widget.rect(), spot, reading)
    elif isinstance(widget, QTabBar):
        for index in range(widget.count()):
            _add(_without_mnemonic(widget.tabText(index)), widget.tabRect(index), spot, reading)
    elif isinstance(widget, QMenu | QMenuBar):
        for action in widget.actions():
            if action.isVisible():
                _add(_without_mnemonic(action.text()), widget.actionGeometry(action), spot, reading)


def read_cells(view: QAbstractItemView, spot: Spot, reading: Reading) -> None:
    """Keep the texts of the cells on screen; `spot` is the viewport's."""
    if isinstance(view, QHeaderView):
        _read_header(view, spot, reading)
        return
    try:
        there = cells.visible(view)
    except cells.TooManyError:
        return
    for index in there:
        text = index.data()
        if isinstance(text, str) and len(text) > SHORTEST:
            if reading.is_full:
                return
            reading.add_whole(text[:LONGEST], spot.place(view.visualRect(index)))


def _read_header(header: QHeaderView, spot: Spot, reading: Reading) -> None:
    model, upright = header.model(), header.orientation() is Qt.Orientation.Vertical
    port = header.viewport().rect()
    for section in cells.sections(header, port.height() if upright else port.width()):
        at, size = header.sectionViewportPosition(section), header.sectionSize(section)
        place = QRect(0, at, port.width(), size) if upright else QRect(at, 0, size, port.height())
        text = model.headerData(section, header.orientation())
        if isinstance(text, str):
            _add(text, place, spot, reading)


def _add(text: str, place: QRect, spot: Spot, reading: Reading) -> None:
    if len(text) > SHORTEST:
        reading.add_whole(text[:LONGEST], spot.place(place))


def _of_label(label: QLabel) -> str:
    text = label.text()
    rich = label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and TAG.search(text) is not None
    )
    return QTextDocumentFragment.fromHtml(text).toPlainText() if rich else text


def _title_bar(widget: QWidget) -> QRect:
    """The upper edge, at least as high as a style paints a title."""
    inside = widget.contentsRect().top()
    return QRect(0, 0, widget.width(), max(inside, widget.fontMetrics().height() + 8))


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
