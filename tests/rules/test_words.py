"""Where words for people may stand, and where words for readers of the code must."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "helppanel"
CODE = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "server" / "desk" / "templates").glob("*.html"))

HAN = re.compile("[\u4e00-\u9fff]")
# Characters that are no sentences: what text is made of, and names of pages in the tour's steps.
ABOUT_CHARACTERS = {
    "articles/function_words.py", "articles/html_words.py", "articles/text.py", "report/privacy/spelling.py",
    "report/error_code.py", "ui/annotator/lettering.py",
    "demo/tour/story_feedback.py",
}  # fmt: skip
LITERALS = {("ui/menu.py", "帮助")}  # by which a host's own Help menu is recognised

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def chinese(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string with Chinese characters that is no docstring."""
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in statements:
            continue
        if isinstance(node.value, str) and HAN.search(node.value):
            yield node.lineno, node.value


def words(template: str) -> list[str]:
    """What a template says by itself: text and spoken attributes outside {{ }}, {% %} and {# #}."""
    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", template, flags=re.DOTALL)
    spoken = re.findall(r"\b(?:title|alt|placeholder|aria-label)=\"([^\"]*)\"", plain)
    text = re.sub(r"<[^>]*>", "\n", plain)
    return [line.strip() for line in [*text.splitlines(), *spoken] if re.search(r"[^\W\d_]{2}", line)]


def undocumented(tree: ast.Module, is_deep: bool) -> Iterator[tuple[int, str]]:
    """Public functions and classes, if `is_deep` methods too, without a docstring.

    Qt's overrides (camelCase), SQLAlchemy's (process_…), protocols' `...` and routes with a summary speak
    for themselves.
    """
    found: list[Definition] = [node for node in tree.body if isinstance(node, Definition)]
    if is_deep:
        for owner in [node for node in found if isinstance(node, ast.ClassDef) and node.name[0] != "_"]:
            found += [node for node in owner.body if isinstance(node, Definition)]
    for node in found:
        is_override = re.search("[a-z][A-Z]|^process_", node.name) and not isinstance(node, ast.ClassDef)
        if node.name.startswith("_") or is_override or ast.get_docstring(node) is not None:
            continue
        decorations = [part for each in node.decorator_list for part in ast.walk(each)]
        has_summary = any(isinstance(part, ast.keyword) and part.arg == "summary" for part in decorations)
        if not has_summary and ast.unparse(node.body[-1]) != "...":
            yield node.lineno, node.name


def parsed(file: Path) -> ast.Module:
    """The syntax tree of `file`."""
    return ast.parse(file.read_text("utf-8"))


def test_sentences_live_in_i18n() -> None:
    """No code holds Chinese text for people; languages are files."""
    found = []
    for file in CODE:
        name = file.relative_to(PACKAGE).as_posix()
        if name not in ABOUT_CHARACTERS:
            found += [(name, *each) for each in chinese(parsed(file)) if (name, each[1]) not in LITERALS]
    assert found == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_the_desks_templates_hold_no_words(file: Path) -> None:
    """What the desk says comes from i18n, whatever the agent's language."""
    assert words(file.read_text("utf-8")) == []


def test_what_is_public_is_explained() -> None:
    """Functions and classes have docstrings, and outside the demo their methods too."""
    found = []
    for file in CODE:
        name = file.relative_to(PACKAGE).as_posix()
        found += [(name, *each) for each in undocumented(parsed(file), not name.startswith("demo/"))]
    assert found == []


def test_the_rules_see_what_is_planted() -> None:
    """Each rule above fails when it should, and only then."""
    assert list(chinese(ast.parse('"""说明"""\nsay(f"{n} 个")  # 注释'))) == [(2, " 个")]
    assert words("{# 注 #}<p>{{ t('a') }} Hello</p><img alt=\"图片\"><i>{{ x }}</i>") == ["Hello", "图片"]
    code = "def a(): pass\ndef _b(): pass\nclass C:\n '''C.'''\n def d(self): pass\n def sizeHint(self): pass"
    assert [name for _, name in undocumented(ast.parse(code), True)] == ["a", "d"]
    assert [name for _, name in undocumented(ast.parse(code), False)] == ["a"]
