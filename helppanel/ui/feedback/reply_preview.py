"""查看完整内容 of a reply: the parcel itself, before it leaves."""

from __future__ import annotations

from helppanel.ui.ledger.content import Content


class ReplyPreview(Content):
    """Its parts, byte for byte."""

    TITLE, INTRO, MORE = "report.preview", "report.preview_intro", "form.view_more"
    PARTS = "form.view_parts"
