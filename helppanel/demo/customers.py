"""The list of customers: a table whose phone numbers and addresses no picture of the app may show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from helppanel.demo.people import Person
from helppanel.ui.texts import Texts

COLUMNS = ("name", "company", "phone", "email")
PRIVATE = [2, 3]
SIZE = (640, 340)  # px
ROW = 36  # px


class Customers(QDialog):
    """Lets the user put a customer's name into the document.

    Signals:
        inserted(str): the text for the document.
    """

    inserted = Signal(str)

    def __init__(self, people: Sequence[Person], texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self.setObjectName("customers")
        self.setWindowTitle(texts.t("demo.customers_title"))
        self.resize(*SIZE)
        self._table = self._filled(texts)
        self._insert = QPushButton(texts.t("demo.customers_insert"))
        self._insert.setObjectName("customers_insert")
        self._insert.setDefault(True)
        close = QPushButton(texts.t("demo.customers_close"))
        close.setObjectName("customers_close")
        hint = QLabel(texts.t("demo.customers_hint"))
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._insert)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
        self._insert.clicked.connect(self._chosen)
        self._table.doubleClicked.connect(self._chosen)
        close.clicked.connect(self.close)

    def _filled(self, texts: Texts) -> QTableWidget:
        table = QTableWidget(len(self._people), len(COLUMNS))
        table.setObjectName("customers_table")
        table.setAccessibleName(texts.t("demo.customers_title"))
        table.setProperty("helppanel.private", PRIVATE)  # all a host does to keep columns out of pictures
        table.setHorizontalHeaderLabels([texts.t(f"demo.customers_{name}") for name in COLUMNS])
        for row, person in enumerate(self._people):
            for column, name in enumerate(COLUMNS):
                table.setItem(row, column, QTableWidgetItem(getattr(person, name)))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.selectRow(0)
        return table

    def _chosen(self) -> None:
        row = self._table.currentRow()
        if row >= 0:
            self.inserted.emit(f"{self._people[row].name} ({self._people[row].company})")
