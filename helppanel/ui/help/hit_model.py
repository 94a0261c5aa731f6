"""Articles, found or listed, as a list model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from helppanel.service import Hit, Title
from helppanel.ui.help.updated import updated_ago
from helppanel.ui.texts import Texts

ROW = Qt.ItemDataRole.UserRole
META = Qt.ItemDataRole.UserRole + 1
BADGE = Qt.ItemDataRole.UserRole + 2

Row = Hit | Title  # found by a search, or listed without one

Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """One row an article: its title, all of it under `ROW`, its section and age under `META`.

    `BADGE` names its language where that is not the panel's, else it is "".
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._rows: tuple[Row, ...] = ()
        self._sure = 0

    def set_rows(self, rows: Sequence[Row], sure: int) -> bool:
        """Show others; whether they only go on where the ones before ended.

        The details of all but the first `sure` say that they are only perhaps what was asked for.
        """
        self._sure = sure
        before, after = self._rows, tuple(rows)
        goes_on = bool(before) and len(after) >= len(before) and after[: len(before)] == before
        if goes_on and len(after) > len(before):
            self.beginInsertRows(QModelIndex(), len(before), len(after) - 1)
            self._rows = after
            self.endInsertRows()
        elif not goes_on:
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
        return goes_on

    def row(self, index: Index) -> Row:
        """What a valid `index` shows."""
        return self._rows[index.row()]

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """How many."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, hit, line of details; for screen readers both lines."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW:
            return row
        badge = self._texts.t(f"help.in_{row.locale}") if row.locale != self._texts.locale else ""
        if role == BADGE:
            return badge
        details = [
            part for part in (row.section, updated_ago(row.updated, date.today(), self._texts)) if part
        ]
        if index.row() >= self._sure:
            details.insert(0, self._texts.t("help.perhaps"))
        if role == META:
            return self._texts.t("help.dot").join(details)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._texts.t("help.comma").join([row.title, *filter(None, [badge]), *details])
        return None
