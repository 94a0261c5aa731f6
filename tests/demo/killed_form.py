"""One life of the form: `python -m tests.demo.killed_form WORK fill|look`; prints what the form holds.

`fill` fills everything in it, waits until that is kept, and is then killed from inside.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from helppanel.demo.tour.hands import click, drag, press, type_text
from helppanel.demo.tour.stage import Cast, Stage
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.report_page import ReportPage


def fill(stage: Stage, page: ReportPage, file: Path) -> None:
    """Every field, mark and choice, by mouse and keys."""
    see = stage.see
    see("report_thumb_0", QWidget)
    stage.wait(see("report_send", QWidget).isEnabled, "the picture is kept")
    text = see("report_text", QPlainTextEdit)
    type_text(text, "导出 PDF 后")
    press(text, Qt.Key.Key_Return)
    type_text(text, "the last row is gone 😀")
    click(see("report_extra", QWidget))
    type_text(see("report_error_code", QLineEdit), "E-2107")
    type_text(see("report_tried", QPlainTextEdit), "重启过")
    see("report_account", QLineEdit).clear()
    type_text(see("report_account", QLineEdit), "lin")
    type_text(see("report_email", QLineEdit), "a@example.com")
    click(see("segment_question", QWidget))
    click(see("report_group_system", QWidget), QPoint(8, 8))
    click(see("report_group_document", QWidget), QPoint(8, 8))
    click(see("report_masked_look", QWidget))
    click(see("report_show_email", QWidget), QPoint(8, 8))
    press(see("report_masked_sheet", QDialog), Qt.Key.Key_Escape)
    page._form.attachments.add([file])
    see("report_file_0", QWidget)
    _mark(stage)
    stage.wait(lambda: len(page._form.draft.files[0].marks) == 2, "the marks are in the form")
    stage.wait(lambda: page._keeper.kept == page._form.draft, "all of it is kept")


def _mark(stage: Stage) -> None:
    click(stage.see("report_thumb_0_mark", QWidget))
    dialog = stage.see("annotator", Annotator)
    middle = dialog.canvas.viewport().rect().center()
    for tool, start, end in (
        ("rectangle", QPoint(-80, -60), QPoint(0, 0)),
        ("mosaic", QPoint(20, 20), QPoint(90, 80)),
    ):
        click(stage.see(f"tool_{tool}", QWidget))
        drag(dialog.canvas.viewport(), middle + start, middle + end)
    click(stage.see("annotator_done", QWidget))
    if (bare := stage.shown("annotator_bare_second", QWidget)) is not None:
        click(bare)


def main() -> None:
    """One life."""
    work, verb = Path(sys.argv[1]), sys.argv[2]
    stage = Stage(work, work, "zh-CN", "light", Cast())
    stage.url = "http://127.0.0.1:9"  # nobody there
    stage.open_host(facts={"登录邮箱": lambda: "lin.xiao@example.com"})
    stage.host.panel.open("report:problem" if verb == "fill" else "report")
    page = stage.see("page_report", ReportPage)
    if stage.shown("helppanel_dock", QWidget) is not None:
        stage.host.panel.toggle_docked()
    stage.see("helppanel_window", QWidget).resize(960, 900)
    stage.wait(lambda: not stage.see("report_text", QPlainTextEdit).isReadOnly(), "the form is open")
    stage.see("report_group_document", QWidget)
    if verb == "fill":
        file = work / "log.txt"
        file.write_text("log")
        fill(stage, page, file)
    else:
        stage.see("report_banner_restored", QWidget)
    print(msgspec.json.encode(page._form.draft, enc_hook=str).decode(), flush=True)
    if sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
