"""The draft: what was written is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import Problem
from helppanel.contract.report import ReportKind
from helppanel.report.draft import Draft
from helppanel.ui.ports import PageContext
from helppanel.ui.report_page import ReportPage
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, picture, sent, taken


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A blank form."""
    return open_form(qtbot, ctx)


def on_disk(service: ReportService) -> str | None:
    """The text another process would find."""
    draft = service.store.load()
    return None if draft is None else draft.text


def test_typing_is_saved_by_itself(form: Hands, service: ReportService) -> None:
    """A moment after typing the text is on disk, with its time, and the header says so."""
    assert not form.shows("report_saved") or not form.find("report_saved").childrenRect().width()
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT)
    draft = service.store.load()
    assert draft is not None
    assert draft.saved_at is not None


def test_typing_on_does_not_put_saving_off(form: Hands, service: ReportService) -> None:
    """Someone who never pauses is saved all the same, and at the end all of it is."""

    def saved_while_typing() -> bool:
        form.write("字")
        return bool(service.drafts)

    form.qtbot.waitUntil(saved_while_typing)
    form.qtbot.waitUntil(lambda: on_disk(service) == form.text.toPlainText())


def test_closing_saves_at_once(form: Hands, service: ReportService) -> None:
    """Hiding the page right after a key saves without waiting for the pause."""
    form.write(TEXT)
    form.page.hide()
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT, timeout=700)


def test_the_next_visit_brings_it_back(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """A new page shows text, kind, e-mail, picture and unticked groups of the draft, and says from when."""
    kept = service.keep_picture(b"", name="应用窗口.png", source="window")
    service.store.save(
        Draft(
            kind=ReportKind.SUGGESTION,
            text=TEXT,
            email="lin@example.com",
            left_out=frozenset({"system"}),
            files=(kept,),
            saved_at=datetime.now().astimezone().replace(hour=14, minute=20),
        )
    )
    form = open_form(qtbot, ctx)
    form.wait_for("report_banner_restored")
    assert form.find("report_banner_restored").accessibleName() == "已恢复 14:20 的草稿"
    assert form.text.toPlainText() == TEXT
    assert form.shows("report_thumb_0")
    service.failures["submit"] = Problem.DISK_FULL
    form.click("report_send")
    form.wait_for("report_banner_send")
    draft = service.drafts[-1] if service.drafts else service.store.load()
    assert draft is not None
    assert (draft.kind, draft.left_out) == (ReportKind.SUGGESTION, frozenset({"system"}))


def test_a_restored_draft_can_be_discarded(
    qtbot: QtBot, ctx: PageContext, service: ReportService, toasts: list[str]
) -> None:
    """放弃 empties form and disk."""
    service.store.save(Draft(text=TEXT))
    form = open_form(qtbot, ctx)
    form.wait_for("report_banner_restored")
    form.click("banner_action")
    qtbot.waitUntil(lambda: on_disk(service) is None)
    qtbot.waitUntil(lambda: form.text.toPlainText() == "")
    assert toasts == ["草稿已放弃"]
    assert not form.shows("report_banner_restored")


def test_nothing_can_be_typed_over_a_draft_being_read(
    qtbot: QtBot, ctx: PageContext, service: ReportService
) -> None:
    """Until the draft is read the field takes no keys, so that neither text is lost."""
    page = ReportPage(ctx)
    qtbot.addWidget(page)
    page.show()
    assert Hands(qtbot, page).text.isReadOnly()
    page.show_address("")
    qtbot.waitUntil(lambda: not Hands(qtbot, page).text.isReadOnly())


def test_an_emptied_form_leaves_no_draft(form: Hands, service: ReportService) -> None:
    """Text that is deleted again is not offered at the next visit."""
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT)
    form.text.clear()
    form.qtbot.waitUntil(lambda: on_disk(service) is None)


def test_a_picture_alone_is_no_draft(form: Hands, service: ReportService) -> None:
    """A picture the menu took is not kept for the next visit when nothing was written; text saves both."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.page.hide()
    form.settle()
    assert service.drafts == []
    form.page.show()
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: bool(service.drafts))
    assert len(service.drafts[-1].files) == 1


def test_emptying_the_text_keeps_a_picture_that_is_shown(form: Hands, service: ReportService) -> None:
    """Deleting all text does not take away the file behind a thumbnail still in the form."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT)
    form.text.clear()
    form.qtbot.waitUntil(lambda: on_disk(service) == "")
    assert service.drafts[-1].files[0].path.is_file()


