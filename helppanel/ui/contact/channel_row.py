"""One channel: what it is, and copy, call, write or open."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from helppanel.contract.service_info import Channel, ChannelKind, localise
from helppanel.support.channels import has_code, phone_link
from helppanel.support.presence import Presence
from helppanel.ui import icons
from helppanel.ui.contact.copying import CopyButton
from helppanel.ui.contact.hours_card import dot
from helppanel.ui.contact.qr_card import QrCard
from helppanel.ui.contact.words import MAIL_KINDS, row_words, state_words
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import ElidedLabel, label
from helppanel.ui.widgets.member_badge import member_badge
from helppanel.ui.widgets.tile import tile

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

    def __init__(
        self, theme: Theme, texts: Texts, channel: Channel, presence: Presence, now: datetime
    ) -> None:
        super().__init__()
        self._theme, self._texts, self._channel = theme, texts, channel
        self._narrow: bool | None = None  # not laid out yet
        self.setObjectName(f"channel_{channel.id}")
        title, note = localise(channel.title, texts.locale), localise(channel.note, texts.locale)
        value_first = channel.kind in _VALUE_FIRST and bool(channel.value)
        head = channel.value if value_first else f"{title} {channel.value}".strip()
        self._name = head or channel.value
        state = state_words(presence, texts)
        parts = (title if value_first else "", row_words(presence, now, texts), note)
        line = texts.t("contact.dot").join(part for part in parts if part)
        self.setAccessibleName(" ".join(part for part in (head, state, line) if part))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        whole.addLayout(self._row, 1)
        icon, tone = ("gem", "gold") if channel.members else _LOOKS[channel.kind]
        self._row.addWidget(tile(theme, icon, tone))
        self._row.addSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(2)
        first = FlowLayout(8, 2)
        heading = ElidedLabel(head, "section")
        heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first.addWidget(heading)
        if channel.members:
            first.addWidget(member_badge(theme, texts.t("contact.members")))
        if presence.open is not None:
            first.addWidget(_state(theme, state, presence.open))
        words.addLayout(first)
        if line:
            words.addWidget(label(line, "caption", "text2", wrap=True))
        self._row.addLayout(words, 1)
        self._buttons: list[tuple[Button, str, int]] = []
        self._copy: CopyButton | None = None
        self._qr: QrCard | None = None
        self._add_buttons()
        if has_code(channel):
            self._qr = QrCard(theme, texts, channel)
            self._qr.hide()
            whole.addWidget(self._qr)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        if self._copy is not None:
            self._copy.set_narrow(narrow)
        for button, text, width in self._buttons:
            button.setText("" if narrow else f" {text}")
            button.setFixedWidth(28 if narrow else width)
            button.setToolTip(text if narrow else "")

    def _add_buttons(self) -> None:
        channel, t = self._channel, self._texts.t
        if channel.value:
            self._copy = CopyButton(self._theme, self._texts, channel.value, self._name)
            self._copy.setObjectName(f"copy_{channel.id}")
            self._row.addWidget(self._copy)
        if channel.kind is ChannelKind.PHONE and phone_link(channel.value):
            self._add("call", "phone", t("contact.call")).clicked.connect(self._call)
        elif channel.kind is ChannelKind.EMAIL:
            write = self._add("write", "ext", t("contact.write"))
            write.clicked.connect(lambda: self._choose_kind(write))
        elif channel.link:
            self._add("open", "ext", t("contact.open_link")).clicked.connect(self._open)
        if has_code(channel):
            self._fold = self._add("show_qr", "down", t("contact.show_qr"))
            self._fold.clicked.connect(self._show_qr)

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

    def set_qr_beside(self, beside: bool) -> None:
        """Whether the code stands beside the channels, and not here on demand."""
        if self._qr is not None:
            self._fold.setVisible(not beside)
            self._qr.setVisible(self._qr.isVisibleTo(self) and not beside)

    def _show_qr(self) -> None:
        if self._qr is None:
            return
        shown = not self._qr.isVisibleTo(self)
        self._qr.setVisible(shown)
        text = self._texts.t("contact.hide_qr" if shown else "contact.show_qr")
        self._fold.setIcon(icons.icon("up" if shown else "down", self._theme.color("text"), 16))
        self._fold.setAccessibleName(f"{text} {self._name}")

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


def _state(theme: Theme, words: str, is_open: bool) -> QWidget:
    result = QWidget()
    result.setMinimumHeight(22)  # in line with the heading
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(dot(theme, is_open))
    row.addWidget(label(words, "caption", "ok" if is_open else "text2"))
    return result
