"""What a vote parcel holds."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.article_vote import ArticleVote, VoteReason
from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AppInfo, Parcel, ParcelKind
from helppanel.report.privacy import scrub
from helppanel.report.privacy.identity import Identity
from helppanel.report.vote import prepare_vote

APP = AppInfo(id="app", name="App", version="1.0")


def prepared(reason: str = "", text: str = "", query: str = "") -> Parcel:
    return prepare_vote(
        *("export-pdf", "zh-CN", False, reason, text, query),
        pack="a1",
        app=APP,
        uuid=uuid4(),
        now=datetime.now(UTC),
        limits=Limits(),
    )


def read(parcel: Parcel) -> ArticleVote:
    return msgspec.json.decode(parcel.manifest, type=ArticleVote)


def test_only_what_is_needed_is_in_it() -> None:
    """The manifest has these members and no other: above all no facts, no account and no e-mail."""
    parcel = prepared("unclear", "看不懂", "导出")
    assert set(msgspec.json.decode(parcel.manifest)) == {
        *(
            "wire",
            "uuid",
            "created_at",
            "article",
            "locale",
            "helpful",
            "reason",
            "text",
            "query",
            "pack",
            "app",
        )
    }
    assert (parcel.kind, parcel.blobs, parcel.ticket) == (ParcelKind.ARTICLE_VOTE, {}, None)
    assert read(parcel).reason is VoteReason.UNCLEAR


def test_text_and_query_are_scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's name and home leave neither in the words nor in the query."""
    who = Identity(homes=frozenset({"/home/linxiaoyu"}), users=frozenset({"linxiaoyu"}), hosts=frozenset())
    monkeypatch.setattr(scrub, "_own", lambda: scrub.Scrubber(who))
    vote = read(prepared(text="/home/linxiaoyu/a.docx 打不开", query="linxiaoyu 打印"))
    assert (vote.text, vote.query) == ("~/a.docx 打不开", "‹username› 打印")


def test_too_long_a_text_is_told_and_a_query_is_cut() -> None:
    """Words are never cut unseen; a query, which the user does not see here, is."""
    with pytest.raises(HelpError) as caught:
        prepared(text="字" * 5001)
    assert caught.value.code is Problem.TEXT_TOO_LONG
    assert len(read(prepared(query="字" * 600)).query) == 500


@given(st.text(max_size=300), st.text(max_size=700))
def test_any_words_travel(text: str, query: str) -> None:
    """Whatever was typed, the server can read the manifest."""
    assert read(prepared(text=text, query=query)).article == "export-pdf"


def test_an_unknown_reason_is_a_bug() -> None:
    """A reason that is not in the contract never leaves."""
    with pytest.raises(ValueError, match="bored"):
        prepared("bored")
