"""The annotator in its states, opened from the form."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from helppanel.demo.tour.hands import click, drag, press, type_text
from helppanel.report.marks import Private
from helppanel.ui.annotator.dialog import Annotator
from tests.pictures.studio import Studio

SIZES = {"wide": QSize(1280, 800), "narrow": QSize(400, 760)}


class AnnotatorShots:
    """Opens it on the form's first picture; leaves that as it was."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._stage = studio, studio.stage

    def take(self) -> None:
        """All states, in the order a user would meet them."""
        click(self._stage.see("report_thumb_0_mark", QWidget))
        dialog = self._stage.see("annotator", Annotator)
        dialog.resize(SIZES[self._studio.look])
        self._shoot(dialog, "found")
        self._draw(dialog)
        self._shoot(dialog, "marks")
        if self._studio.look == "narrow":
            click(self._stage.see("annotator_style_button", QWidget))
            popup = self._stage.see("annotator_style_popup", QWidget)
            self._shoot(dialog, "styles")
            press(popup, Qt.Key.Key_Escape)
        self._crop(dialog)
        self._questions(dialog)

    def _draw(self, dialog: Annotator) -> None:
        """A rectangle, an arrow, steps, words, a mosaic; private places can be seen."""
        for tool, start, end in (
            ("arrow", (0.86, 0.24), (0.725, 0.33)),
            ("mosaic", (0.0455, 0.4275), (0.148, 0.624)),
            ("rectangle", (0.27, 0.3125), (0.718, 0.355)),
        ):
            self._tool(tool)
            drag(dialog.canvas.viewport(), self._at(dialog, *start), self._at(dialog, *end))
        frame = dialog.board.selected
        self._tool("step")
        for at in ((0.182, 0.1), (0.875, 0.225)):
            click(dialog.canvas.viewport(), self._at(dialog, *at))
        self._tool("text")
        click(dialog.canvas.viewport(), self._at(dialog, 0.79, 0.15))
        type_text(self._stage.see("annotator_text", QPlainTextEdit), self._stage.texts.t("demo.tour_search"))
        self._shoot(dialog, "writing")
        self._tool("rectangle")
        dialog.board.select(frame)
        self._shoot(dialog, "covered")
        if any(isinstance(mark, Private) and mark.covered for mark in dialog.board.marks):
            click(self._stage.see("private_show", QWidget))
        dialog.board.select(frame)

    def _crop(self, dialog: Annotator) -> None:
        self._tool("crop")
        drag(dialog.canvas.viewport(), self._at(dialog, 0.2, 0.2), self._at(dialog, 0.8, 0.9))
        self._shoot(dialog, "crop")
        press(dialog.canvas, Qt.Key.Key_Escape)

    def _questions(self, dialog: Annotator) -> None:
        if dialog.board.bare:
            click(self._stage.see("annotator_done", QWidget))
            question = self._stage.see("annotator_bare", QWidget)
            self._shoot(dialog, "bare")
            press(question, Qt.Key.Key_Escape)
        click(self._stage.see("annotator_cancel", QWidget))
        self._stage.see("annotator_leave", QWidget)
        self._shoot(dialog, "leave")
        click(self._stage.see("annotator_leave_second", QWidget))

    def _tool(self, name: str) -> None:
        click(self._stage.see(f"tool_{name}", QWidget))

    def _at(self, dialog: Annotator, across: float, down: float) -> QPoint:
        """The place of the canvas at a share of the picture."""
        width, height = dialog.board.size
        return QPointF(*dialog.canvas.view.to_widget(across * width, down * height)).toPoint()

    def _shoot(self, dialog: Annotator, state: str) -> None:
        self._studio.shoot_over(f"annotator-{state}", dialog)
