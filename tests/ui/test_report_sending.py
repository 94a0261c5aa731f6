"""Sending: with all that was promised, and even when the app ends at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.report import FactGroup
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from helppanel.ui.bridge import Bridge
from helppanel.ui.ports import PageContext
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, sent


class SlowFacts(ReportService):
    """Facts that arrive when the test lets them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.facts_gate = threading.Event()

    def collect_facts(self, locale: str) -> tuple[FactGroup, ...]:
        """Once the gate is open."""
        assert self.facts_gate.wait(20)
        return super().collect_facts(locale)

    def close(self) -> None:
        """Let the last ones go."""
        self.facts_gate.set()
        super().close()


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[SlowFacts]:
    """The form's verbs for real, the facts late."""
    result = SlowFacts(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """Written, before the facts are there."""
    form = open_form(qtbot, ctx, ":suggestion", facts=False)
    form.write(TEXT)
    return form


def test_sending_waits_for_the_facts(form: Hands, service: SlowFacts, opened: list[str]) -> None:
    """发送 before the facts are there shows that it is under way, and they go along."""
    form.click("report_send")
    form.wait_for("report_cancel")
    assert service.submitted == []
    service.facts_gate.set()
    form.qtbot.waitUntil(lambda: bool(opened))
    assert [group.id for group in sent(service).facts] == ["app", "system"]


def test_the_preview_waits_for_the_facts(form: Hands, service: SlowFacts) -> None:
    """查看完整内容 before the facts are there waits for them and shows them."""
    form.click("report_view")
    form.wait_for("report_cancel")
    service.facts_gate.set()
    form.wait_for("report_preview")
    assert '"os"' in form.typed(QPlainTextEdit, "preview_manifest").toPlainText()
    form.click("preview_close")
    form.wait_for("report_preview", gone=True)
    assert form.shows("report_send")


def test_waiting_can_be_taken_back(form: Hands, service: SlowFacts, opened: list[str]) -> None:
    """取消 while the facts are awaited gives the form back: nothing is sent, what is typed then is kept."""
    form.click("report_send")
    form.wait_for("report_cancel")
    form.click("report_cancel")
    form.wait_for("report_send")
    form.write("!")
    service.facts_gate.set()
    form.qtbot.waitUntil(lambda: bool(service.drafts) and service.drafts[-1].text == TEXT + "!")
    form.settle()
    assert (service.submitted, opened) == ([], [])


def test_an_app_that_ends_at_once_has_it_queued(
    qtbot: QtBot, ctx: PageContext, tmp_path: Path, qapp: QApplication
) -> None:
    """After a click on 发送 the whole report is in the outbox, though not one event was handled any more."""
    config = HelpConfig(app_name="a", app_version="1", data_dir=tmp_path / "data")
    bridge = Bridge()
    real = HelpService(config, post=bridge.post)
    form = open_form(qtbot, replace(ctx, service=real, config=config), ":suggestion")
    form.write(TEXT)
    form.click("report_send")
    bridge.close()
    real.close()
    after = HelpService(config)
    try:
        assert after.load_draft() is None
        (talk,) = after.conversations()
        assert talk.title == TEXT
    finally:
        after.close()


def test_a_save_under_way_does_not_outlive_the_report(
    qtbot: QtBot, ctx: PageContext, service: SlowFacts, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow save begun before 发送 is waited for, so that no draft comes back of what was sent."""
    service.facts_gate.set()
    form = open_form(qtbot, ctx, ":suggestion")
    slow, begun = threading.Event(), threading.Event()
    save = service.store.save

    def slowly(draft: Draft) -> None:
        begun.set()
        assert slow.wait(20)
        save(draft)

    monkeypatch.setattr(service.store, "save", slowly)
    form.write(TEXT)
    qtbot.waitUntil(begun.is_set)
    form.write("!")
    form.click("report_send")
    slow.set()
    qtbot.waitUntil(lambda: bool(opened))
    form.settle()
    assert sent(service).text == TEXT + "!"
    assert service.store.load() is None
