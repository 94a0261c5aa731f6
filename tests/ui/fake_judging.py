"""The verbs after an answer, in memory: what the pages do is kept for the test."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from helppanel.contract.service_info import Account
from helppanel.delivery.conversation import Conversation
from helppanel.report.known import matching
from helppanel.service import Known
from tests.ui.fake_ledger import FakeLedger


class FakeJudging(FakeLedger):
    """Part of `FakeService`."""

    talks: list[Conversation]

    def __init__(self) -> None:
        super().__init__()
        self.ratings: list[tuple[str, int, str]] = []
        self.reopenings: list[tuple[str, str, bool | None]] = []
        self.synced: datetime | None = None
        self.known: tuple[Known, ...] = ()
        self.told: set[UUID] = set()
        self.member: Account | None = None

    def rate(self, number: str, stars: int, text: str = "") -> None:
        """Keep it."""
        self._check("rate")
        self.ratings.append((number, stars, text))

    def reopen(self, number: str, text: str, fixed: bool | None = None) -> None:
        """Keep it."""
        self._check("reopen")
        self.reopenings.append((number, text, fixed))

    def say_fixed(self, uuid: UUID) -> None:
        """Nobody asks any more."""
        self._check("say_fixed")
        asked = [msgspec.structs.replace(t, asks_fixed=False) if t.uuid == uuid else t for t in self.talks]
        self.talks = asked

    def untold_news(self) -> tuple[Conversation, ...]:
        """Those with news, each once."""
        self._check("untold_news")
        news = [one for one in self.talks if (one.unread or one.asks_fixed) and one.uuid not in self.told]
        self.told.update(one.uuid for one in news)
        return tuple(news)

    def known_issues(self, text: str, code: str = "") -> tuple[Known, ...]:
        """Those the test set, matched for real."""
        self._check("known_issues")
        found = matching((one.issue for one in self.known), text, "qingjian", code)
        return tuple(one for issue in found for one in self.known if one.issue is issue)

    def known_issue(self, name: str) -> Known | None:
        """One the test set."""
        self._check("known_issue")
        return next((one for one in self.known if one.issue.id == name), None)

    def synced_at(self) -> datetime | None:
        """What the test set."""
        self._check("synced_at")
        return self.synced

    def account(self) -> Account | None:
        """What the test set."""
        self._check("account")
        return self.member
