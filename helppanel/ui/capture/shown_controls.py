"""Reads what labels, fields, buttons, lists and menus show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QCommandLinkButton,
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
    QTableView,
    QWidget,
)

from helppanel.ui.capture import cells, shown_table
from helppanel.ui.capture.cell_words import as_shown, column_name
from helppanel.ui.capture.shown_text import LONGEST, SHORTEST, Reading, Spot

LONGEST_CUE = 60
TAG = re.compile("<[a-zA-Z!]")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)  # a line that is broken by hand reads on


def read(widget: QWidget, spot: Spot, reading: Reading) -> None:
    """Keep the texts of a control; a text is covered as a whole: only a style knows where it stands."""
    if isinstance(widget, QLineEdit):
        for cue in dict.fromkeys(("", *_cues(widget, reading))):
            _add(_of_field(widget), widget.rect(), spot, reading, cue)
        reading.label = ""
    elif isinstance(widget, QLabel):
        text = _of_label(widget)
        _add(text, widget.contentsRect(), spot, reading)
        _read_buddy(widget.buddy(), text, reading)
        reading.label = text
    elif isinstance(widget, QAbstractButton):
        text = _without_mnemonic(widget.text())
        if isinstance(widget, QCommandLinkButton):
            text = f"{text}\n{widget.description()}"
        _add(text, widget.rect(), spot, reading)
    elif isinstance(widget, QComboBox):
        text = widget.currentText() or widget.placeholderText()
        _add(text, widget.rect(), spot, reading)
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
    """Keep the texts of the cells on screen; `spot` is the viewport's.

    A column's name is a cue to what its cells are, as a label is to what its field holds.
    """
    if isinstance(view, QHeaderView):
        _read_header(view, spot, reading)
        return
    if isinstance(view, QTableView) and shown_table.take(view, spot, reading):
        return
    try:
        there = cells.visible(view)
    except cells.TooManyError:
        reading.is_partial = True
        return
    locale, cues = view.locale(), dict[int, str]()
    for index in there:
        value = index.data()
        if value is None or value == "":
            continue
        if reading.is_full:
            return
        column = index.column()
        if column not in cues:
            cues[column] = column_name(view, column)
        for text in as_shown(view, index, value, locale):
            _add(text, view.visualRect(index), spot, reading, cue=cues[column])


def _read_header(header: QHeaderView, spot: Spot, reading: Reading) -> None:
    model, upright = header.model(), header.orientation() is Qt.Orientation.Vertical
    port = header.viewport().rect()
    for section in cells.sections(header, port.height() if upright else port.width()):
        text = model.headerData(section, header.orientation())
        if not isinstance(text, str) or len(text) <= SHORTEST:
            continue
        at, size = header.sectionViewportPosition(section), header.sectionSize(section)
        place = QRect(0, at, port.width(), size) if upright else QRect(at, 0, size, port.height())
        _add(text, place, spot, reading)


def _add(text: str, place: QRect, spot: Spot, reading: Reading, cue: str = "") -> None:
    if len(text) > SHORTEST:
        reading.add_whole(text[:LONGEST], spot.place(place), cue)


def _read_buddy(field: QWidget | None, cue: str, reading: Reading) -> None:
    """Keep a field's text once more, with what its label says of it."""
    if isinstance(field, QLineEdit) and field.isVisible():
        place = field.visibleRegion().boundingRect().translated(field.mapTo(field.window(), QPoint(0, 0)))
        reading.add_whole(_of_field(field)[:LONGEST], place, cue)


def _cues(field: QLineEdit, reading: Reading) -> Iterator[str]:
    """What may say what a field holds, for those who need not see it: a label before it is not tied to it."""
    yield reading.label[:LONGEST_CUE]
    yield field.accessibleName()
    if field.displayText():
        yield field.placeholderText()


def _of_field(field: QLineEdit) -> str:
    if not field.displayText():
        return field.placeholderText()
    return field.displayText() if field.echoMode() is QLineEdit.EchoMode.Normal else ""


def _of_label(label: QLabel) -> str:
    text = label.text()
    if label.textFormat() is Qt.TextFormat.MarkdownText:
        return QTextDocumentFragment.fromMarkdown(text).toPlainText()
    rich = label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and TAG.search(text) is not None
    )
    if rich:
        return QTextDocumentFragment.fromHtml(BREAK.sub(" ", text)).toPlainText()
    return text if label.buddy() is None else _without_mnemonic(text)


def _title_bar(widget: QWidget) -> QRect:
    """The upper edge, at least as high as a style paints a title."""
    inside = widget.contentsRect().top()
    return QRect(0, 0, widget.width(), max(inside, widget.fontMetrics().height() + 8))


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
