"""One feedback, all the way round: from the Help menu to an agent and back."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.report import AttachmentRole, Report
from helppanel.contract.service_info import ChannelKind
from helppanel.contract.ticket import Author, TicketStatus
from helppanel.demo.tour.expect import alike, expect
from helppanel.demo.tour.eyes import ENTRIES, Eyes
from helppanel.demo.tour.far_end import keep_received, listens
from helppanel.demo.tour.hands import choose, click, press, type_text
from helppanel.demo.tour.stage import Stage
from helppanel.demo.tour.story import Step
from helppanel.report.draft import OFF_BY_DEFAULT


class FeedbackStory:
    """Every step is done with mouse and keys, and checked where its effect ends up."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._t = stage.texts.t
        self._eyes = Eyes(stage)
        self._number = ""
        self._left_out = ""
        self._previewed = b""

    def steps(self) -> list[Step]:
        return [
            Step("server_started", self.server_started),
            Step("host_window", self.host_window),
            Step("help_menu", self.help_menu),
            Step("online_support", self.online_support),
            Step("search", self.search),
            Step("article", self.article),
            Step("report_form", self.report_form),
            Step("written", self.written),
            Step("facts", self.facts),
            Step("preview", self.preview),
            Step("server_stopped", self.server_stopped),
            Step("queued", self.queued),
            Step("receipt", self.receipt),
            Step("contact", self.contact),
            Step("agent_answered", self.agent_answered),
            Step("unread", self.unread),
            Step("answer_shown", self.answer_shown),
        ]

    def server_started(self) -> str:
        """A server process of our own, and an agent who may log in."""
        stage = self._stage
        url = stage.start_server()
        stage.hire()
        service = stage.away(stage.desk.service, "the service info")
        tickets = stage.away(stage.desk.numbers, "the desk's list")
        expect(tickets == [], f"a new server has tickets already: {tickets}")
        text = msgspec.json.format(msgspec.json.encode(service), indent=2).decode()
        stage.note("GET /api/v1/service", [f"{url}/api/v1/service", "", text])
        return f"{url} answers, its desk is empty"

    def host_window(self) -> str:
        """The editor with the sample document, and the panel's menu in its menu bar."""
        self._stage.open_host()
        window = self._stage.host.window
        title = self._t("demo.sample_title")
        expect(title in window.documents.current().text().toPlainText(), "the sample document is not shown")
        expect(self._eyes.help_menu_place() is not None, "the menu bar has no Help menu")
        return f"“{title}” is open"

    def help_menu(self) -> str:
        """Every entry is in the Help menu."""
        menu = self._eyes.open_help_menu()
        names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
        missing = [name for name in ENTRIES if name not in names]
        expect(not missing, f"the Help menu lacks {missing}")
        return f"{len(names)} entries"

    def online_support(self) -> str:
        """在线支持 opens the panel at its first page."""
        choose(self._eyes.open_help_menu(), "helppanel_support")
        page = self._stage.see("page_home", QWidget)
        expect(self._stage.host.window.isVisible(), "the host went away")
        return f"{page.accessibleName()} at {page.width()}×{page.height()}"

    def search(self) -> str:
        """Typing a question finds articles about it."""
        query = self._t("demo.tour_search")
        field = self._stage.see("home_search", QLineEdit)
        click(field)
        type_text(field, query)
        press(field, Qt.Key.Key_Return)
        results = self._stage.see("help_results", QListView)
        self._stage.wait(lambda: results.model().rowCount() > 0, f"articles for “{query}”")
        first = str(results.model().index(0, 0).data())
        expect("PDF" in first, f"the first article is “{first}”")
        return f"“{query}” finds {results.model().rowCount()}, first “{first}”"

    def article(self) -> str:
        """A click on the first result opens that article."""
        results = self._stage.see("help_results", QListView)
        index = results.model().index(0, 0)
        title = str(index.data())
        click(results.viewport(), results.visualRect(index).center())
        page = self._stage.see("page_article", QWidget)
        self._stage.wait(lambda: self._eyes.reads(page, title), f"the article “{title}”")
        return f"“{title}”"

    def report_form(self) -> str:
        """报告问题 opens the form with a picture of the host and the facts."""
        choose(self._eyes.open_help_menu(), "helppanel_report")
        self._stage.see("page_report", QWidget)
        self._stage.see("report_thumb_0", QWidget)
        return "a picture is attached"

    def written(self) -> str:
        """What happened, in the user's own words; articles that may help appear below."""
        field = self._stage.see("report_text", QPlainTextEdit)
        click(field)
        type_text(field, self._t("demo.tour_report"))
        expect(field.toPlainText() == self._t("demo.tour_report"), f"the form holds {field.toPlainText()!r}")
        self._stage.see("report_suggestion_0", QWidget)
        return f"{len(field.toPlainText())} characters"

    def facts(self) -> str:
        """The groups of facts are listed with a tick each; the user leaves one out."""
        if self._stage.shown("report_view", QWidget) is None:  # folded in where the panel is narrow
            click(self._stage.see("out_fold", QWidget))
        self._stage.see("report_view", QWidget)
        boxes = self._eyes.fact_groups()
        expect(len(boxes) >= 2, f"only {len(boxes)} groups of facts are listed")
        off = {f"report_group_{group}" for group in OFF_BY_DEFAULT}
        expect(all(box.isChecked() for box in boxes if box.objectName() not in off), "a group is not ticked")
        expect(not any(box.isChecked() for box in boxes if box.objectName() in off), "a group is ticked")
        boxes = [box for box in boxes if box.objectName() not in off]
        click(boxes[-1], QPoint(10, boxes[-1].height() // 2))
        expect(not boxes[-1].isChecked(), "the tick cannot be taken off")
        self._left_out = boxes[-1].objectName().removeprefix("report_group_")
        return f"{len(boxes)} groups, without “{boxes[-1].text()}”"

    def preview(self) -> str:
        """查看完整内容 shows the exact bytes that would leave."""
        click(self._stage.see("report_view", QWidget))
        field = self._stage.see("preview_manifest", QPlainTextEdit)
        self._previewed = field.toPlainText().encode()
        expect(self._t("demo.tour_report").encode() in self._previewed, "the preview lacks the text")
        return f"{len(self._previewed)} bytes"

    def server_stopped(self) -> str:
        """The server's process is killed, as in a crash."""
        click(self._stage.see("preview_close", QWidget))
        self._stage.host.window.activateWindow()  # what a window manager does when a dialog goes
        self._stage.away(self._stage.server.kill, "the server is killed")
        expect(not self._stage.away(lambda: listens(self._stage.url), "a look"), "something still answers")
        return "connections are refused"

    def queued(self) -> str:
        """Sent without a server, the report is kept and waits."""
        click(self._stage.see("report_send", QWidget))
        self._eyes.follow()
        waiting = self._t(f"status.{ParcelState.QUEUED}")
        self._stage.wait(lambda: self._eyes.state() == waiting, f"the state {waiting}")
        expect(self._stage.shown("ticket_number", QLabel) is None, "a number is shown without a receipt")
        return waiting

    def receipt(self) -> str:
        """The server is back: the report arrives once, whole, and its number is shown."""
        stage = self._stage
        stage.start_server()
        number = stage.see("ticket_number", QLabel)
        stage.wait(lambda: number.text(), "a number")
        numbers = stage.away(stage.desk.numbers, "the desk's list")
        expect(len(numbers) == 1, f"the desk has {len(numbers)} tickets")
        self._number = numbers[0]
        expect(self._number in number.text(), f"the panel shows {number.text()!r}, the desk {self._number}")
        received = stage.out / "received"
        stage.wait(
            lambda: self._eyes.state() == self._t(f"status.{TicketStatus.NEW}"), "the state after the receipt"
        )
        ticket = stage.away(lambda: keep_received(stage.desk, self._number, received), "what was received")
        report = msgspec.json.decode((received / "manifest.json").read_bytes(), type=Report)
        expect(report.text == self._t("demo.tour_report"), f"the desk reads {report.text!r}")
        expect((received / "manifest.json").read_bytes() == self._previewed, "other bytes than previewed")
        expect(sum(len(group.facts) for group in report.facts) >= 3, "the facts did not arrive")
        expect(all(group.id != self._left_out for group in report.facts), "what was left out arrived")
        pictures = [file for file in ticket.attachments if file.role is AttachmentRole.SCREENSHOT]
        expect(len(pictures) == 1, f"{len(pictures)} pictures arrived")
        picture = QImage(str(received / f"{pictures[0].sha256}.png"))
        host = stage.host.window
        page = QRect(QPoint(0, host.height() // 3), QPoint(host.width() // 3, host.height() * 2 // 3))
        expect(alike(picture, host.grab().toImage(), page), "the picture that arrived does not show the host")
        return f"{self._number}, {len(report.facts)} groups of facts, picture {pictures[0].size} bytes"

    def contact(self) -> str:
        """联系我们 shows the telephone numbers that the server publishes."""
        choose(self._eyes.open_help_menu(), "helppanel_contact")
        page = self._stage.see("page_contact", QWidget)
        service = self._stage.away(self._stage.desk.service, "the service info")
        phones = [one.value for one in service.channels if one.kind is ChannelKind.PHONE and one.value]
        expect(phones, "the server publishes no telephone")
        words = self._eyes.words
        self._stage.wait(lambda: all(phone in words(page) for phone in phones), f"{phones} in 联系我们")
        return ", ".join(phones)

    def agent_answered(self) -> str:
        """An agent writes an answer and marks the ticket solved."""
        stage, text = self._stage, self._t("demo.tour_answer")
        stage.away(lambda: stage.cast.agent(stage.desk, self._number, text), "the agent's answer")
        ticket = stage.away(lambda: stage.desk.ticket(self._number), "the ticket at the desk")
        answers = [message.text for message in ticket.messages if message.author is Author.AGENT]
        expect(answers == [text], f"the desk holds the answers {answers}")
        expect(ticket.status is TicketStatus.SOLVED, f"the ticket is {ticket.status}")
        return f"{self._number} is {ticket.status}"

    def unread(self) -> str:
        """The Help menu says by itself that there is an answer."""
        wanted = self._t("menu.feedback_unread", count=1)
        menu = self._eyes.open_help_menu()
        entry = next(action for action in menu.actions() if action.objectName() == "helppanel_feedback")
        self._stage.wait(lambda: entry.text() == wanted, f"the entry {wanted}")
        return wanted

    def answer_shown(self) -> str:
        """我的反馈 shows the answer and that it is solved."""
        text, solved = self._t("demo.tour_answer"), self._t(f"status.{TicketStatus.SOLVED}")
        choose(self._eyes.open_help_menu(), "helppanel_feedback")
        talks = self._stage.see("feedback_list", QListView)
        self._stage.wait(lambda: talks.model().rowCount() == 1, "one conversation in the list")
        click(talks.viewport(), talks.visualRect(talks.model().index(0, 0)).center())
        self._stage.wait(lambda: self._eyes.says(text), "the agent's answer in 我的反馈")
        self._stage.wait(lambda: self._eyes.state() == solved, f"the state {solved}")
        return f"the answer of {self._t('demo.agent_name')}, {solved}"
