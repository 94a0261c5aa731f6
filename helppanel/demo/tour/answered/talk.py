"""The first user and the agent: an answer with a picture, a question, a rating, and the problem again."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPen
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from helppanel.contract.ticket import Author, TicketStatus
from helppanel.demo.tour.answered.world import World
from helppanel.demo.tour.expect import expect, resembles
from helppanel.demo.tour.hands import click, press, type_text
from helppanel.demo.tour.story import Step

STARS, STAR = 4, 36  # how many; px each
WIDTH = 960  # px of the agent's picture


class Talk:
    """The user stays at the panel while the agent works at the desk."""

    def __init__(self, world: World) -> None:
        self._world, self._stage, self._t = world, world.stage, world.t
        self._picture = QImage()

    def steps(self) -> list[Step]:
        return [
            Step("reported", self.reported),
            Step("receipt_mailed", self.receipt_mailed),
            Step("answered", self.answered),
            Step("picture_opened", self.picture_opened),
            Step("asked", self.asked),
            Step("replied", self.replied),
            Step("solved", self.solved),
            Step("rated", self.rated),
            Step("reopened", self.reopened),
        ]

    def reported(self) -> str:
        """The first user reports a problem, and leaves an e-mail address."""
        world = self._world
        world.sit_down(world.first)
        world.write("demo.tour_report")
        number = world.send(world.first)
        said = world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        expect(self._t("demo.tour_report") in said, f"the agent reads {said!r}")
        return number

    def receipt_mailed(self) -> str:
        """The mail server on this machine has the receipt; its link opens the ticket."""
        return self._world.await_mail()

    def answered(self) -> str:
        """The agent's answer and picture appear in the conversation that is open, without a click."""
        world, text, number = self._world, self._t("demo.tour_shown"), self._world.first.number
        self._picture = self._marked()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(self._picture)
        content = bytes(data.data())
        world.at_desk(lambda agent: agent.answer(number, text, picture=content), "the agent's answer")
        begun = perf_counter()
        self._stage.wait(lambda: world.eyes.says(text), "the answer in the conversation")
        seconds = perf_counter() - begun
        ticket = self._stage.away(lambda: self._stage.desk.ticket(number), number)
        sent = [file for said in ticket.messages if said.author is Author.AGENT for file in said.attachments]
        expect(len(sent) == 1, f"the desk's answer has {len(sent)} files")
        expect(
            self._stage.away(lambda: self._stage.desk.blob(sent[0].sha256), "the file") == content,
            "other bytes",
        )
        subject = world.await_mail(text)
        return f"shown {seconds:.1f} s after the desk had it; {subject}"

    def picture_opened(self) -> str:
        """A click on the small picture shows the agent's picture."""
        message = self._world.eyes.message(self._t("demo.tour_shown"))
        assert message is not None
        thumbnail = next(iter(message.findChildren(QWidget, "thumbnail")), None)
        assert thumbnail is not None, "the answer has no picture"
        click(thumbnail)
        viewer = self._stage.see("picture_viewer", QDialog)
        label = viewer.findChild(QLabel, "picture")
        assert label is not None
        self._stage.wait(lambda: not label.pixmap().isNull(), "the picture")
        shown = label.pixmap().toImage()
        expect(resembles(shown, self._picture), "another picture is shown")
        return f"{shown.width()}×{shown.height()}"

    def asked(self) -> str:
        """The agent asks; the conversation waits for the user, and the mail says what was asked."""
        world, text, number = self._world, self._t("demo.tour_question"), self._world.first.number
        press(self._stage.see("picture_viewer", QDialog), Qt.Key.Key_Escape)
        self._stage.wait(
            lambda: self._stage.shown("picture_viewer", QDialog) is None, "the picture is closed"
        )
        world.at_desk(lambda agent: agent.answer(number, text, TicketStatus.PENDING), "the agent's question")
        self._stage.wait(lambda: world.eyes.says(text), "the question")
        chip = world.await_state(TicketStatus.PENDING)
        world.await_mail(text)
        return chip

    def replied(self) -> str:
        """The user answers where the question stands, and the desk is at it again."""
        world, text, number = self._world, self._t("demo.tour_reply"), self._world.first.number
        field = self._stage.see("reply_text", QPlainTextEdit)
        click(field)
        type_text(field, text)
        click(self._stage.see("reply_send", QWidget))
        self._stage.wait(lambda: world.eyes.says(text), "the reply")
        chip = world.await_state(TicketStatus.IN_PROGRESS)
        said = world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        expect(text in said, f"the agent reads {said!r}")
        return chip

    def solved(self) -> str:
        """The agent's last answer solves it: in the panel, and by mail."""
        world, text, number = self._world, self._t("demo.tour_solution"), self._world.first.number
        world.at_desk(lambda agent: agent.answer(number, text, TicketStatus.SOLVED), "the agent's solution")
        chip = world.await_state(TicketStatus.SOLVED)
        self._stage.wait(lambda: world.eyes.says(text), "the solution")
        return f"{chip}; {world.await_mail(text)}"

    def rated(self) -> str:
        """Four stars and a line, which the desk gets."""
        world, number = self._world, self._world.first.number
        stars = self._stage.see("stars", QWidget)
        click(stars, QPoint(STAR * STARS - STAR // 2, STAR // 2))
        field = self._stage.see("rate_text", QLineEdit)
        click(field)
        type_text(field, self._t("demo.tour_rating"))
        click(self._stage.see("rate_send", QWidget))
        thanks = self._t("feedback.rate_thanks")
        self._stage.wait(lambda: world.text("rate_state") == thanks, thanks)

        def given() -> list[str]:
            return [event.value for event in self._stage.desk.events(number) if event.what == "rated"]

        self._stage.wait(
            lambda: self._stage.away(given, "the rating") == [str(STARS)], f"{STARS} at the desk"
        )
        world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        return f"{self._stage.see('stars', QWidget).accessibleName()}: {world.text('rate_said')}"

    def reopened(self) -> str:
        """The problem is back: the user opens the ticket again and says why."""
        world, text, number = self._world, self._t("demo.tour_again"), self._world.first.number
        click(self._stage.see("reopen", QWidget))
        field = self._stage.see("reopen_text", QLineEdit)
        click(field)
        type_text(field, text)
        click(self._stage.see("reopen_send", QWidget))
        world.await_desk(number, TicketStatus.IN_PROGRESS)
        chip = world.await_state(TicketStatus.IN_PROGRESS)
        self._stage.wait(lambda: world.eyes.says(text), "the reason in the conversation")
        said = world.at_desk(lambda agent: agent.read(number), "the agent reads it")
        expect(text in said, f"the agent reads {said!r}")
        return chip

    def _marked(self) -> QImage:
        """What the agent shows: the editor, with a frame where the empty line belongs."""
        picture = self._stage.host.window.documents.grab().toImage()
        picture = picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        painter = QPainter(picture)
        painter.setPen(QPen(QColor("#D13438"), 4))
        painter.drawRect(QRect(QPoint(WIDTH // 4, picture.height() // 2), picture.size() / 4))
        painter.end()
        return picture
