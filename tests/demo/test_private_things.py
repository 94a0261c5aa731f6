"""The customers' list and the password: what the editor keeps out of pictures, and what they are good for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from helppanel.demo.editor import EditorWindow
from helppanel.demo.people import People, Person
from helppanel.demo.tour.hands import click, type_text
from helppanel.ui.texts import Texts

W = TypeVar("W", bound=QWidget)

PEOPLE = People(
    Person("周明远", "青简科技", "13912345600", "zhou.my@example.com"),
    (Person("陈雨荷", "云栖文化", "13912345601", "chen.yh@example.com"),),
)


def opened(editor: EditorWindow, action: str, name: str) -> QDialog:
    """The dialog that an action opens."""
    editor.editor_actions[action].trigger()
    dialog = next(d for d in editor.findChildren(QDialog) if d.objectName() == name and d.isVisible())
    assert isinstance(dialog, QDialog)
    return dialog


def part(dialog: QDialog, kind: type[W], name: str) -> W:
    """A part of the dialog."""
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def answer(editor: EditorWindow, *passwords: str) -> QDialog:
    """Types passwords into the dialog and presses OK."""
    dialog = opened(editor, "tools_protect", "protection")
    for name, password in zip(("password", "again"), passwords, strict=False):
        type_text(part(dialog, QLineEdit, f"protection_{name}"), password)
    click(part(dialog, QPushButton, "protection_ok"))
    return dialog


def test_the_people_are_whom_one_says(qtbot: QtBot) -> None:
    """The document and the list show the people the editor is given."""
    window = EditorWindow(Texts("zh-CN"), people=PEOPLE)
    qtbot.addWidget(window)
    text = window.documents.current().text().toPlainText()
    assert "zhou.my@example.com" in text
    assert "13912345600" in text
    table = part(opened(window, "tools_customers", "customers"), QTableWidget, "customers_table")
    model = table.model()
    assert [model.index(0, c).data() for c in range(4)] == list(vars(PEOPLE.customers[0]).values())
    assert table.property("helppanel.private") == [2, 3]


def test_a_customer_is_inserted(editor: EditorWindow) -> None:
    """A customer's name goes into the document, the number does not; asked again, the same list shows."""
    dialog = opened(editor, "tools_customers", "customers")
    click(part(dialog, QPushButton, "customers_insert"))
    text = editor.documents.current().text().toPlainText()
    assert text.startswith("陈雨荷 (云栖文化)")
    assert "5601" not in text
    assert opened(editor, "tools_customers", "customers") is dialog


@pytest.mark.parametrize(("passwords", "says"), [(("", ""), "empty"), (("abc", "abd"), "differs")])
def test_a_slip_is_told(editor: EditorWindow, passwords: tuple[str, str], says: str) -> None:
    """Without a password, or with two, nothing is protected and the dialog says why."""
    dialog = answer(editor, *passwords)
    assert dialog.isVisible()
    assert part(dialog, QLabel, "protection_note").text() == Texts("zh-CN").t(f"demo.protection_{says}")
    assert not editor.documents.current().page.isReadOnly()


def test_a_protected_document_takes_no_changes(editor: EditorWindow) -> None:
    """Neither keys, tools, the find bar nor the list change it until the password is given."""
    page = editor.documents.current().page
    editor.editor_actions["edit_replace"].trigger()
    field = editor.findChild(QLineEdit, "find_field")
    assert field is not None
    type_text(field, "活动")
    dialog = answer(editor, "青简1", "青简1")
    assert not dialog.isVisible()
    before = page.toHtml()
    type_text(page, "abc")
    for name in ("replace_one", "replace_one", "replace_all"):
        button = editor.findChild(QPushButton, name)
        assert button is not None
        click(button)
    click(part(opened(editor, "tools_customers", "customers"), QPushButton, "customers_insert"))
    assert page.toHtml() == before
    names = ("format_bold", "edit_paste", "edit_replace", "edit_undo")
    assert not any(editor.editor_actions[name].isEnabled() for name in names)
    mistaken = answer(editor, "青简2")
    assert mistaken.isVisible()
    mistaken.reject()
    assert not answer(editor, "青简1").isVisible()
    assert editor.editor_actions["format_bold"].isEnabled()
    type_text(page, "abc")
    assert page.toHtml() != before


@pytest.fixture(params=["zh-CN", "en"])
def either(request: pytest.FixtureRequest, make_editor: Callable[[str], EditorWindow]) -> EditorWindow:
    """An editor in each language."""
    return make_editor(request.param)


def test_the_dialogs_hold_their_words(either: EditorWindow) -> None:
    """Passwords are dots, and every label of the dialogs fits in either language."""
    for action, name in (("tools_customers", "customers"), ("tools_protect", "protection")):
        dialog = opened(either, action, name)
        assert dialog.width() >= dialog.minimumSizeHint().width()
        for field in dialog.findChildren(QLineEdit):
            assert field.echoMode() is QLineEdit.EchoMode.Password
