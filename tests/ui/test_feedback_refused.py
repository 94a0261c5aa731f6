"""A reply that the server will not take: why, and the ways out beside editing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page, with_reply
from tests.ui.feedback_samples import asked, uid
from tests.ui.test_feedback_delivery import MAIL, choose, kept_in

__all__ = ["open_page"]

Open = Callable[..., Hands]


def test_it_is_saved_as_a_file(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """A refused reply can be saved, and the page says where; no e-mail is offered without an address."""
    hands = open_page(with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("reply_save"))
    choose(hands, "reply_save", "reply_save_dialog", tmp_path / "reply.zip")
    hands.until(lambda: hands.sees("reply_outcome"))
    assert "reply.zip" in hands.text("reply_outcome").replace("\u200b", "")
    assert service.saved == [(uid(80), tmp_path / "reply.zip")]
    assert not hands.sees("reply_mail")


def test_a_disk_that_fails_is_told(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """Where the file cannot be written the reply says why, and goes on offering its ways."""
    service.failures["save_parcel"] = Problem.DISK_FULL
    hands = open_page(with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("reply_save"))
    choose(hands, "reply_save", "reply_save_dialog", tmp_path / "reply.zip")
    hands.until(lambda: hands.sees("reply_failure"))
    assert hands.sees("reply_save")


def test_it_goes_by_mail(
    open_page: Open, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where support has an address the file is saved first, and a message begun to attach it to."""
    mails: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", kept_in(mails))
    service.info = MAIL
    hands = open_page(with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("reply_mail"))
    choose(hands, "reply_mail", "reply_save_dialog", tmp_path / "reply.zip")
    hands.until(lambda: bool(mails))
    assert mails[0].path() == "help@example.com"
    assert service.saved == [(uid(80), tmp_path / "reply.zip")]
