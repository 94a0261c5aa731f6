"""One channel: what it is, and copy, call, write or open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from helppanel.contract.service_info import Channel, ChannelKind, localise
from helppanel.support.channels import phone_link
from helppanel.ui import icons
from helppanel.ui.contact.words import MAIL_KINDS
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.tile import tile

COPIED = 2_000  # ms for which a button says so
_LOOKS = {
    ChannelKind.PHONE: ("phone", "accent"),
    ChannelKind.EMAIL: ("mail", "accent"),
    ChannelKind.WEBSITE: ("globe", "teal"),
    ChannelKind.WEIBO: ("weibo", "warn"),
    ChannelKind.WECHAT: ("wechat", "ok"),
    ChannelKind.COMMUNITY: ("users", "violet"),
}
_VALUE_FIRST = (ChannelKind.PHONE, ChannelKind.EMAIL)  # the number says more than its name


class ChannelRow(QWidget):
    """Signals:

    failed(str): nothing on this machine opens the channel; its value is on the clipboard now.
    mail_wanted(str, str): write to this address about this kind of problem.
    """

    failed = Signal(str)
    mail_wanted = Signal(str, str)

    def __init__(self, theme: Theme, texts: Texts, channel: Channel) -> None:
        super().__init__()
        self._theme, self._texts, self._channel = theme, texts, channel
        self._narrow: bool | None = None  # not laid out yet
        self.setObjectName(f"channel_{channel.id}")
        title, note = localise(channel.title, texts.locale), localise(channel.note, texts.locale)
        value_first = channel.kind in _VALUE_FIRST and bool(channel.value)
        head = channel.value if value_first else f"{title} {channel.value}".strip()
        self._name = head or channel.value
        line = texts.t("contact.dot").join(part for part in (title if value_first else "", note) if part)
        self.setAccessibleName(f"{head} {line}")
        self.setMinimumHeight(theme.px("control.rowTwoLine"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(8)
        icon, tone = ("gem", "gold") if channel.members else _LOOKS[channel.kind]
        self._row.addWidget(tile(theme, icon, tone))
        self._row.addSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        heading = label(head, "section", wrap=not value_first)
        heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first.addWidget(heading, 0 if channel.members else 1)
        if channel.members:
            first.addWidget(_member_badge(theme, texts.t("contact.members")))
            first.addStretch(1)
        words.addLayout(first)
        if line:
            words.addWidget(label(line, "caption", "text2", wrap=True))
        self._row.addLayout(words, 1)
        self._buttons: list[tuple[Button, str, int]] = []
        self._add_buttons()

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        for button, text, width in self._buttons:
            button.setText("" if narrow else f" {text}")
            button.setFixedWidth(28 if narrow else width)
            button.setToolTip(text if narrow else "")

    def _add_buttons(self) -> None:
        channel, t = self._channel, self._texts.t
        if channel.value:
            self._copy = self._add("copy", "copy", t("contact.copy"))
            self._copy.clicked.connect(self._copy_value)
        if channel.kind is ChannelKind.PHONE and phone_link(channel.value):
            self._add("call", "phone", t("contact.call")).clicked.connect(self._call)
        elif channel.kind is ChannelKind.EMAIL:
            write = self._add("write", "ext", t("contact.write"))
            write.clicked.connect(lambda: self._choose_kind(write))
        elif channel.link:
            self._add("open", "ext", t("contact.open_link")).clicked.connect(self._open)

    def _add(self, name: str, icon: str, text: str) -> Button:
        button = Button("plain", f" {text}")
        button.setObjectName(f"{name}_{self._channel.id}")
        button.setIcon(icons.icon(icon, self._theme.color("text"), 16))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(f"{text} {self._name}")
        button.setStyleSheet("padding: 0 9px; min-height: 26px; max-height: 26px")
        self._buttons.append((button, text, button.sizeHint().width()))
        self._row.addWidget(button)
        return button

    def _copy_value(self) -> None:
        QGuiApplication.clipboard().setText(self._channel.value)
        self._say_copied("contact.copied", "check")
        timer = QTimer(self._copy)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._say_copied("contact.copy", "copy"))
        timer.timeout.connect(timer.deleteLater)
        timer.start(COPIED)

    def _say_copied(self, key: str, icon: str) -> None:
        text = self._texts.t(key)
        if self._copy.text():
            self._copy.setText(f" {text}")
        self._copy.setIcon(icons.icon(icon, self._theme.color("text"), 16))
        self._copy.setAccessibleName(f"{text} {self._name}")

    def _choose_kind(self, button: Button) -> None:
        menu = QMenu(button)
        menu.setObjectName("mail_kinds")
        for kind in MAIL_KINDS:
            action = QAction(self._texts.t(f"contact.mail_{kind}"), menu)
            action.setObjectName(kind)
            action.triggered.connect(
                lambda _on=False, kind=kind: self.mail_wanted.emit(self._channel.value, kind)
            )
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _call(self) -> None:
        self._go(phone_link(self._channel.value))

    def _open(self) -> None:
        self._go(self._channel.link)

    def _go(self, link: str) -> None:
        if not QDesktopServices.openUrl(QUrl(link)):
            QGuiApplication.clipboard().setText(self._channel.value or link)
            self.failed.emit(self._name)


def _member_badge(theme: Theme, text: str) -> QLabel:
    badge = label(text, "captionStrong")
    colors = f"color: {theme.css('goldText')}; background: {theme.css('goldTint')}"
    border = f"border: 1px solid {theme.css('goldBorder')}; border-radius: 10px"
    badge.setStyleSheet(f"{colors}; {border}; padding: 1px 8px")
    return badge
