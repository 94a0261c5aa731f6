"""Parts of a window that paint past Qt, where a picture of the window may hold nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QSurface
from PySide6.QtWidgets import QWidget

from helppanel.ui.capture.tree import Tree

OPENGL, NATIVE, VIDEO, WEB, WINDOW = "opengl", "native", "video", "web", "window"
# By the names of Qt's classes: importing them would load 3D, multimedia and a browser into every host.
# The first never show in a picture; the others do, unless the graphics driver refuses.
NEVER = {"QVideoWidget": VIDEO, "QWindowContainer": NATIVE, "QAxBaseWidget": NATIVE, "QAxWidget": NATIVE}
PERHAPS = {"QWebEngineView": WEB, "QOpenGLWidget": OPENGL, "QQuickWidget": OPENGL}
OWN = {"QWidgetWindow", "QShapedPixmapWindow"}  # windows of widgets, and what is dragged right now
LEAST = QSize(64, 64)  # smaller native parts are taken for what Qt paints itself
PROBES = 24  # points looked at across and down

_names: dict[tuple[type[QWidget], str], str] = {}  # by class in Python and in Qt: what `_name` said


@dataclass(frozen=True)
class Surface:
    """A part that a picture cannot be relied on to show; `place` is in the window's coordinates."""

    code: str
    place: QRect
    is_certain: bool  # else it is missing only if nothing was painted there


def surfaces(window: QWidget, tree: Tree | None = None) -> list[Surface]:
    """The parts of `window` that paint past Qt, or all of it; outermost first, nothing inside another."""
    whole = _kind(window)
    if whole is not None:
        return [Surface(whole[0], window.rect(), whole[1])]
    return [
        Surface(code, place, is_certain)
        for code, place, is_certain in _within(window, QPoint(0, 0), window.rect(), tree or Tree())
        if not place.isEmpty()
    ]


def windows() -> set[str]:
    """`window` where the app shows a window that is made of no widget: no picture of widgets has it."""
    shown = (window for window in QGuiApplication.topLevelWindows() if window.isVisible())
    return {WINDOW for window in shown if window.metaObject().className() not in OWN}


def is_missing(surface: Surface, image: QImage, place: QRect) -> bool:
    """Whether the picture lacks it: `place` is its place in pixels of the image."""
    return surface.is_certain or _is_flat(image, place.intersected(image.rect()))


def _within(widget: QWidget, at: QPoint, clip: QRect, tree: Tree) -> Iterator[tuple[str, QRect, bool]]:
    for child in tree.parts(widget):
        found = _kind(child)
        if found is None and not tree.parts(child):
            continue
        corner = at + child.pos()
        place = QRect(corner, child.size()).intersected(clip)
        if found is None:
            yield from _within(child, corner, place, tree)
        else:
            yield found[0], place, found[1]


def _kind(widget: QWidget) -> tuple[str, bool] | None:
    """The code of a widget that paints past Qt, and whether a picture certainly lacks it."""
    kind = (type(widget), widget.metaObject().className())
    if kind not in _names:
        _names[kind] = _name(widget)
    name = _names[kind]
    if name == "QWindowContainer":
        return _of_container(widget), True
    if name in NEVER:
        return NEVER[name], True
    if name in PERHAPS:
        return PERHAPS[name], False
    if widget.testAttribute(Qt.WidgetAttribute.WA_PaintOnScreen):
        return NATIVE, True
    if _may_be_foreign(widget):
        return NATIVE, False
    return None


def _name(widget: QWidget) -> str:
    """The class that a widget is or inherits and that is spoken of here, or ""."""
    meta = widget.metaObject()
    while meta is not None and meta.className() != "QWidget":
        if meta.className() in NEVER or meta.className() in PERHAPS:
            return meta.className()
        meta = meta.superClass()
    return ""


def _of_container(container: QWidget) -> str:
    """What the window inside paints with; it is found by its place, Qt does not tell."""
    corner, size = container.mapToGlobal(QPoint(0, 0)), container.size()
    for window in QGuiApplication.allWindows():
        if window.metaObject().className() in OWN or window.parent() is None:
            continue
        if window.size() == size and window.mapToGlobal(QPoint(0, 0)) == corner:
            return NATIVE if window.surfaceType() is QSurface.SurfaceType.RasterSurface else OPENGL
    return NATIVE


def _may_be_foreign(widget: QWidget) -> bool:
    """Whether another toolkit may paint on it, as players do that are given a window's id."""
    return (
        widget.testAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        and not widget.isWindow()
        and not QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_NativeWindows)
        and widget.size().expandedTo(LEAST) == widget.size()
        and not any(isinstance(child, QWidget) and child.isVisible() for child in widget.children())
    )


def _is_flat(image: QImage, place: QRect) -> bool:
    if place.isEmpty():
        return False
    columns = [place.left() + place.width() * i // PROBES for i in range(PROBES)]
    rows = [place.top() + place.height() * i // PROBES for i in range(PROBES)]
    first = image.pixel(columns[0], rows[0])
    return all(image.pixel(x, y) == first for y in rows for x in columns)
