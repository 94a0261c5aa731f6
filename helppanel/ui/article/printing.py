"""Prints an article, black on white whatever the panel's theme."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtGui import QPixmap, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from helppanel.service import Article
from helppanel.ui.article import document
from helppanel.ui.article.pictures import Drawing, Picture
from helppanel.ui.article.rich_html import rich_html
from helppanel.ui.theme import Theme

Pixmap = Callable[[Picture], QPixmap | None]


def ask(
    parent: QWidget,
    article: Article,
    theme: Theme,
    labels: dict[str, str],
    title: str,
    pixmap: Pixmap,
    failed: Callable[[], None],
) -> QPrintDialog:
    """Open the system's print dialog, called `title`; accepted, it prints with the pictures `pixmap` has.

    `failed` is called where the printer, or the file in its place, takes nothing.
    """

    def print_it() -> None:
        if not print_article(article, dialog.printer(), theme, labels, pixmap):
            failed()

    dialog = QPrintDialog(parent)
    dialog.setWindowTitle(title)
    dialog.accepted.connect(print_it)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def print_article(
    article: Article, printer: QPrinter, theme: Theme, labels: dict[str, str], pixmap: Pixmap
) -> bool:
    """Send `article` with its title to `printer`; False where that takes nothing."""
    if not _takes_pages(printer):
        return False
    paper = Theme("light", locale=theme.locale)
    heading = f"<h2>{escape(article.title)}</h2>"
    page: QTextDocument = document.build(heading + rich_html(article.html, paper.css, labels), paper)
    Drawing(paper, pixmap, lambda _name: False, page).serve(page)
    page.print_(printer)
    return printer.printerState() is not QPrinter.PrinterState.Error


def _takes_pages(printer: QPrinter) -> bool:
    """Asked before Qt begins: it would complain on the host's standard error."""
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        try:
            with Path(printer.outputFileName()).open("ab"):
                return True
        except OSError:
            return False
    return printer.isValid()
