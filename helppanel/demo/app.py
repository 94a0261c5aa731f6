"""Starts the editor and gives it its Help menu, as a third party would."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

import helppanel
from helppanel import assets
from helppanel.config import match_locale
from helppanel.demo.editor import EditorWindow
from helppanel.demo.ending import Ending
from helppanel.demo.glyphs import logo
from helppanel.demo.look import look_for, palette
from helppanel.demo.page import FONTS
from helppanel.demo.people import People, User, sample_user
from helppanel.ui.texts import Texts

if TYPE_CHECKING:
    from helppanel import HelpPanel

VERSION = "12.4.0"
APP_ID = "qingjian-writer"
SIGNAL_MS = 200


@dataclass(frozen=True)
class Host:
    """The running editor with the panel in it."""

    window: EditorWindow
    panel: HelpPanel


def application() -> QApplication:
    """The process's QApplication, made if there is none; the same look on every system."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    app.setApplicationName(APP_ID)
    app.setApplicationVersion(VERSION)
    font = app.font()
    # The system's own first; what it lacks of Chinese comes from one family in one weight.
    font.setFamilies([font.family(), *FONTS])
    app.setFont(font)
    app.setWindowIcon(QIcon(logo(64, "#2A62D8")))
    return app


def open_editor(
    app: QApplication,
    *,
    server: str | None,
    locale: str | None = None,
    theme: str | None = None,
    data_dir: Path | None = None,
    people: People | None = None,
    facts: Mapping[str, Callable[[], object]] | None = None,
    restart: Callable[[], None] | None = None,
    user: User | None = None,
    version: str = VERSION,
) -> Host:
    """Shows the editor with the panel installed. `locale` and `theme` None: the system's.

    `people` and `user` None: made-up ones. `facts` are added to the editor's own. `restart` starts the
    program anew once the editor is closed; it is not called where the user keeps it open.
    """
    locale = locale or match_locale(QLocale.system().uiLanguages()[0])
    texts = Texts(locale)
    user = user or sample_user(texts)
    window = EditorWindow(texts, people=people)
    _speak(app, locale, window)

    def wear() -> None:
        look = look_for(app, theme)
        app.setPalette(palette(look))
        window.show_look(look)

    scheme = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light, None: Qt.ColorScheme.Unknown}
    app.styleHints().setColorScheme(scheme[theme])  # for what the system draws itself; Unknown follows it
    wear()
    if theme is None:
        app.styleHints().colorSchemeChanged.connect(wear)
    window.show()
    config = helppanel.HelpConfig(
        app_name=texts.t("demo.app_name"),
        app_version=version,
        app_id=APP_ID,
        server=server,
        locale=locale,
        theme=theme,
        data_dir=data_dir,
        service_info=assets.path("service/demo.json"),
        facts={**window.facts(), **(facts or {})},
        document=window.document_name,
        on_restart=None if restart is None else lambda: restart() if window.close() else None,
        user_name=user.name,
        account=user.account,
        email=user.email,
        account_token=user.token,
        tray=_tray(app, window),
    )
    return Host(window, helppanel.install(window, config))


def run(*, server: str | None, ending: Ending, locale: str, theme: str | None = None) -> int:
    """Runs the editor until it is closed or asked to end; returns the exit code. `ending.again` then says
    whether the user wants it back.
    """
    app = application()

    def restart() -> None:
        ending.again = True
        app.quit()

    host = open_editor(app, server=server, locale=locale, theme=theme, restart=restart)
    window = host.window
    if window.size() != window.size().boundedTo(window.screen().availableSize()):
        window.showMaximized()
    window.activateWindow()
    # Python notes a signal only when it runs, and Qt's loop is not Python.
    pulse = QTimer(app)
    pulse.timeout.connect(lambda: app.quit() if ending.asked else None)
    pulse.start(SIGNAL_MS)
    return app.exec()


def _tray(app: QApplication, window: EditorWindow) -> QSystemTrayIcon | None:
    """Where news are told while nobody looks at the panel; None on a system without such a place."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    icon = QSystemTrayIcon(app.windowIcon(), window)
    icon.setToolTip(window.windowTitle())
    icon.show()
    return icon


def _speak(app: QApplication, locale: str, window: EditorWindow) -> None:
    """Qt's own sentences (file dialogs, text menus) in the editor's language, as long as `window` lives."""
    translator = QTranslator(window)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(locale), "qtbase", "_", folder):
        app.installTranslator(translator)
