"""The editor's menus as data, and the actions made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenuBar

from helppanel.demo.glyphs import glyph
from helppanel.ui.texts import Texts


@dataclass(frozen=True)
class Row:
    """One action: its text key in `demo.toml`, its key, its icon, its short label on the ribbon."""

    name: str
    keys: str = ""
    icon: str = ""
    short: str = ""
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


SEPARATOR = None

MENUS: dict[str, tuple[Row | None, ...]] = {
    "file": (
        Row("file_new", "Ctrl+N", "new"),
        Row("file_open", "Ctrl+O", "open", "short_open"),
        SEPARATOR,
        Row("file_save", "Ctrl+S", "save"),
        Row("file_save_as", "Ctrl+Shift+S"),
        SEPARATOR,
        Row("file_preview"),
        Row("file_print", "Ctrl+P", "print", "short_print"),
        Row("file_pdf", "Ctrl+Shift+E", "pdf", "short_pdf"),
        SEPARATOR,
        Row("file_close", "Ctrl+W"),
        Row("file_quit", "Ctrl+Q", role=QAction.MenuRole.QuitRole),
    ),
    "edit": (
        Row("edit_undo", "Ctrl+Z", "undo"),
        Row("edit_redo", "Ctrl+Y", "redo"),
        SEPARATOR,
        Row("edit_cut", "Ctrl+X"),
        Row("edit_copy", "Ctrl+C"),
        Row("edit_paste", "Ctrl+V"),
        Row("edit_select_all", "Ctrl+A"),
        SEPARATOR,
        Row("edit_find", "Ctrl+F", "find", "short_find"),
        Row("edit_replace", "Ctrl+H"),
    ),
    "format": (
        Row("format_font", "Ctrl+D"),
        SEPARATOR,
        Row("format_bold", "Ctrl+B", "bold", checkable=True),
        Row("format_italic", "Ctrl+I", "italic", checkable=True),
        Row("format_underline", "Ctrl+U", "underline", checkable=True),
        SEPARATOR,
        Row("format_left", "Ctrl+L", "left", checkable=True),
        Row("format_center", "Ctrl+E", "center", checkable=True),
        Row("format_right", "Ctrl+R", "right", checkable=True),
        Row("format_justify", "Ctrl+J", "justify", checkable=True),
    ),
    "view": (
        Row("view_zoom_in", "Ctrl++"),
        Row("view_zoom_out", "Ctrl+-"),
        Row("view_zoom_reset", "Ctrl+0"),
    ),
    "tools": (
        Row("tools_customers"),
        Row("tools_protect"),
    ),
}
ALIGNMENTS = ("format_left", "format_center", "format_right", "format_justify")


def make_actions(
    window: QMainWindow, bar: QMenuBar, texts: Texts, slots: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Fills `bar` with the menus and returns the actions by name. Every row must have its slot: KeyError."""
    made: dict[str, QAction] = {}
    for menu_name, rows in MENUS.items():
        menu = bar.addMenu(texts.t(f"demo.menu_{menu_name}"))
        menu.setObjectName(f"menu_{menu_name}")
        for row in rows:
            if row is SEPARATOR:
                menu.addSeparator()
                continue
            action = QAction(texts.t(f"demo.{row.name}"), window)
            action.setObjectName(row.name)
            action.setMenuRole(row.role)
            action.setCheckable(row.checkable)
            if row.keys:
                action.setShortcut(QKeySequence(row.keys))
            action.setIconText(texts.t(f"demo.{row.short or row.name}"))
            action.triggered.connect(slots[row.name])
            menu.addAction(action)
            made[row.name] = action
    group = QActionGroup(window)
    for name in ALIGNMENTS:
        group.addAction(made[name])
    return made


def tint(actions: Mapping[str, QAction], color: str) -> None:
    """Gives the actions their icons in `color` (#RRGGBB)."""
    for rows in MENUS.values():
        for row in rows:
            if row is not SEPARATOR and row.icon:
                actions[row.name].setIcon(glyph(row.icon, color))
