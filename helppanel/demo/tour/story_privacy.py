"""A report made where private things are on the screen and in the log: none of them arrives."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

import msgspec
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableWidget,
    QWidget,
)

from helppanel.contract.report import AttachmentRole, Report
from helppanel.contract.ticket import TicketStatus
from helppanel.demo.tour.expect import expect
from helppanel.demo.tour.eyes import Eyes
from helppanel.demo.tour.far_end import keep_received
from helppanel.demo.tour.hands import choose, click, drag, press, type_text
from helppanel.demo.tour.made_up import make_up
from helppanel.demo.tour.secret_places import Rect, in_table, in_text, of_widget, pixels
from helppanel.demo.tour.stage import Secret, Stage
from helppanel.demo.tour.story import Step
from helppanel.ui.annotator.layers import parts

PHONE, EMAIL = 2, 3  # columns of the customers
# What is another figure at each look, by its place in the manifest.
LIVE = ("uptime", "process_memory", "memory", "disk")


class PrivacyStory:
    """Every secret is another one each time the story is told; all have the same length."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._t = stage.texts.t
        self._eyes = Eyes(stage)
        self._secrets = make_up(stage.texts, SystemRandom())
        self._places: list[list[tuple[str, Rect]]] = []  # a picture: what stands where
        self._previewed = b""

    def steps(self) -> list[Step]:
        return [
            Step("server_started", self.server_started),
            Step("host_window", self.host_window),
            Step("customers", self.customers),
            Step("report_form", self.report_form),
            Step("annotator", self.annotator),
            Step("annotated", self.annotated),
            Step("delayed", self.delayed),
            Step("written", self.written),
            Step("masked_facts", self.masked_facts),
            Step("preview", self.preview),
            Step("received", self.received),
        ]

    def server_started(self) -> str:
        """A server process of our own, and an agent who may log in."""
        url = self._stage.start_server()
        self._stage.hire()
        service = self._stage.away(self._stage.desk.service, "the service info")
        text = msgspec.json.format(msgspec.json.encode(service), indent=2).decode()
        self._stage.note("GET /api/v1/service", [f"{url}/api/v1/service", "", text])
        return f"{url} answers"

    def host_window(self) -> str:
        """The editor with an e-mail address and a phone number in the document's last lines."""
        log = self._secrets.log
        self._stage.open_host(people=self._secrets.people, facts={self._t("demo.fact_log"): lambda: log})
        page = self._stage.host.window.documents.current().page
        press(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        owner = self._secrets.people.owner
        window = self._stage.host.window
        self._stage.wait(
            lambda: window.rect().contains(in_text(page, owner.email, window)), "the last lines are in sight"
        )
        return "an address and a number are on the screen"

    def customers(self) -> str:
        """The list of customers beside the text: two of its columns are private."""
        window = self._stage.host.window
        window.editor_actions["tools_customers"].trigger()
        dialog = self._stage.see("customers", QDialog)
        dialog.move(window.mapToGlobal(QPoint(24, 240)))
        table = self._stage.see("customers_table", QTableWidget)
        expect(table.rowCount() == len(self._secrets.people.customers), "the list lacks customers")
        return f"{table.rowCount()} customers"

    def report_form(self) -> str:
        """报告问题: what the host declared and what looks private is covered before anybody sees it."""
        menu = self._eyes.open_help_menu()
        self._places.append(self._on_screen())
        choose(menu, "helppanel_report")
        self._stage.see("page_report", QWidget)
        thumb = self._stage.see("report_thumb_0", QWidget)
        return thumb.accessibleName()

    def annotator(self) -> str:
        """The annotator says what it found; everything found is covered already."""
        click(self._stage.see("report_thumb_0_mark", QWidget))
        self._stage.see("annotator_canvas", QWidget)
        return " ".join(self._eyes.words(self._stage.see("annotator_private", QWidget)).split())

    def annotated(self) -> str:
        """The user draws an arrow with the mouse and is done; it is in the picture."""
        canvas = self._stage.see("annotator_canvas", QAbstractScrollArea)
        press(canvas, Qt.Key.Key_A)
        start = QPoint(canvas.viewport().width() * 4 // 5, canvas.viewport().height() // 3)
        drag(canvas.viewport(), start, start - QPoint(60, 40))
        press(canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._stage.wait(lambda: self._stage.shown("annotator", QDialog) is None, "the annotator closes")
        self._stage.wait(self._stage.see("report_send", QWidget).isEnabled, "the picture is kept")
        return self._stage.see("report_thumb_0", QWidget).accessibleName()

    def delayed(self) -> str:
        """A second picture three seconds later, of a dialog with a password in it."""
        click(self._stage.see("report_timing", QWidget))
        menu = next(m for m in self._stage.see("report_timing", QWidget).findChildren(QMenu) if m.isVisible())
        click(menu, menu.actionGeometry(menu.actions()[1]).center())
        click(self._stage.see("report_add_picture", QWidget))
        window = self._stage.host.window
        self._stage.wait(lambda: self._stage.shown("page_report", QWidget) is None, "the panel is away")
        window.editor_actions["tools_protect"].trigger()
        dialog = self._stage.see("protection", QDialog)
        for name in ("protection_password", "protection_again"):
            type_text(self._stage.see(name, QLineEdit), self._secrets.password)
        places: list[tuple[str, Rect]] = []

        def taken() -> bool:
            """Remember what is where for as long as the panel is away; then it has been taken."""
            if self._stage.shown("page_report", QWidget) is None:
                places[:] = self._on_screen()
            return self._stage.shown("report_thumb_1", QWidget) is not None

        self._stage.wait(taken, "the second picture")
        self._places.append(places)
        dialog.reject()
        return self._stage.see("report_thumb_1", QWidget).accessibleName()

    def written(self) -> str:
        """What happened, in the user's own words."""
        field = self._stage.see("report_text", QPlainTextEdit)
        click(field)
        type_text(field, self._t("demo.tour_report"))
        return f"{len(field.toPlainText())} characters"

    def masked_facts(self) -> str:
        """The form says what was taken out of the facts."""
        if self._stage.shown("report_view", QWidget) is None:  # folded in where the panel is narrow
            click(self._stage.see("out_fold", QWidget))
        return " ".join(self._eyes.words(self._stage.see("report_masked", QWidget)).split())

    def preview(self) -> str:
        """查看完整内容 shows the bytes, without any secret."""
        click(self._stage.see("report_view", QWidget))
        field = self._stage.see("preview_manifest", QPlainTextEdit)
        self._previewed = field.toPlainText().encode()
        self._hold_none({"the preview": self._previewed})
        return f"{len(self._previewed)} bytes"

    def received(self) -> str:
        """What the server got holds no secret, neither as bytes nor as pixels."""
        stage = self._stage
        click(stage.see("preview_close", QWidget))
        stage.host.window.activateWindow()
        click(stage.see("report_send", QWidget))
        new = self._t(f"status.{TicketStatus.NEW}")
        stage.wait(lambda: self._eyes.state() == new, "the receipt")
        (number,) = stage.away(stage.desk.numbers, "the desk's list")
        folder = stage.out / "received"
        ticket = stage.away(lambda: keep_received(stage.desk, number, folder), "what was received")
        manifest = (folder / "manifest.json").read_bytes()
        expect(manifest == self._previewed, "other bytes than previewed")
        pictures = [file.sha256 for file in ticket.attachments if file.role is AttachmentRole.SCREENSHOT]
        expect(len(pictures) == len(self._places), f"{len(pictures)} pictures arrived")
        self._list(folder, pictures)
        self._hold_none({path.name: path.read_bytes() for path in folder.iterdir()})
        shown = [QImage(str(path)) for path in sorted(folder.glob("*.png"))]
        for secret in stage.private:
            if secret.rect is not None and secret.picture_index is not None:
                expect(_is_flat(shown[secret.picture_index], secret.rect), f"{secret} can be seen")
        report = msgspec.json.decode(manifest, type=Report)
        stage.differs += ["uuid", "created_at"]
        stage.differs += [
            f"facts.{group.id}.{fact.id}" for group in report.facts for fact in group.facts if fact.id in LIVE
        ]
        hidden = sum(file.masked for file in report.attachments)
        return f"{number}: {hidden} places covered, {sum(report.scrubbed.values())} findings taken out"

    def _on_screen(self) -> list[tuple[str, Rect]]:
        """What stands where in sight in the host's windows, in pixels of a picture of all of them."""
        window, people = self._stage.host.window, self._secrets.people
        page = window.documents.current().page
        found: list[tuple[str, QRect]] = [
            (text, in_text(page, text, window)) for text in (people.owner.email, people.owner.phone)
        ]
        table = self._stage.shown("customers_table", QTableWidget)
        if table is not None:
            for row, person in enumerate(people.customers):
                found.append((person.phone, in_table(table, row, PHONE, window)))
                found.append((person.email, in_table(table, row, EMAIL, window)))
        for name in ("protection_password", "protection_again"):
            field = self._stage.shown(name, QLineEdit)
            if field is not None:
                found.append((self._secrets.password, of_widget(field, window)))
        above = self._stage.shown("protection", QDialog)
        hidden = QRegion()
        if above is not None:  # with the line that pictures have around a window
            hidden = QRegion(of_widget(above, window).adjusted(-1, -1, 1, 1))
        ratio = window.devicePixelRatioF()
        return [
            (text, pixels(part, ratio))
            for text, area in found
            for part in ([area] if text == self._secrets.password else parts(QRegion(area) - hidden))
        ]

    def _list(self, folder: Path, pictures: list[str]) -> None:
        """Name every secret, with its place in which of the pictures."""
        order = [path.stem for path in sorted(folder.glob("*.png"))]
        for sha256, places in zip(pictures, self._places, strict=True):
            index = order.index(sha256)
            self._stage.private += [Secret(text, rect, index) for text, rect in places]
        secrets = self._secrets
        unseen = (secrets.token, secrets.user, secrets.host, secrets.home, *secrets.own)
        self._stage.private += [Secret(text, None, None) for text in unseen]

    def _hold_none(self, contents: dict[str, bytes]) -> None:
        secrets = self._secrets
        people = (secrets.people.owner, *secrets.people.customers)
        reached = [text for person in people for text in (person.phone, person.email)]
        alone = (secrets.password, secrets.token, secrets.user, secrets.host, secrets.home, *secrets.own)
        for text in (*reached, *alone):
            forms = {text.encode(), text.encode("utf-16-le"), msgspec.json.encode(text)[1:-1]}
            for name, data in contents.items():
                expect(not any(form in data for form in forms), f"{name} holds {text!r}")


def _is_flat(picture: QImage, rect: Rect) -> bool:
    """Whether the place shows one colour only."""
    x, y, width, height = rect
    first = picture.pixel(x, y)
    return all(picture.pixel(x + a, y + b) == first for a in range(width) for b in range(height))