def test_a_full_disk_is_said_and_tried_again(form: Hands, service: ReportService) -> None:
    """When saving fails the form says why; 重试 saves what is there by then."""
    service.failures["save_draft"] = Problem.DISK_FULL
    form.write(TEXT)
    form.wait_for("report_banner_save")
    assert "磁盘空间不足" in form.find("report_banner_save").accessibleName()
    service.failures.clear()
    form.write("2")
    form.click("banner_action")
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT + "2")
    form.wait_for("report_banner_save", gone=True)


def test_a_draft_that_cannot_be_read_is_said(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """When the data folder cannot be read the form opens all the same and says so."""
    service.failures["load_draft"] = Problem.DATA_UNWRITABLE
    form = open_form(qtbot, ctx)
    form.wait_for("report_banner_unread")
    form.write(TEXT)
    assert form.text.toPlainText() == TEXT


def test_edit_again_replaces_what_the_form_held(form: Hands, service: ReportService) -> None:
    """A draft put on disk by “继续编辑” is shown when the page comes back."""
    form.write(TEXT)
    form.page.hide()
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT)
    service.store.save(Draft(text="另一份", kind=ReportKind.QUESTION))
    form.page.show_address("")
    form.page.show()
    form.qtbot.waitUntil(lambda: form.text.toPlainText() == "另一份")


def test_coming_back_keeps_what_was_typed(form: Hands, service: ReportService) -> None:
    """Leaving for an article and coming back changes nothing in the form and restores nothing."""
    form.write(TEXT)
    form.page.hide()
    form.page.show_address("")
    form.page.show()
    form.write("!")
    form.qtbot.waitUntil(lambda: on_disk(service) == TEXT + "!")
    assert form.text.toPlainText() == TEXT + "!"
    assert not form.shows("report_banner_restored")


def test_save_says_so(form: Hands, service: ReportService, toasts: list[str]) -> None:
    """存为草稿 saves at once and says it is done."""
    form.write(TEXT)
    form.click("report_save")
    form.qtbot.waitUntil(lambda: toasts == ["草稿已保存"])
    assert on_disk(service) == TEXT


@pytest.mark.parametrize("text", ["a\ud83d", "\x00\x07b", "\u202egnp.exe", "e\u0301" * 10, "👩‍👩‍👧" * 200])
def test_odd_characters_are_saved_and_sent(
    form: Hands, service: ReportService, opened: list[str], text: str
) -> None:
    """Half an emoji, control characters and direction marks neither break saving nor sending."""
    form.text.setPlainText(text)
    form.qtbot.waitUntil(lambda: bool(service.drafts))
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).text


def test_a_page_that_goes_at_once_has_saved(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """Text typed just before the page is destroyed, as at a change of language, is on disk all the same."""
    page = ReportPage(ctx)
    page.show_address("")
    page.show()
    form = Hands(qtbot, page)
    qtbot.waitUntil(lambda: not form.text.isReadOnly())
    form.write(TEXT)
    page.hide()
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: on_disk(service) == TEXT)
    open_form(qtbot, ctx).wait_for("report_banner_restored")


def test_a_page_that_goes_at_once_has_sent(
    qtbot: QtBot, ctx: PageContext, service: ReportService, opened: list[str]
) -> None:
    """What was sent just before the page is destroyed is sent all the same, and nobody hears of it."""
    page = ReportPage(ctx)
    page.show_address("")
    page.show()
    form = Hands(qtbot, page)
    qtbot.waitUntil(lambda: not form.text.isReadOnly())
    form.write(TEXT)
    service.gate.clear()
    form.click("report_send")
    shiboken6.delete(page)
    service.gate.set()
    qtbot.waitUntil(lambda: bool(service.submitted))
    other = open_form(qtbot, ctx)
    other.settle()
    assert sent(service).text == TEXT
    assert service.store.load() is None
    assert opened == []
