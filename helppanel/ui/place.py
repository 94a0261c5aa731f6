"""Where the panel stands: docked at the right of the host's window, or in a window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from helppanel.ui.theme import Theme

DOCK_MAX = 560


class Place(QObject):
    """Holds the frame. Nothing of it is on screen before `show`.

    Signals:
        on_screen(visible): the panel came on screen, or left it.
        palette_changed(): the host looks different: perhaps the system turned dark.
    """

    on_screen = Signal(bool)
    palette_changed = Signal()

    def __init__(self, host: QMainWindow, actions: Sequence[QAction], *, docked: bool, theme: Theme) -> None:
        super().__init__(host)
        self._host, self._actions, self._theme = host, actions, theme
        self.docked = docked
        self.dock_width = theme.px("breakpoints.dockWidth")
        self.window_size = QSize(theme.px("breakpoints.defaultWidth"), theme.px("breakpoints.defaultHeight"))
        # The frame stays in here wherever it goes: where a widget with a style sheet changes its parent, Qt
        # works out the style of all in it anew.
        self.inside = QWidget(host)
        self.inside.hide()
        inside = QVBoxLayout(self.inside)
        inside.setContentsMargins(0, 0, 0, 0)
        self._frame: QWidget | None = None
        self._dock: QDockWidget | None = None
        self._window: QWidget | None = None
        self._visible = False
        self._concealed = False  # off the screen for a picture, and still `visible`
        self._moving = False
        self._focused: QWidget | None = None  # had the keyboard when the panel was concealed

    @property
    def holder(self) -> QWidget | None:
        """The dock or the window; None before the first `show`."""
        return self._dock if self.docked else self._window

    @property
    def visible(self) -> bool:
        """Whether the panel is on screen."""
        return self._visible

    def put(self, frame: QWidget) -> None:
        """Hold `frame`, best made as a child of `inside`, in place of the one before, which is deleted."""
        old, self._frame = self._frame, frame
        frame.installEventFilter(self)
        layout = self.inside.layout()
        assert layout is not None
        self._moving = True
        if old is not None:
            old.removeEventFilter(self)
            layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        layout.addWidget(frame)
        frame.show()
        self._moving = False

    def show(self, *, focus: bool) -> None:
        """Come on screen; the keyboard stays where it is unless `focus`."""
        self._concealed = False
        holder = self._hold()
        holder.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not focus)
        fresh = not holder.isVisible()
        holder.show()
        if isinstance(holder, QDockWidget) and fresh:
            self._host.resizeDocks([holder], [self.dock_width], Qt.Orientation.Horizontal)
        if focus:
            window = holder.window()
            if window.isMinimized():  # a notification was clicked
                window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            holder.raise_()
            holder.activateWindow()

    def hide(self) -> None:
        """Leave the screen."""
        holder = self.holder
        if holder is not None:
            self.remember()
            holder.hide()
        if self._concealed:  # then there is nothing to hide, and nothing must come back
            self._concealed = self._visible = False
            self.on_screen.emit(False)

    def toggle(self) -> None:
        """From the dock to a window or back, on screen if it was."""
        self.remember()
        self._moving, was_visible = True, self._visible
        holder = self.holder
        if holder is not None:
            holder.hide()
        self.docked = not self.docked
        if was_visible:
            self.show(focus=True)
        self._moving = False

    def conceal(self, away: bool) -> None:
        """Take the panel off the screen for a picture and bring it back with the keyboard, unsaid."""
        holder = self.holder
        if holder is None or not isValid(holder) or not self._visible or away is self._concealed:
            return
        self._concealed = away
        focused = QApplication.focusWidget()
        if away:
            self._focused = focused if focused is not None and holder.isAncestorOf(focused) else None
        self._moving = True
        holder.setVisible(not away)
        self._moving = False
        if not away and self._focused is not None and isValid(self._focused):
            holder.activateWindow()
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def remember(self) -> None:
        """Note the size the user gave it."""
        if self.docked and self._dock is not None and self._dock.isVisible():
            self.dock_width = self._dock.width()
        elif not self.docked and self._window is not None:
            self.window_size = self._window.size()

    def _hold(self) -> QWidget:
        """The holder, made when it is first needed, with the frame in it."""
        assert self._frame is not None, "put a frame first"
        if self.docked:
            dock = self._dock = self._dock or self._make_dock()
            if dock.widget() is not self.inside:
                dock.setWidget(self.inside)
                self.inside.show()
            return dock
        window = self._window = self._window or self._make_window()
        layout = window.layout()
        assert layout is not None
        layout.addWidget(self.inside)
        self.inside.show()
        return window

    def _make_dock(self) -> QDockWidget:
        dock = QDockWidget(self._host)
        dock.setObjectName("helppanel_dock")
        dock.setWindowTitle(self._host.windowTitle())
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        dock.setTitleBarWidget(QWidget(dock))  # the frame brings its own
        dock.setMinimumWidth(self._theme.px("breakpoints.minWidth"))
        dock.setMaximumWidth(DOCK_MAX)
        dock.hide()
        dock.installEventFilter(self)
        self._host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        return dock

    def _make_window(self) -> QWidget:
        window = QWidget(self._host, Qt.WindowType.Window)
        window.setObjectName("helppanel_window")
        window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        window.setMinimumSize(self._theme.px("breakpoints.minWidth"), self._theme.px("breakpoints.minHeight"))
        window.resize(self.window_size)
        window.installEventFilter(self)
        window.addActions(self._actions)  # the menu's shortcuts work here too
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        return window

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the frame come and go, whoever shows or closes what holds it, and the host's palette."""
        if watched is not self._frame:
            if event.type() == QEvent.Type.PaletteChange:
                self.palette_changed.emit()
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and not event.spontaneous():
            visible = event.type() == QEvent.Type.Show
            if not self._moving and visible is not self._visible:
                self._visible = visible
                if not visible:
                    self.remember()
                self.on_screen.emit(visible)
        return False
