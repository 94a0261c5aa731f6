"""What a user sees of the panel, for every story: the Help menu, states, words, the messages."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QTextBrowser, QWidget

from helppanel.demo.tour.hands import click
from helppanel.demo.tour.stage import Stage

HELP_CENTER = "helppanel_help_center"
ENTRIES = (
    HELP_CENTER, "helppanel_search", "helppanel_support", "helppanel_report", "helppanel_suggest",
    "helppanel_capture", "helppanel_feedback", "helppanel_contact", "helppanel_about",
)  # fmt: skip
ARTICLE = 40  # characters a text has at least to be an article


class Eyes:
    """Looks at the host's window and the panel in it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def help_menu_place(self) -> QPoint | None:
        """Where in the host's menu bar the panel's menu is."""
        bar = self._stage.host.window.menuBar()
        for action in bar.actions():
            menu = action.menu()
            if isinstance(menu, QMenu) and any(entry.objectName() == HELP_CENTER for entry in menu.actions()):
                return bar.actionGeometry(action).center()
        return None

    def open_help_menu(self) -> QMenu:
        """The Help menu, opened by a click unless it is open."""
        bar = self._stage.host.window.menuBar()
        place = self.help_menu_place()
        assert place is not None
        menu = bar.actionAt(place).menu()
        assert isinstance(menu, QMenu)
        if not menu.isVisible():
            click(bar, place)
            self._stage.wait(menu.isVisible, "the Help menu opens")
        return menu

    def state(self) -> str:
        """What the status chip says; "" where there is none."""
        chip = self._stage.shown("status_chip", QWidget)
        return chip.accessibleName() if chip is not None else ""

    def follow(self) -> None:
        """Goes from the form that was just sent to 我的反馈; offline the form says first what is up."""
        stage = self._stage
        pages = ("page_feedback", "report_queued")
        stage.wait(lambda: any(stage.shown(name, QWidget) is not None for name in pages), "it is stored")
        if stage.shown("report_queued", QWidget) is not None:
            click(stage.see("report_queued_open", QWidget))
        stage.see("page_feedback", QWidget)

    def says(self, text: str) -> bool:
        """Whether a message of the conversation on screen holds `text`."""
        return self.message(text) is not None

    def message(self, text: str) -> QWidget | None:
        """The message of the conversation on screen that holds `text`."""
        messages = self._stage.host.window.findChildren(QWidget, "message")
        found = (one for one in messages if one.isVisible() and text in one.accessibleName())
        return next(found, None)

    def fact_groups(self) -> list[QCheckBox]:
        """The ticks before the groups of facts."""
        boxes = self._stage.host.window.findChildren(QCheckBox)
        return [box for box in boxes if box.isVisible() and box.objectName().startswith("report_group_")]

    def words(self, page: QWidget) -> str:
        """All labels of a page, one a line."""
        return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())

    def reads(self, page: QWidget, title: str) -> bool:
        """Whether `page` shows an article with this title."""
        texts = [browser.toPlainText() for browser in page.findChildren(QTextBrowser) if browser.isVisible()]
        shown = title in self.words(page) or any(title in text for text in texts)
        return shown and any(len(text) >= ARTICLE for text in texts)
