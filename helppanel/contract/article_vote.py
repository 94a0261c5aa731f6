"""The article vote: whether an article solved the problem, and what was wrong where it did not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from helppanel.contract.report import WIRE_VERSION, AppInfo, Moment, Name, Text


class VoteReason(StrEnum):
    """Why an article did not help; "" where the user did not say."""

    UNSAID = ""
    WRONG_STEPS = "wrong_steps"
    UNCLEAR = "unclear"
    OTHER_PROBLEM = "other_problem"


class ArticleVote(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to 是否解决了您的问题. Encoded, it is the manifest of a vote parcel.

    `query` is what the user searched when the article was found; `pack` is the version of the pack that was
    read. The last vote of an installation on an article counts.
    """

    wire: int = WIRE_VERSION
    uuid: UUID
    created_at: Moment
    article: Annotated[Name, msgspec.Meta(min_length=1)]
    locale: Name
    helpful: bool
    reason: VoteReason = VoteReason.UNSAID
    text: Text = ""
    query: Annotated[str, msgspec.Meta(max_length=500)] = ""
    pack: Name = ""
    app: AppInfo
