"""The tour of what was answered: it passes on the real program, and notices what does not come about."""

from __future__ import annotations

import os
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from helppanel.contract.ticket import TicketStatus
from helppanel.demo.tour.agent import ApiAgent
from helppanel.demo.tour.answered.story import AnsweredStory
from helppanel.demo.tour.expect import resembles
from helppanel.demo.tour.mail_catcher import MailCatcher, text_of
from helppanel.demo.tour.runner import RESULT, Result, run_tour
from helppanel.demo.tour.stage import Cast

pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).parents[2]
SHORT_S = 20.0


def test_answered_story_passes(tmp_path: Path) -> None:
    """`helppanel demo --tour DIR --story answered` exits 0, with pictures of both sides."""
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "helppanel", "demo", "--tour", str(tmp_path), "--story", "answered"]
    command += ["--locale", "en", "--theme", "dark"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    result = read(tmp_path)
    assert len(result.steps) == 23
    for step in result.steps:
        assert step.picture is not None
        assert all((tmp_path / name).exists() for name in (step.picture, *step.beside))
    beside = {name.partition("-")[2] for step in result.steps for name in step.beside}
    assert {"desk.png", "mail.png", "mail-page.png", "web-form.png", "web-page.png"} <= beside


class BlindAgent(ApiAgent):
    """Forgets the picture."""

    def answer(
        self, number: str, text: str, status: TicketStatus | None = None, picture: bytes = b""
    ) -> None:
        super().answer(number, text, status)


class UnfairAgent(ApiAgent):
    """Has the list in the order in which people came."""

    def numbers(self) -> list[str]:
        return sorted(super().numbers())


@pytest.mark.slow
def test_a_missing_picture_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """An answer without its picture: exit 1 at that step."""
    assert failed(tmp_path, Cast(at_desk=BlindAgent, patience_s=SHORT_S)) == "answered"


@pytest.mark.slow
def test_a_lost_mail_is_noticed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that has nothing of what it took: exit 1 at the receipt."""
    monkeypatch.setattr(MailCatcher, "take", lambda _self, _data: None)
    assert failed(tmp_path, Cast(patience_s=SHORT_S)) == "receipt_mailed"


@pytest.mark.slow
def test_a_member_who_is_not_first_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """A list in which the member waits like everybody: exit 1 at the list."""
    assert failed(tmp_path, Cast(at_desk=UnfairAgent, patience_s=SHORT_S)) == "member_first"


def test_mail_arrives_as_it_was_sent() -> None:
    """The tour's mail server gives back a text with dots and other letters as it was."""
    catcher = MailCatcher()
    try:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "单号"
        mail.set_content("您好\n.\n..两点\n")
        with smtplib.SMTP("127.0.0.1", catcher.port) as smtp:
            smtp.send_message(mail)
        [taken] = catcher.mails
    finally:
        catcher.close()
    assert (taken["Subject"], text_of(taken)) == ("单号", "您好\n.\n..两点\n")


def test_pictures_of_two_sizes_resemble_each_other(qtbot: QtBot) -> None:
    """A picture resembles itself made smaller, and no other."""
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2A62D8"))
    other = picture.copy()
    other.fill(QColor("white"))
    assert resembles(picture, picture.scaled(130, 97))
    assert not resembles(picture, other)
    assert not resembles(picture, QImage())


def failed(out: Path, cast: Cast) -> str:
    """The step that failed."""
    assert run_tour(out, "answered", AnsweredStory, cast=cast) == 1
    return next(step.step for step in read(out).steps if not step.ok)


def read(out: Path) -> Result:
    return msgspec.json.decode((out / RESULT).read_bytes(), type=Result)
