"""What will be sent, in numbers: at the folds and in the footer."""

from __future__ import annotations

from helppanel.report.amount import amount
from helppanel.ui.report import words
from helppanel.ui.report.footer import Footer
from helppanel.ui.report.form import Form
from helppanel.ui.texts import Texts


def show(texts: Texts, form: Form, footer: Footer, *, narrow: bool) -> None:
    """Say it anew."""
    draft, files = form.draft, form.attachments.files
    groups, about = len(form.outgoing.sent), form.outgoing.weight
    size = len(draft.text.encode("utf-8", "replace")) + about + sum(file.size for file in draft.files)
    short = texts.t("report.summary_short", size=amount(size))
    footer.set_summary(words.summary(texts, draft, groups, size), short)
    counted = words.counted(texts, "outgoing_groups", groups, size=amount(about))
    form.out_fold.set_summary(counted if narrow else amount(about))
    weight = amount(sum(file.size for file in files))
    none = texts.t("report.fold_none")
    form.file_fold.set_summary(words.counted(texts, "fold_files", len(files), size=weight) if files else none)
    form.email_fold.set_summary(draft.email or texts.t("report.email_none"))
