"""Paper and PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

PDF_DPI = 300


def export_pdf(document: QTextDocument, path: Path, title: str) -> None:
    """Writes `document` as A4 pages. Raises OSError."""
    # QPdfWriter reports nothing when it cannot write, so ask first.
    with path.open("wb"):
        pass
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    writer.setResolution(PDF_DPI)
    _clone(document).print_(writer)
    del writer  # closes the file
    if path.stat().st_size == 0:
        raise OSError(str(path))


def preview(parent: QWidget, document: QTextDocument, title: str) -> None:
    """Shows the pages as they will be printed; printing can start from there."""
    printer = _printer(title)  # the dialog does not own it: it must outlive the dialog
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setObjectName("print_preview")
    dialog.setWindowTitle(title)
    dialog.paintRequested.connect(lambda paper: _clone(document).print_(paper))
    dialog.exec()
    dialog.deleteLater()


def print_(parent: QWidget, document: QTextDocument, title: str) -> bool:
    """Asks for a printer and prints; False where the user gave up."""
    printer = _printer(title)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    _clone(document).print_(printer)
    return True


def _printer(title: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def _clone(document: QTextDocument) -> QTextDocument:
    """A copy whose layout is free of the screen's zoom."""
    copy = document.clone()
    copy.setDefaultFont(document.defaultFont())
    return copy
