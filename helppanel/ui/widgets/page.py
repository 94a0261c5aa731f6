"""The base of the pages: a name, an address, two widths."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from helppanel.ui.capture.taken import Picture
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import label


class Page(QWidget):
    """One page. The frame builds it when it is first shown and keeps it until language or theme change.

    `narrow` says which of the two layouts is on; a page that has two overrides `set_narrow`.

    Signals:
        rested(): it is at work no longer.
    """

    rested = Signal()

    def __init__(self, ctx: PageContext, name: str, title: str) -> None:
        super().__init__()
        self.ctx = ctx
        self.narrow = False
        self._painted = False
        self._after: list[Callable[[], None]] = []
        self.setObjectName(f"page_{name}")
        self.setProperty("class", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)

    @property
    def is_at_work(self) -> bool:
        """Whether something is on its way that would be lost with the page."""
        return False

    def show_address(self, rest: str) -> None:
        """Come on screen for an address of this page; `rest` is what follows its name (`?q=…`, `:ID`, "")."""

    def refresh(self) -> None:
        """Something changed in the service: read again what is shown."""

    def show_progress(self) -> None:
        """The files that are being sent are further than before."""

    def set_narrow(self, narrow: bool) -> None:
        """The frame is narrower than 560 px, or no longer."""
        self.narrow = narrow

    def set_pictures(self, pictures: list[Picture], source: str) -> None:
        """Pictures of the host, taken before the panel opened; only the form has a use for them."""

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard focus when the user comes to this page."""
        return None

    def go_back(self) -> bool:
        """Esc or Alt+Left: True if the page had something of its own to go back from."""
        return False

    def bookmark(self) -> object:
        """Where the user is in this page, for `come_back`; None where the page stays as it was left."""
        return None

    def come_back(self, bookmark: object) -> None:
        """The user is back, or forward, at what `bookmark` gave; follows `show_address` if there is one."""

    def after_paint(self, call: Callable[[], None]) -> None:
        """Run `call` once the page has been on screen: for what would keep its first picture waiting."""
        if self._painted:
            call()
        elif call not in self._after:
            self._after.append(call)

    def _run_after(self) -> None:
        self._painted = True
        calls, self._after = self._after, []
        for call in calls:
            call()

    def _aside(self) -> bool:
        """Whether another page is on screen: then this one claims no room, and none is worked out."""
        return self.isHidden() and self.parentWidget() is not None

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first one is noted; it goes on with all that lies in the page, so nothing is run in it."""
        super().paintEvent(event)
        if self._after:
            QTimer.singleShot(0, self, self._run_after)

    def sizeHint(self) -> QSize:
        """Of the page on screen only."""
        return QSize(0, 0) if self._aside() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Of the page on screen only."""
        return QSize(0, 0) if self._aside() else super().minimumSizeHint()


class ScrollPage(Page):
    """A page that is one scrolled column, `body`, with the page's padding."""

    def __init__(self, ctx: PageContext, name: str, title: str) -> None:
        super().__init__(ctx, name, title)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(0)
        self.content = QWidget()
        self.content.setProperty("class", "body")
        self.content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self.content)
        self.body.setSpacing(ctx.theme.px("space.gapCards"))
        self.area = scrolled(self.content)
        self.outer.addWidget(self.area, 1)
        self._pad()

    def set_narrow(self, narrow: bool) -> None:
        """Padding 24, or 16."""
        super().set_narrow(narrow)
        self._pad()

    def _pad(self) -> None:
        narrow = self.narrow
        padding = self.ctx.theme.px("space.pagePaddingNarrow" if narrow else "space.pagePadding")
        self.body.setContentsMargins(padding, padding, padding, padding)


def scrolled(content: QWidget) -> QScrollArea:
    """`content` in an area that scrolls downwards only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def page_header(title: str, *right: QWidget) -> QWidget:
    """The 56 px line over a page's content: its title, and widgets at the right."""
    header = QWidget()
    header.setFixedHeight(56)
    row = QHBoxLayout(header)
    row.setContentsMargins(24, 0, 24, 0)
    row.addWidget(label(title, "title"), 1)
    for widget in right:
        row.addWidget(widget)
    return header
