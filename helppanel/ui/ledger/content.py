"""Exactly what left of one parcel, part by part, from the bytes that were sent."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helppanel.contract.article_vote import ArticleVote
from helppanel.contract.report import Attachment, FactGroup, ParcelKind, Rating, Reopening, Reply
from helppanel.ui.report.preview import Preview
from helppanel.ui.report.readable import Row
from helppanel.ui.widgets.labels import label


class Content(Preview):
    """As the preview before sending, of any kind of parcel."""

    TITLE, INTRO, MORE = "ledger.content", "ledger.content_intro", "ledger.content_more"
    PARTS = "ledger.content_parts"

    def _read(self) -> tuple[Attachment, ...]:
        self._reply: Reply | None = None
        self._vote: ArticleVote | None = None
        self._said: Rating | Reopening | None = None
        if self._parcel.kind is ParcelKind.REPLY:
            self._reply = msgspec.json.decode(self._parcel.manifest, type=Reply)
            return self._reply.attachments
        if self._parcel.kind is ParcelKind.ARTICLE_VOTE:
            self._vote = msgspec.json.decode(self._parcel.manifest, type=ArticleVote)
            return ()
        if self._parcel.kind is ParcelKind.RATING:
            self._said = msgspec.json.decode(self._parcel.manifest, type=Rating)
            return ()
        if self._parcel.kind is ParcelKind.REOPENING:
            self._said = msgspec.json.decode(self._parcel.manifest, type=Reopening)
            return ()
        return super()._read()

    def _words(self) -> tuple[list[Row], tuple[FactGroup, ...]]:
        t = self._ctx.texts.t
        if self._reply is not None:
            reply = self._reply
            rows = {
                "report.text_label": reply.text,
                "ledger.ticket": self._parcel.ticket,
                "form.view_created": reply.created_at.isoformat(timespec="seconds"),
                "form.view_uuid": str(reply.uuid),
            }
        elif self._said is not None:
            said = self._said
            rows = {
                "ledger.stars": t(f"feedback.stars_{said.stars}") if isinstance(said, Rating) else "",
                "report.text_label": said.text,
                "ledger.fixed": t("ledger.fixed_no") if getattr(said, "fixed", None) is False else "",
                "ledger.ticket": self._parcel.ticket,
                "form.view_created": said.created_at.isoformat(timespec="seconds"),
                "form.view_uuid": str(said.uuid),
            }
        elif self._vote is not None:
            vote = self._vote
            rows = {
                "ledger.vote_article": vote.article,
                "ledger.vote_helpful": t("ledger.vote_yes" if vote.helpful else "ledger.vote_no"),
                "ledger.vote_reason": vote.reason.value,
                "report.text_label": vote.text,
                "form.view_query": vote.query,
                "ledger.vote_pack": vote.pack,
                "form.view_app": f"{vote.app.name} {vote.app.version} ({vote.app.id})",
                "form.view_locale": vote.locale,
                "form.view_created": vote.created_at.isoformat(timespec="seconds"),
                "form.view_uuid": str(vote.uuid),
            }
        else:
            return super()._words()
        return [(t(name), value) for name, value in rows.items() if value], ()

    def _beside_close(self, size: str, total: int, lines: QVBoxLayout) -> QWidget:
        return label(size, "body", "text2")
