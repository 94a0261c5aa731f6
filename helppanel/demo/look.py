"""The editor's colours, light and dark. The panel takes its own from the palette set here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Look:
    """One theme; every colour is #RRGGBB."""

    name: str
    frame: str
    chrome: str
    field: str
    desk: str
    hover: str
    pressed: str
    line: str
    control: str
    text: str
    muted: str
    faint: str
    accent: str
    selected: str
    menu: str
    edge: str


LIGHT = Look(
    "light",
    frame="#DDE1E9", chrome="#F5F7FA", field="#FFFFFF", desk="#E4E7EC", hover="#E4E8EE", pressed="#D8DDE6",
    line="#D8DDE4", control="#868E9B", text="#1B1F27", muted="#4C5462", faint="#9BA2AE", accent="#2A62D8",
    selected="#E4ECFC", menu="#FFFFFF", edge="#CBD1DA",
)  # fmt: skip
DARK = Look(
    "dark",
    frame="#131518", chrome="#23262B", field="#2A2E34", desk="#17191C", hover="#30353C", pressed="#3A4048",
    line="#353A42", control="#7E8694", text="#ECEEF2", muted="#BDC3CD", faint="#6A717D", accent="#5B8DEF",
    selected="#25385B", menu="#2A2E34", edge="#4A515C",
)  # fmt: skip


def look_for(app: QApplication, theme: str | None) -> Look:
    """The forced theme ("light" or "dark"), or the system's where `theme` is None."""
    if theme is None:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def palette(look: Look) -> QPalette:
    """What every widget is painted with that sets no colours of its own."""
    role = QPalette.ColorRole
    made = QPalette()
    for key, value in (
        (role.Window, look.chrome),
        (role.WindowText, look.text),
        (role.Base, look.field),
        (role.AlternateBase, look.chrome),
        (role.Text, look.text),
        (role.Button, look.chrome),
        (role.ButtonText, look.text),
        (role.ToolTipBase, look.field),
        (role.ToolTipText, look.text),
        (role.PlaceholderText, look.muted),
        (role.Highlight, "#2A62D8"),
        (role.HighlightedText, "#FFFFFF"),
        (role.Link, look.accent),
        (role.Accent, look.accent),
    ):
        made.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(look.faint))
    return made


def stylesheet(look: Look) -> str:
    """Style of the editor's own parts, all by name, so that an embedded panel keeps its own."""
    return f"""
    #header {{ background: {look.frame}; }}
    #header_name {{ color: {look.muted}; }}
    #menu_row {{ background: {look.chrome}; }}
    #saved_state, #status QLabel, #find_note {{ color: {look.muted}; }}
    #menus {{ background: transparent; color: {look.text}; spacing: 4px; }}
    #menus::item {{ padding: 5px 12px; border-radius: 6px; background: transparent; }}
    #menus::item:selected, #menus::item:pressed {{ background: {look.pressed}; }}
    #menus QMenu {{ background: {look.menu}; color: {look.text}; padding: 4px;
        border: 1px solid {look.edge}; }}
    #menus QMenu::item {{ padding: 6px 16px 6px 8px; border-radius: 6px; }}
    #menus QMenu::item:selected {{ background: {look.selected}; }}
    #menus QMenu::item:disabled {{ color: {look.faint}; }}
    #menus QMenu::icon {{ padding-left: 10px; }}
    #menus QMenu::icon:checked {{ background: {look.selected}; border: 1px solid {look.accent};
        border-radius: 4px; padding: 2px; margin-left: 5px; }}
    #menus QMenu::separator {{ height: 1px; background: {look.line}; margin: 4px 0; }}
    #tabs {{ background: transparent; qproperty-drawBase: 0; }}
    #tabs::tab {{ padding: 7px 12px; color: {look.muted}; background: transparent; border: none; }}
    #tabs::tab:selected {{ background: {look.chrome}; color: {look.text};
        border-top-left-radius: 6px; border-top-right-radius: 6px; }}
    #tabs::tab:focus {{ text-decoration: underline; }}
    #ribbon {{ background: {look.chrome}; border: none; border-bottom: 1px solid {look.line};
        padding: 4px 12px; }}
    #ribbon QToolButton, #header QToolButton, #find_bar QToolButton, #status QToolButton {{
        border: 1px solid transparent; border-radius: 6px; padding: 4px; color: {look.text}; }}
    #ribbon QToolButton[tall="true"] {{ min-width: 48px; padding: 6px 4px 4px 4px; color: {look.muted}; }}
    #ribbon QToolButton:disabled {{ color: {look.faint}; }}
    #ribbon QToolButton:hover, #header QToolButton:hover, #find_bar QToolButton:hover,
    #status QToolButton:hover {{
        background: {look.hover}; }}
    #ribbon QToolButton:pressed {{ background: {look.pressed}; }}
    #ribbon QToolButton:checked {{ background: {look.selected}; border-color: {look.accent}; }}
    #ribbon QToolButton:focus, #header QToolButton:focus, #find_bar QToolButton:focus,
    #status QToolButton:focus {{
        border: 1px solid {look.accent}; }}
    #ribbon QFrame[frameShape="5"] {{ color: {look.line}; }}
    #desk {{ background: {look.desk}; }}
    #find_bar {{ background: {look.chrome}; border-bottom: 1px solid {look.line}; }}
    #find_bar QLineEdit {{ border: 1px solid {look.control}; border-radius: 6px; padding: 4px 8px;
        background: {look.field}; color: {look.text}; }}
    #find_bar QLineEdit:focus {{ border: 2px solid {look.accent}; padding: 3px 7px; }}
    #status {{ background: {look.chrome}; border-top: 1px solid {look.line}; }}
    #status::item {{ border: none; }}
    """
