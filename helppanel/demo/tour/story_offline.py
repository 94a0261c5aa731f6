"""What becomes of feedback while the way to the server fails: it waits, it is not lost, it is not doubled."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.demo.tour.expect import expect
from helppanel.demo.tour.eyes import Eyes
from helppanel.demo.tour.far_end import FarEndError, desk_command, listens
from helppanel.demo.tour.hands import choose, click, type_text
from helppanel.demo.tour.link import Link
from helppanel.demo.tour.patience import rest
from helppanel.demo.tour.stage import Stage
from helppanel.demo.tour.story import Step

MB = 1024 * 1024
RECORDING, TOO_LARGE, LIMIT = 6 * MB, 3 * MB, 1 * MB  # bytes
SLOW = 700_000.0  # bytes a second
BUSY_S = 5  # what the busy server asks to wait
LOOK_S = 1.2


class OfflineStory:
    """The server is a real one in its own process; the faults are those of a link before it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._t = stage.texts.t
        self._eyes = Eyes(stage)
        self._link = Link()
        stage.endings.append(self._link.close)
        self._server = ""
        self._folder = stage.server.data.parent
        self._recording = b""

    def steps(self) -> list[Step]:
        return [
            Step("no_server", self.no_server),
            Step("queued", self.queued),
            Step("delivered", self.delivered),
            Step("sending", self.sending),
            Step("interrupted", self.interrupted),
            Step("retrying", self.retrying),
            Step("all_arrived", self.all_arrived),
            Step("refused", self.refused),
            Step("edited", self.edited),
            Step("saved_by_hand", self.saved_by_hand),
            Step("answered_by_hand", self.answered_by_hand),
            Step("never_twice", self.never_twice),
            Step("ledger", self.ledger),
        ]

    def no_server(self) -> str:
        """The editor is open; where its server should be nobody listens."""
        self._stage.url = self._link.url
        expect(not self._stage.away(lambda: listens(self._link.url), "a look"), "something answers")
        self._stage.open_host()
        return f"{self._link.url} refuses connections"

    def queued(self) -> str:
        """Sent without a server, the report is kept; the page says why it waits, and what to do."""
        self._write("demo.tour_report")
        problem = self._stage.texts.problem(Problem.SERVER_DOWN)
        self._await_state(ParcelState.QUEUED, "waiting_problem", problem)
        self._see_words("waiting_next", self._stage.texts.next_step(Problem.SERVER_DOWN))
        expect(self._stage.shown("ticket_number", QLabel) is None, "a number is shown without a receipt")
        return f"{self._eyes.state()}: {problem}"

    def delivered(self) -> str:
        """The server comes up: 立即发送 brings the receipt."""
        stage = self._stage
        stage.url = self._server = stage.away(stage.server.start, "the server starts")
        stage.hire()
        self._link.up(self._server)
        click(stage.see("send_now", QWidget))
        return self._receipt(1)

    def sending(self) -> str:
        """Over a slow link the words arrive first, then the file, with bytes and time left."""
        stage = self._stage
        self._recording = random.Random(5).randbytes(RECORDING)  # noqa: S311  bytes, no secret
        self._link.up(self._server, SLOW)
        self._write("demo.tour_slow", self._file("recording.mp4", self._recording))
        stage.wait(self._moves, "the bar moves")
        minutes = self._t("feedback.upload_left").split("{total}")[1].split("{left}")[0].split("{percent}")[1]
        stage.wait(lambda: minutes in self._text("upload_words"), "the time left")
        words = self._text("upload_words")
        numbers = stage.away(stage.desk.numbers, "the desk's list")
        expect(len(numbers) == 2, f"the desk has {len(numbers)} tickets: the words do not go first")
        return f"{numbers} at the desk while: {words}"

    def interrupted(self) -> str:
        """In the middle of the file the server is busy: the page says so, and when it goes on."""
        self._link.busy(BUSY_S)
        paused = self._t("feedback.upload_paused")
        banner = self._stage.see("upload_banner", QWidget)
        self._stage.wait(lambda: self._banner().startswith(paused), f"a banner {paused}, not {banner}")
        return self._banner()

    def retrying(self) -> str:
        """Another report meets the busy server: it waits, and the time of the next try runs."""
        self._write("demo.tour_busy")
        self._await_state(
            ParcelState.RETRYING, "waiting_problem", self._stage.texts.problem(Problem.UNAVAILABLE)
        )
        begin = self._t("feedback.next_try_in").split("{at}")[0]
        self._see_words("waiting_next", begin)
        before = self._text("waiting_next")
        rest(LOOK_S)
        expect(self._text("waiting_next") != before, "the time until the next try stands still")
        return " ".join(before.split())

    def all_arrived(self) -> str:
        """The server has time again: both go on by themselves, the file from where it was, byte for byte."""
        stage = self._stage
        self._link.up(self._server)
        said = self._receipt(3)
        digest = hashlib.sha256(self._recording).hexdigest()

        def arrived() -> bool:
            return any(
                file.sha256 == digest
                for number in stage.desk.numbers()
                for file in stage.desk.ticket(number).attachments
            )

        expect(stage.away(arrived, "the file at the desk"), "the desk does not know the file")
        stage.wait(lambda: stage.away(lambda: self._has(digest), "the file"), "the file is there")
        return f"{said}; {RECORDING} bytes with their SHA-256"

    def refused(self) -> str:
        """The server takes smaller files than it said when this was written: why, and the ways out."""
        stage = self._stage
        self._link.down()
        self._write("demo.tour_large", self._file("video.mp4", random.Random(6).randbytes(TOO_LARGE)))  # noqa: S311
        stage.away(self._lower_limit, "the server starts with another limit")
        self._link.up(self._server)
        click(stage.see("send_now", QWidget))
        self._await_state(ParcelState.REFUSED, "waiting_problem", stage.texts.problem(Problem.TOO_LARGE))
        for name in ("edit_again", "save_parcel", "send_by_mail"):
            stage.see(name, QWidget)
        numbers = stage.away(stage.desk.numbers, "the desk's list")
        expect(len(numbers) == 3, f"the desk has {len(numbers)} tickets")
        return self._text("waiting_problem")

    def edited(self) -> str:
        """编辑后重新发送: all is back in the form; without the file it arrives, the old one goes."""
        stage = self._stage
        click(stage.see("edit_again", QWidget))
        field = stage.see("report_text", QPlainTextEdit)
        stage.wait(lambda: field.toPlainText() == self._t("demo.tour_large"), "the words are back")
        self._fold_out_files()
        click(stage.see("report_file_0_remove", QWidget))
        self._send()
        said = self._receipt(4)
        click(stage.see("push_back", QWidget))
        stage.wait(lambda: self._rows() == 4, "four rows: the refused one is gone")
        return said

    def saved_by_hand(self) -> str:
        """Cut off again, a report is saved as a file to be handed in."""
        stage = self._stage
        self._link.down()
        self._write("demo.tour_hand")
        click(stage.see("save_parcel", QWidget))
        self._choose("parcel_save_dialog", self._folder / "handed.zip")
        title = self._t("feedback.handed_title")
        stage.wait(lambda: self._text("waiting_title") == title, title)
        return f"{(self._folder / 'handed.zip').stat().st_size} bytes: {title}"

    def answered_by_hand(self) -> str:
        """The desk takes the file in; a file of answers brings number and answer, without a network."""
        stage, answer = self._stage, self._t("demo.tour_answer")
        handed, back = self._folder / "handed.zip", self._folder / "answers.zip"

        def by_hand() -> str:
            taken = json.loads(desk_command(stage.server.data, "import", "--json", str(handed)))
            number = str(taken["parcels"][0]["number"])
            stage.desk.answer(number, answer)
            desk_command(stage.server.data, "answers", str(handed), str(back))
            return number

        number = stage.away(by_hand, "the desk")
        click(stage.see("import_answers", QWidget))
        self._choose("answers_dialog", back)
        shown = stage.see("ticket_number", QLabel)
        stage.wait(lambda: number in shown.text(), f"the number {number}")
        stage.wait(lambda: self._eyes.says(answer), "the agent's answer")
        expect(not stage.away(lambda: listens(self._link.url), "a look"), "there is a network")
        return f"{number} and its answer, over no network"

    def never_twice(self) -> str:
        """The network is back: the server sees what came by hand, answers, and has one ticket."""
        stage, more = self._stage, self._t("demo.tour_more")
        number = self._text("ticket_number").split()[-1]
        self._link.up(self._server)
        stage.away(lambda: stage.desk.answer(number, more), "another answer")
        stage.wait(lambda: self._eyes.says(more), "the answer over the network")
        numbers = stage.away(stage.desk.numbers, "the desk's list")
        expect(len(set(numbers)) == len(numbers) == 5, f"the desk has {numbers}")
        return f"5 reports written, {len(numbers)} tickets"

    def ledger(self) -> str:
        """已发送的数据 lists each parcel that left, with its number."""
        stage = self._stage
        click(stage.see("title_settings", QWidget))
        click(stage.see("settings_ledger", QWidget))
        page = stage.see("page_ledger", QWidget)
        numbers = stage.away(stage.desk.numbers, "the desk's list")
        expect(len(numbers) == 5, f"the desk has {len(numbers)} tickets")
        stage.wait(lambda: all(one in self._spoken(page) for one in numbers), f"{numbers} in the ledger")
        return ", ".join(sorted(numbers))

    # hands

    def _write(self, key: str, file: Path | None = None) -> None:
        """报告问题 from the menu, a text and perhaps a file, and 发送."""
        stage = self._stage
        choose(self._eyes.open_help_menu(), "helppanel_report")
        stage.see("page_report", QWidget)
        if stage.shown("report_queued_another", QWidget) is not None:
            click(stage.see("report_queued_another", QWidget))
        stage.see("report_thumb_0", QWidget)
        field = stage.see("report_text", QPlainTextEdit)
        click(field)
        type_text(field, self._t(key))
        if file is not None:
            self._fold_out_files()
            click(stage.see("report_files", QWidget))
            self._choose("report_file_dialog", file)
            stage.see("report_file_0", QWidget)
        self._send()

    def _fold_out_files(self) -> None:
        """What the fold holds may not be painted yet: its header alone says whether it is out."""
        header = self._stage.shown("file_fold", QAbstractButton)
        if header is not None and not header.isChecked():
            click(header)

    def _send(self) -> None:
        send = self._stage.see("report_send", QWidget)
        self._stage.wait(send.isEnabled, "the form can be sent")
        click(send)
        self._eyes.follow()

    def _choose(self, name: str, path: Path) -> None:
        """Pastes a file's name into the dialog that is open, and presses its first button."""
        dialog = self._stage.see(name, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        expect(field is not None, f"{name} has no field for a name")
        assert field is not None
        field.setText(str(path.absolute()))  # typed, a list of what it may mean would pop up
        buttons = dialog.findChild(QDialogButtonBox, "buttonBox")
        assert buttons is not None
        kinds = QDialogButtonBox.StandardButton
        button = buttons.button(kinds.Save) or buttons.button(kinds.Open)
        self._stage.wait(button.isEnabled, "the dialog takes the name")
        click(button)
        self._stage.wait(lambda: self._stage.shown(name, QFileDialog) is None, f"{name} closes")
        self._stage.host.window.activateWindow()  # what a window manager does when a dialog goes

    def _file(self, name: str, content: bytes) -> Path:
        file = self._folder / name
        file.write_bytes(content)
        return file

    def _lower_limit(self) -> None:
        """What an administrator does to a server: stop it, change what it allows, start it."""
        server = self._stage.server
        server.stop()
        with (server.data / "service.toml").open("a", encoding="utf-8") as setup:
            setup.write(f"\n[limits]\nfile = {LIMIT}\n")
        server.start(int(self._server.rsplit(":", 1)[1].strip("/")))

    # eyes

    def _text(self, name: str) -> str:
        found = self._stage.shown(name, QLabel)
        return "" if found is None else found.text()

    def _see_words(self, name: str, words: str) -> None:
        self._stage.wait(lambda: words in self._text(name), f"“{words}”, not “{self._text(name)}”")

    def _await_state(self, state: ParcelState, name: str, words: str) -> None:
        chip = self._t(f"status.{state}")
        self._stage.wait(lambda: self._eyes.state() == chip, f"the state {chip}")
        self._see_words(name, words)

    def _moves(self) -> bool:
        """Whether a file is seen on its way; what shows it is another one for each file that arrived."""
        bar = self._stage.shown("upload_bar", QProgressBar)
        return bar is not None and 0 < bar.value() < bar.maximum()

    def _banner(self) -> str:
        banner = self._stage.shown("upload_banner", QWidget)
        return "" if banner is None else banner.accessibleName()

    def _receipt(self, tickets: int) -> str:
        """The open conversation gets its number, and the desk has so many tickets."""
        stage, new = self._stage, self._t(f"status.{TicketStatus.NEW}")
        stage.wait(lambda: self._eyes.state() == new, "the receipt")
        numbers = stage.away(stage.desk.numbers, "the desk's list")
        expect(len(numbers) == tickets, f"the desk has {numbers}, not {tickets} tickets")
        number = stage.see("ticket_number", QLabel).text()
        expect(any(one in number for one in numbers), f"the panel shows {number}, the desk has {numbers}")
        return number

    def _has(self, sha256: str) -> bool:
        """Whether the desk has all bytes of a file."""
        try:
            return hashlib.sha256(self._stage.desk.blob(sha256)).hexdigest() == sha256
        except FarEndError:
            return False

    def _rows(self) -> int:
        """How many conversations 我的反馈 lists."""
        return self._stage.see("feedback_list", QListView).model().rowCount()

    def _spoken(self, page: QWidget) -> str:
        return "\n".join(one.accessibleName() for one in page.findChildren(QPushButton) if one.isVisible())
