"""Two small boxes: about the app and the panel in it, and that the panel cannot open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from helppanel.config import HelpConfig
from helppanel.ui.menu import spaced
from helppanel.ui.texts import Texts
from helppanel.version import __version__

FAILURE = "helppanel_failure_box"


def show_about(parent: QWidget, config: HelpConfig, texts: Texts) -> None:
    """Open the box; it deletes itself when closed."""
    box = QMessageBox(parent)
    box.setObjectName("helppanel_about_box")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(texts.t("menu.about_title", app=spaced(config.app_name, texts)))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(texts.t("menu.about_text", app=config.app_name, version=config.app_version))
    box.setInformativeText(texts.t("menu.about_panel", version=__version__))
    icon = QGuiApplication.windowIcon()
    if not icon.isNull():
        box.setIconPixmap(icon.pixmap(48))
    box.addButton(texts.t("menu.about_close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()


def show_failure(parent: QWidget, texts: Texts) -> None:
    """Say that the panel cannot be opened, in one box however often; the host goes on."""
    if parent.findChild(QMessageBox, FAILURE) is not None:
        return
    box = QMessageBox(parent)
    box.setObjectName(FAILURE)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(texts.t("menu.failed"))
    box.addButton(texts.t("menu.about_close"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
