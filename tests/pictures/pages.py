"""Every page, as it is in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QPlainTextEdit, QTextBrowser, QWidget

from helppanel.demo.people import sample_people
from helppanel.demo.tour.eyes import Eyes
from helppanel.demo.tour.hands import choose, click, press, type_text
from helppanel.demo.tour.secret_places import in_text
from helppanel.ui.help_page import HelpPage
from tests.pictures.annotator import AnnotatorShots
from tests.pictures.form_ends import FormEnds
from tests.pictures.form_shots import FormShots
from tests.pictures.ledger import LedgerShots
from tests.pictures.studio import Studio
from tests.pictures.words import WRITTEN

ARTICLE = "pdf-fonts"
UNREAD = 2
LIST_AT, LIST_HEIGHT = QPoint(48, 340), 312  # the customers' window in the host's
# what the printing article is found by: pinyin, initials, characters, English, a slip, traditional characters
TYPED = {
    "pinyin": "dayin",
    "initials": "dy",
    "chinese": "打印",
    "english": "print",
    "slip": "prnit",
    "traditional": "打應",
}
Shot = Callable[[], None]


class Pages:
    """Each method arranges one page and takes its pictures. `uuids` are the conversations by name."""

    def __init__(self, studio: Studio, uuids: Mapping[str, str]) -> None:
        self._studio, self._uuids = studio, uuids
        self._stage = studio.stage
        self._eyes = Eyes(studio.stage)
        self._t = studio.stage.texts.t

    def unread(self) -> dict[str, Shot]:
        """Those that show that there are answers nobody has read yet."""
        shots: dict[str, Shot] = {"home": self.home}
        if self._studio.look == "narrow":
            shots |= {"host-menu": self.host_menu, "feedback-list": self.feedback_list}
        return shots

    def others(self) -> dict[str, Shot]:
        """All others."""
        talks = ("pending", "answered", "solved")
        typed = TYPED if self._studio.look == "wide" and self._stage.texts.locale == "zh-CN" else {}
        return {
            "help": self.help,
            "browse": self.browse,
            **{f"typed-{name}": partial(self.typed, name) for name in typed},
            "article": self.article,
            "form-errors": self.form_errors,
            "form": self.form,
            "form-": self.form_states,
            "annotator": self.annotator,
            **{f"conversation-{name}": partial(self.conversation, name) for name in talks},
            "contact": self.contact,
            "settings": self.settings,
            "ledger": self.ledger,
            "queued": self.queued,
        }

    def home(self) -> None:
        self._studio.open("home", "home")
        self._stage.wait(lambda: self._stage.host.panel.unread >= UNREAD, "unread answers")
        self._studio.shoot("home")

    def host_menu(self) -> None:
        menu = self._eyes.open_help_menu()
        support = next(action for action in menu.actions() if action.objectName() == "helppanel_support")
        menu.setActiveAction(support)
        self._studio.shoot_host("host-menu")
        press(menu, Qt.Key.Key_Escape)

    def feedback_list(self) -> None:
        self._studio.open("feedback", "feedback")
        self._studio.shoot("feedback-list")

    def help(self) -> None:
        self._search(self._t("demo.tour_search"))
        self._studio.shoot("help")

    def typed(self, name: str) -> None:
        """One of the queries that find the article about printing."""
        self._search(TYPED[name])
        self._studio.shoot(f"typed-{name}")

    def browse(self) -> None:
        """Nothing is searched."""
        self._studio.open("help", "help")
        self._stage.see("help_search", QLineEdit).clear()
        self._stage.see("help_section", QWidget)
        self._studio.shoot("browse")

    def _search(self, text: str) -> None:
        page = self._studio.open("help", "help")
        assert isinstance(page, HelpPage)
        field = self._stage.see("help_search", QLineEdit)
        click(field)
        field.clear()
        type_text(field, text)
        self._stage.wait(lambda: page.query == text, f"the answer to {text}")
        self._stage.see("help_results", QListView)

    def article(self) -> None:
        page = self._studio.open(f"article:{ARTICLE}", "article")
        text = self._stage.see("article_text", QTextBrowser)
        self._stage.wait(lambda: text.toPlainText(), "the article")
        self._studio.scroll(page, to_end=False)
        self._studio.shoot("article")
        self._studio.scroll(page, to_end=True)
        self._studio.shoot("article-end")

    def form_errors(self) -> None:
        self._open_form()
        self._stage.see("report_text", QPlainTextEdit).clear()
        address = self._stage.shown("report_email", QLineEdit)
        if address is None:
            click(self._stage.see("email_fold", QWidget))
            address = self._stage.see("report_email", QLineEdit)
        address.setText("lin.xiao@")
        click(self._stage.see("report_send", QWidget))
        self._stage.see("report_text_error", QWidget)
        self._studio.shoot("form-errors")
        address.clear()

    def form(self) -> None:
        self._fill_form()
        self._studio.shoot("form")

    def form_states(self) -> None:
        self._fill_form()
        FormShots(self._studio).take()
        FormEnds(self._studio).take()

    def annotator(self) -> None:
        self._open_form()
        AnnotatorShots(self._studio).take()

    def _fill_form(self) -> None:
        self._open_form()
        field = self._stage.see("report_text", QPlainTextEdit)
        click(field)
        field.clear()
        type_text(field, WRITTEN[self._stage.texts.locale][self._studio.look])
        if self._stage.shown("report_view", QWidget) is None:
            click(self._stage.see("out_fold", QWidget))
        self._stage.see("report_suggestions", QWidget)

    def _open_form(self) -> None:
        """With one picture: every 报告问题 from the menu adds another."""
        self._studio.open("report", "report")
        if self._stage.shown("report_thumb_0", QWidget) is None:
            self._show_private()
            choose(self._eyes.open_help_menu(), "helppanel_report")
            self._stage.see("report_thumb_0", QWidget)
            click(self._stage.see("customers_close", QWidget))
        self._stage.see("report_thumb_0", QWidget)
        self._stage.wait(self._stage.see("report_send", QWidget).isEnabled, "the picture is kept")

    def _show_private(self) -> None:
        """The end of the document, with an address and a number in it, and the list of customers."""
        window = self._stage.host.window
        page = window.documents.current().page
        press(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        owner = sample_people(self._stage.texts).owner
        self._stage.wait(
            lambda: window.rect().contains(in_text(page, owner.phone, window)), "the document's last lines"
        )
        window.editor_actions["tools_customers"].trigger()
        customers = self._stage.see("customers", QDialog)
        customers.resize(customers.width(), LIST_HEIGHT)  # no taller than the room between what else is seen
        customers.move(window.mapToGlobal(LIST_AT))

    def conversation(self, name: str) -> None:
        self._studio.open(f"feedback:{self._uuids[name]}", "feedback")
        self._stage.see("thread", QWidget)
        self._studio.shoot(f"conversation-{name}")

    def contact(self) -> None:
        page = self._studio.open("contact", "contact")
        self._stage.see("contact_prepare", QWidget)
        self._studio.shoot("contact")
        self._studio.scroll(page, to_end=True)
        self._studio.shoot("contact-end")

    def settings(self) -> None:
        self._studio.open("settings", "settings")
        self._studio.shoot("settings")

    def ledger(self) -> None:
        """What left, what exactly one of it was, and what erasing would do; then the wish that waits."""
        LedgerShots(self._studio).take()

    def queued(self) -> None:
        """Sent while the server is away; it comes back afterwards."""
        stage = self._stage
        self._fill_form()
        stage.away(stage.server.kill, "the server is killed")
        click(stage.see("report_send", QWidget))
        self._eyes.follow()
        waiting = self._t("status.queued")
        stage.wait(lambda: self._eyes.state() == waiting, f"the state {waiting}")
        self._studio.shoot("queued")
        stage.start_server()
        stage.wait(lambda: self._eyes.state() != waiting, "the report is delivered")
