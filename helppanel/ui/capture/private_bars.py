"""Whether a row of tabs shows the titles of something private."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget, QMdiArea, QTabBar, QWidget


def titled(bar: QTabBar) -> list[QWidget]:
    """The docks and inner windows whose titles are the texts of `bar`; how wide one is moves the others."""
    parent = bar.parentWidget()
    if isinstance(parent, QMdiArea):
        return list(parent.subWindowList())
    texts = {bar.tabText(index) for index in range(bar.count())}
    return [
        child
        for child in (parent.children() if parent is not None else [])
        if isinstance(child, QDockWidget) and child.windowTitle() in texts
    ]
