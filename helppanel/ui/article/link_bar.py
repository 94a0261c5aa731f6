"""Where a link leads: a hint while it is pointed at, and a question before the browser opens."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from helppanel.ui.article.links import is_outside
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button, plain_button, text_button
from helppanel.ui.widgets.labels import ElidedLabel


class LinkHint(QFrame):
    """An address over the page's lower left corner; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("class", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        self._address = ElidedLabel("", "caption", "text2")
        self._address.setObjectName("link_hint")
        row.addWidget(self._address)
        self.hide()

    def point(self, href: str) -> None:
        """Say where `href` leads; nothing for what stays in the panel."""
        self.setVisible(is_outside(href))
        if is_outside(href):
            self._address.set_text(shown(href))
            area = self._over.rect()
            width = min(self.sizeHint().width(), max(120, area.width() - 24))
            self.resize(width, self.sizeHint().height())
            self.move(8, area.height() - self.height() - 8)
            self.raise_()


class LinkBar(QFrame):
    """将在浏览器中打开 example.com/… with its ways; hidden until `ask`.

    Signals:
        done(): answered; the keyboard may go back to the text.
    """

    done = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts, self._href = texts, ""
        self.setProperty("class", "footer")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(16, 8, 12, 8)
        self._box.setSpacing(8)
        self._words = ElidedLabel("", "body")
        self._words.setObjectName("link_words")
        self._open = plain_button(theme, texts.t("article.link_open"), "ext")
        self._open.setObjectName("link_open")
        self._open.clicked.connect(self._go)
        copy = text_button(theme, texts.t("article.link_copy"))
        copy.setObjectName("link_copy")
        copy.clicked.connect(self._copy)
        close = icon_button(theme, "x", texts.t("article.find_close"), size=16)
        close.setObjectName("link_close")
        close.clicked.connect(self._end)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self._open, copy, close):
            buttons.addWidget(button)
        self._box.addWidget(self._words, 1)
        self._box.addLayout(buttons)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        """The address on a line of its own."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def ask(self, href: str) -> None:
        """Ask before `href`, an address of the web or of mail, is opened."""
        self._href = href
        kind = "mail" if href.lower().startswith("mailto:") else "web"
        words = self._texts.t(f"article.link_{kind}", address=shown(href))
        self._words.set_text(words)
        self._open.setAccessibleDescription(words)
        self.show()
        self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go(self) -> None:
        QDesktopServices.openUrl(QUrl(self._href))
        self._end()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._href)
        self._end()

    def _end(self) -> None:
        self.hide()
        self.done.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stays here."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)


def shown(href: str) -> str:
    """`href` as people read it: the host as it is really called, and no scheme that goes without saying.

    A name of letters that look like others stays in its coded form.
    """
    url = QUrl(href)
    if url.scheme() == "mailto":
        return url.path()
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    port = f":{url.port()}" if url.port() >= 0 else ""
    rest = urlsplit(href)
    tail = rest.path + (f"?{rest.query}" if rest.query else "")
    return f"{'http://' if url.scheme() == 'http' else ''}{host}{port}{'' if tail == '/' else tail}"
