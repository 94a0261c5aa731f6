"""Asks where a parcel is to be saved as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from helppanel.contract.parcel_file import ENDING
from helppanel.report.clean import clean_name

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


def ask_where(ctx: PageContext, parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Open the system's dialog under the objectName `name`; `chosen` hears where, if anywhere."""
    t = ctx.texts.t
    dialog = QFileDialog(parent, t("form.save_dialog"))
    dialog.setObjectName(name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ENDING[1:])
    dialog.setNameFilter(f"{t('form.save_kind')} (*{ENDING})")
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M")
    proposed = t("form.save_name", app=ctx.config.app_name, time=stamp)
    dialog.selectFile(clean_name(f"{proposed}{ENDING}"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
