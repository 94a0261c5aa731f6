"""Whether this machine can draw Chinese."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase


def can_draw_chinese() -> bool:
    """Needs a QApplication."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
